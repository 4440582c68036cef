'use client';
import { useState } from 'react';
import type { InferredChat, InferredFrom } from './chat/infer-chat.ts';
import { useLatest } from './view/use-latest.ts';
import { useStreamingChat as useChatOverTransport } from './chat/react/use-streaming-chat.ts';
import type {
  UseStreamingChatOptions as ChatHookOptions,
  StreamingChat,
} from './chat/react/use-streaming-chat.ts';
import type { ChatTypes } from './protocol/chat-types.ts';
import { httpTransport } from './transports/http/http-transport.ts';
import type { HttpTransportOptions } from './transports/http/http-transport.ts';

/** Options of {@link useStreamingChat}: those of the chat, and either a `transport` or the `url` of an HTTP endpoint. */
export type UseStreamingChatOptions<Types extends ChatTypes = ChatTypes> =
  | ChatHookOptions<Types>
  | UrlChatOptions<Types>;

/** Chat options for a server that speaks HTTP; what is not the chat's goes to `httpTransport`. */
export interface UrlChatOptions<Types extends ChatTypes = ChatTypes>
  extends
    Omit<ChatHookOptions<Types>, 'transport'>,
    Omit<HttpTransportOptions, 'url' | 'clock' | 'page' | 'random'> {
  /** The endpoint that takes the POST. @default '/api/chat' */
  readonly url?: string | undefined;

  /** Stands for the difference to the other options: there is a `url` in its place. @default none */
  readonly transport?: undefined;
}

/** Options of {@link useStreamingChat} whose types follow from their schemas. */
export type InferringHookOptions<Inputs, Raw, Outputs, Data, Metadata> = InferredFrom<
  Inputs,
  Raw,
  Outputs,
  Data,
  Metadata
> &
  (
    | Omit<ChatHookOptions<InferredChat<Inputs, Raw, Outputs, Data, Metadata>>, Schemas>
    | Omit<UrlChatOptions<InferredChat<Inputs, Raw, Outputs, Data, Metadata>>, Schemas>
  );

type Schemas = keyof InferredFrom<0, 0, 0, 0, 0>;

/**
 * Streams a chat from any backend: keeps its messages, sends, aborts, retries and resumes.
 * Give it the `url` that takes the POST, or any `transport`; both are read once, at the first render.
 * `headers` and `body` may change from render to render: the latest are sent.
 */
export function useStreamingChat<Inputs, Raw, Outputs, Data, Metadata>(
  options: InferringHookOptions<Inputs, Raw, Outputs, Data, Metadata>,
): StreamingChat<InferredChat<Inputs, Raw, Outputs, Data, Metadata>>;
export function useStreamingChat<Types extends ChatTypes = ChatTypes>(
  options?: UseStreamingChatOptions<Types>,
): StreamingChat<Types>;
export function useStreamingChat(options: UseStreamingChatOptions = {}): StreamingChat {
  const latest = useLatest(options);
  const [transport] = useState(() => options.transport ?? httpTransport(follow(options, latest)));
  return useChatOverTransport({ ...options, transport });
}

/** Options whose `headers` and `body` are looked up when a request is made. */
function follow(
  first: UrlChatOptions,
  latest: { readonly current: UseStreamingChatOptions },
): HttpTransportOptions {
  const current = () => (latest.current.transport ? first : latest.current);
  const { url = '/api/chat' } = first;
  return {
    ...first,
    url,
    get headers() {
      return current().headers ?? {};
    },
    get body() {
      return current().body ?? {};
    },
  };
}
