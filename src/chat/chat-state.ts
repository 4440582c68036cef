import type { ChatError } from '../protocol/chat-error.ts';
import type { ChatMessage } from '../protocol/chat-message.ts';
import type { ChatMetrics } from './chat-metrics.ts';
import { noMetrics } from './chat-metrics.ts';

/**
 * What a chat is doing: waiting for the user (`ready`), for the server (`submitted`), for the rest of an answer
 * (`streaming`), for a lost connection (`reconnecting`), or for the user after a failure (`error`).
 */
export type ChatStatus = 'ready' | 'submitted' | 'streaming' | 'reconnecting' | 'error';

/** Everything a screen needs. Objects that did not change keep their identity. */
export interface ChatState {
  readonly messages: readonly ChatMessage[];
  readonly status: ChatStatus;
  readonly error?: ChatError;
  readonly metrics: ChatMetrics;
}

/** One step of a chat. A `message` is put in the place of the one with its id, or last; `messages` replace all. */
export type ChatAction =
  | { readonly type: 'submit'; readonly messages: readonly ChatMessage[] }
  | { readonly type: 'update'; readonly message: ChatMessage; readonly metrics: ChatMetrics }
  | { readonly type: 'status'; readonly status: ChatStatus; readonly metrics: ChatMetrics }
  | {
      readonly type: 'end';
      readonly message?: ChatMessage;
      readonly messages?: readonly ChatMessage[];
      readonly error?: ChatError;
      readonly metrics: ChatMetrics;
    }
  | { readonly type: 'load'; readonly messages: readonly ChatMessage[] };

/** The state of a chat before anything happened. */
export function initialChatState(messages: readonly ChatMessage[] = []): ChatState {
  return { messages, status: 'ready', metrics: noMetrics };
}

// ready ──submit──► submitted ──update──► streaming ◄──status──► reconnecting
//   ▲                   │                     │
//   └───── end ─────────┴─────────────────────┘ (error instead of ready where there is one)
/** Answers with the next state. */
export function chatReducer(state: ChatState, action: ChatAction): ChatState {
  switch (action.type) {
    case 'submit':
      return { messages: action.messages, status: 'submitted', metrics: noMetrics };
    case 'update':
      return {
        messages: putMessage(state.messages, action.message),
        status: 'streaming',
        metrics: action.metrics,
      };
    case 'status':
      return { messages: state.messages, status: action.status, metrics: action.metrics };
    case 'end':
      return {
        messages: action.messages ?? putMessage(state.messages, action.message),
        status: action.error ? 'error' : 'ready',
        ...(action.error && { error: action.error }),
        metrics: action.metrics,
      };
    case 'load':
      return initialChatState(action.messages);
    default:
      action satisfies never;
      return state;
  }
}

function putMessage(
  messages: readonly ChatMessage[],
  message: ChatMessage | undefined,
): readonly ChatMessage[] {
  if (!message) return messages;
  // The streaming message is nearly always the last one: looking from the end keeps a frame's cost flat.
  const index = messages.findLastIndex((candidate) => candidate.id === message.id);
  if (index === -1) return [...messages, message];
  return messages[index] === message ? messages : messages.with(index, message);
}
