import type { ChatError } from '../../protocol/chat-error.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { ChatTypes } from '../../protocol/chat-types.ts';
import type { ChatMetrics } from './chat-metrics.ts';
import { noMetrics } from './chat-metrics.ts';
import type { OutboxMessage } from './outbox-message.ts';
import type { QueuedMessage } from './queued-message.ts';

/**
 * What a chat is doing: waiting for the user (`ready`), for the server (`submitted`), for the rest of an answer
 * (`streaming`), for a lost connection (`reconnecting`), or for the user after a failure (`error`).
 */
export type ChatStatus = 'ready' | 'submitted' | 'streaming' | 'reconnecting' | 'error';

/** The pause before a transport's next try. */
export interface ChatRetry {
  /** Tries since the last new event; the first is 1. */
  readonly attempt: number;
  /** How long the pause is, from its beginning, in milliseconds. */
  readonly delayMs: number;
}

/** Everything a screen needs. Objects that did not change keep their identity. */
export interface ChatState<Types extends ChatTypes = ChatTypes> {
  /** The messages of the versions that are shown, the oldest first. */
  readonly messages: readonly ChatMessage<Types>[];

  /** What the chat is doing. */
  readonly status: ChatStatus;

  /** Why the last run failed; absent after the next one has started, and after `clearError`. */
  readonly error?: ChatError;
  /** When the lost connection is tried again; only while `status` is `reconnecting`, and known. */
  readonly retry?: ChatRetry;

  /** Figures of the newest run. */
  readonly metrics: ChatMetrics;
  /** Messages that wait for the present answer, the next one first; empty unless `whileStreaming` is `'queue'`. */
  readonly queue: readonly QueuedMessage[];
  /** Messages that the server does not have yet, the next one first; empty without the option `outbox`. */
  readonly outbox: readonly OutboxMessage[];
}

/** One step of a chat. What is absent stays. */
export interface ChatChange {
  readonly status?: ChatStatus;
  /** Replace all. */
  readonly messages?: readonly ChatMessage[];
  /** What `messages` leaves out is not kept as another version. */
  readonly isSet?: true;
  /** Is put in the place of the one with its id, or last. */
  readonly message?: ChatMessage;
  /** `undefined` takes the error away. */
  readonly error?: ChatError | undefined;
  /** Stays no longer than the status is `reconnecting`. */
  readonly retry?: ChatRetry;
  readonly metrics?: ChatMetrics;
  readonly queue?: readonly QueuedMessage[];
  readonly outbox?: readonly OutboxMessage[];
}

/** The state of a chat before anything happened. */
export function initialChatState(messages: readonly ChatMessage[] = []): ChatState {
  return { messages, status: 'ready', metrics: noMetrics, queue: [], outbox: [] };
}

// ready ──send──► submitted ──first event──► streaming ◄──► reconnecting
//   ▲                 │                          │
//   └─────────────────┴──────── end ─────────────┘   (error instead of ready where there is one)
/** Answers with the next state. */
export function chatReducer(state: ChatState, change: ChatChange): ChatState {
  const { status = state.status, message } = change;
  const { metrics = state.metrics, queue = state.queue, outbox = state.outbox } = change;
  const { error } = 'error' in change ? change : state;
  const retry = change.retry ?? (status === 'reconnecting' ? state.retry : undefined);
  const list = change.messages ?? state.messages;
  const messages = message ? putMessage(list, message) : list;
  return {
    messages,
    status,
    metrics,
    queue,
    outbox,
    ...(error && { error }),
    ...(retry && { retry }),
  };
}

function putMessage(
  messages: readonly ChatMessage[],
  message: ChatMessage,
): readonly ChatMessage[] {
  // The streaming message is nearly always the last one: looking from the end keeps a frame's cost flat.
  const index = messages.findLastIndex(({ id }) => id === message.id);
  if (index === -1) return [...messages, message];
  return messages[index] === message ? messages : messages.with(index, message);
}
