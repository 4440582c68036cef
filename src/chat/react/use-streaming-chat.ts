'use client';
import { useMemo, useState, useSyncExternalStore } from 'react';
import type { ChatError } from '../../protocol/chat-error.ts';
import { messageMarkdown } from '../../protocol/message-text.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { ChatTypes } from '../../protocol/chat-types.ts';
import type { ChatStore } from '../chat-store.ts';
import type { ChatOptions } from '../chat-options.ts';
import type { ChatMetrics } from '../state/chat-metrics.ts';
import type { ChatRetry, ChatStatus } from '../state/chat-state.ts';
import { createChat } from '../create-chat.ts';
import type { InferredChat, InferringChatOptions } from '../infer-chat.ts';
import type { OutboxMessage } from '../state/outbox-message.ts';
import type { QueuedMessage } from '../state/queued-message.ts';
import { useChatLifetime } from './use-chat-lifetime.ts';
import { useLatest } from '../../view/use-latest.ts';

/** Options of {@link useStreamingChat}: those of `createChat`. All but the callbacks are read when the chat is made. */
export type UseStreamingChatOptions<Types extends ChatTypes = ChatTypes> = ChatOptions<Types>;

/** What {@link useStreamingChat} gives a component; the functions stay the same for the life of the chat. */
export interface StreamingChat<Types extends ChatTypes = ChatTypes> extends Omit<
  ChatStore<Types>,
  'id' | 'getState' | 'getStored' | 'drafts' | 'getMessage' | 'subscribe' | 'dispose'
> {
  /** The same as `abort`. */
  readonly cancel: ChatStore['abort'];

  /** The messages, the oldest first. */
  readonly messages: readonly ChatMessage<Types>[];

  /** What the chat is doing. */
  readonly status: ChatStatus;
  /** Whether an answer is on its way: submitted, streaming or reconnecting. */
  readonly isStreaming: boolean;
  /** The text of the newest assistant message, `''` before there is one; a blank line stands between its different texts. */
  readonly content: string;
  /** Why the last run failed; undefined after the next one has started. */
  readonly error: ChatError | undefined;
  /** When the lost connection is tried again; only while `status` is `reconnecting`, and known. */
  readonly retry?: ChatRetry;

  /** Figures of the newest run. */
  readonly metrics: ChatMetrics;
  /** Messages that wait for the present answer; empty unless `whileStreaming` is `'queue'`. */
  readonly queue: readonly QueuedMessage[];
  /** Messages that the server does not have yet; empty without the option `outbox`. */
  readonly outbox: readonly OutboxMessage[];
  /** The store itself, for `useChatMessage` and code outside React. */
  readonly chat: ChatStore<Types>;
}

/**
 * Streams a chat over a transport and renders at most once per frame. With `storage` it resumes on mount; another
 * `id` makes another chat. Unmounting stops the reading, not the server.
 */
export function useStreamingChat<Inputs, Raw, Outputs, Data, Metadata>(
  options: InferringChatOptions<Inputs, Raw, Outputs, Data, Metadata>,
): StreamingChat<InferredChat<Inputs, Raw, Outputs, Data, Metadata>>;
export function useStreamingChat<Types extends ChatTypes = ChatTypes>(
  options: UseStreamingChatOptions<Types>,
): StreamingChat<Types>;
export function useStreamingChat(options: UseStreamingChatOptions): StreamingChat {
  const latest = useLatest(options);
  const [made, setMade] = useState(make);
  const { chat } = made.id === options.id ? made : remake();
  useChatLifetime(chat, options.storage !== undefined);

  const state = useSyncExternalStore(chat.subscribe, chat.getState, chat.getState);
  return useMemo(() => {
    return {
      ...state,
      error: state.error,
      isStreaming: state.status !== 'ready' && state.status !== 'error',
      content: newestAnswer(state.messages),
      ...chat,
      cancel: chat.abort,
      chat,
    };
  }, [chat, state]);

  function make() {
    return { id: options.id, chat: createChat(options, latest) };
  }

  function remake() {
    const next = make();
    setMade(next);
    return next;
  }
}

function newestAnswer(messages: readonly ChatMessage[]): string {
  const answer = messages.findLast(({ role }) => role === 'assistant');
  return answer ? messageMarkdown(answer) : '';
}
