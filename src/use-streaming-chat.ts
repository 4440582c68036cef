'use client';
import { useState } from 'react';
import { useStreamingChat as useChatOverTransport } from './chat/use-streaming-chat.ts';
import type {
  UseStreamingChatOptions as ChatHookOptions,
  StreamingChat,
} from './chat/use-streaming-chat.ts';
import { httpTransport } from './transports/http-transport.ts';
import type { HttpTransportOptions } from './transports/http-transport.ts';

/** Options of {@link useStreamingChat}: those of the chat, and either a `transport` or the `url` of an HTTP endpoint. */
export type UseStreamingChatOptions = ChatHookOptions | UrlChatOptions;

/** Chat options for a server that speaks HTTP: `url` is the endpoint that takes the POST, the rest goes to `httpTransport`. */
export type UrlChatOptions = Omit<ChatHookOptions, 'transport'> &
  Pick<HttpTransportOptions, 'url' | 'headers' | 'body' | 'credentials'>;

/**
 * Streams a chat from any backend: keeps its messages, sends, aborts, retries and resumes.
 * Give it `url` (POST, answered by an event stream) or any `transport`; both are read once, at the first render.
 */
export function useStreamingChat(options: UseStreamingChatOptions): StreamingChat {
  const [transport] = useState(() =>
    'transport' in options ? options.transport : httpTransport(options),
  );
  return useChatOverTransport({ ...options, transport });
}
