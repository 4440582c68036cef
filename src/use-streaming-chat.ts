'use client';
import { useState } from 'react';
import { useLatest } from './chat/use-latest.ts';
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
  Omit<HttpTransportOptions, 'clock' | 'page' | 'random'>;

/**
 * Streams a chat from any backend: keeps its messages, sends, aborts, retries and resumes.
 * Give it `url` (POST, answered by an event stream) or any `transport`; both are read once, at the first render.
 * `headers` and `body` may change from render to render: the latest are sent.
 */
export function useStreamingChat(options: UseStreamingChatOptions): StreamingChat {
  const latest = useLatest(options);
  const [transport] = useState(() =>
    'transport' in options ? options.transport : httpTransport(follow(options, latest)),
  );
  return useChatOverTransport({ ...options, transport });
}

/** Options whose `headers` and `body` are looked up when a request is made. */
function follow(
  first: UrlChatOptions,
  latest: { readonly current: UseStreamingChatOptions },
): UrlChatOptions {
  const current = () => ('url' in latest.current ? latest.current : first);
  return {
    ...first,
    get headers() {
      return current().headers ?? {};
    },
    get body() {
      return current().body ?? {};
    },
  };
}
