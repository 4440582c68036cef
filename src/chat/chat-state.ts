import type { ChatError } from '../protocol/chat-error.ts';
import type { ChatMessage, MessageEnd, MessagePart } from '../protocol/chat-message.ts';
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

/** One step of a chat. */
export type ChatAction =
  | { readonly type: 'submit'; readonly messages: readonly ChatMessage[] }
  | { readonly type: 'update'; readonly message?: ChatMessage; readonly metrics: ChatMetrics }
  | { readonly type: 'status'; readonly status: ChatStatus; readonly metrics: ChatMetrics }
  | {
      readonly type: 'end';
      readonly message?: ChatMessage;
      readonly error?: ChatError;
      readonly metrics: ChatMetrics;
    }
  | {
      readonly type: 'refuse';
      readonly messages: readonly ChatMessage[];
      readonly error: ChatError;
    }
  | { readonly type: 'metrics'; readonly metrics: ChatMetrics }
  | { readonly type: 'load'; readonly messages: readonly ChatMessage[] };

/** The state of a chat before anything happened. */
export function initialChatState(messages: readonly ChatMessage[] = []): ChatState {
  return { messages, status: 'ready', metrics: noMetrics };
}

// ready ──submit──► submitted ──update──► streaming ◄──status──► reconnecting
//   ▲                   │ refuse              │ end
//   └───────────────────┴───► error / ready ◄─┘
/** Answers with the next state; the same object where nothing changes. */
export function chatReducer(state: ChatState, action: ChatAction): ChatState {
  switch (action.type) {
    case 'submit':
      return { messages: action.messages, status: 'submitted', metrics: noMetrics };
    case 'update':
      return {
        messages: putMessage(state.messages, action.message),
        status: action.message ? 'streaming' : state.status,
        metrics: action.metrics,
      };
    case 'status':
      return { ...state, status: action.status, metrics: action.metrics };
    case 'end':
      return {
        messages: putMessage(state.messages, action.message),
        status: action.error ? 'error' : 'ready',
        ...(action.error && { error: action.error }),
        metrics: action.metrics,
      };
    case 'refuse':
      return { ...state, messages: action.messages, status: 'error', error: action.error };
    case 'metrics':
      return { ...state, metrics: action.metrics };
    case 'load':
      return initialChatState(action.messages);
    default:
      action satisfies never;
      return state;
  }
}

/** Replaces the message of the same id, or appends it. */
function putMessage(
  messages: readonly ChatMessage[],
  message: ChatMessage | undefined,
): readonly ChatMessage[] {
  if (!message) return messages;
  // The streaming message is nearly always the last one: looking from the end keeps a frame's cost flat.
  const index = messages.findLastIndex((candidate) => candidate.id === message.id);
  if (index === -1) return [...messages, message];
  if (messages[index] === message) return messages;
  return messages.with(index, message);
}

/** Ends a message: its streaming parts are done, `end` says how. A message that has ended stays as it is. */
export function endMessage(message: ChatMessage, end: MessageEnd, error?: ChatError): ChatMessage {
  if (message.end) return message;
  return {
    ...message,
    parts: message.parts.map(finishPart),
    end,
    ...(error && { error: { code: error.code, message: error.message } }),
  };
}

function finishPart(part: MessagePart): MessagePart {
  if ((part.type === 'text' || part.type === 'reasoning') && 'text' in part) {
    return part.state === 'streaming' ? { ...part, state: 'done' } : part;
  }
  return part;
}
