import { ChatError } from './chat-error.ts';
import { isTerminalEvent } from './chat-event.ts';
import type {
  ChatEvent,
  MetadataEvent,
  StartEvent,
  TerminalEvent,
  TextEvent,
} from './chat-event.ts';
import type { ChatMessage, MessageEnd, MessagePart, TextPart, ToolPart } from './chat-message.ts';
import { closeCalls, cutCall } from './close-calls.ts';
import { isRecord } from './json.ts';
import type { MessageMetadata } from './message-metadata.ts';
import { putPart } from './put-part.ts';

type PlainEvent =
  | StartEvent
  | TextEvent
  | MetadataEvent
  | TerminalEvent
  | { readonly type: 'start-step' | 'finish-step' };

/** Applies an event of text, of a step, or of a message's beginning and end, as `applyEvent` does; any other changes nothing. */
export function applyPlainEvent(message: ChatMessage, event: ChatEvent): ChatMessage {
  if (message.end !== undefined || !isPlainEvent(event)) return message;
  if (isTerminalEvent(event)) return applyTerminalEvent(message, event);
  switch (event.type) {
    case 'start':
      return mergeMetadata(renamed(message, event.messageId), event.messageMetadata);
    case 'message-metadata':
      return mergeMetadata(message, event.messageMetadata);
    case 'start-step':
      return putPart(message, { type: 'step-start' });
    case 'finish-step':
      return message;
    default:
      return applyTextEvent(message, event);
  }
}

/** Says whether `applyPlainEvent` applies an event. */
export function isPlainEvent(event: ChatEvent): event is PlainEvent {
  return /^(?:(?:text|reasoning)-(?!file)|start|finish|message-|abort|error)/.test(event.type);
}

/** Says how a message ends by its terminal event. */
export function terminalEnd(event: TerminalEvent): MessageEnd {
  if (event.type === 'abort') return 'aborted';
  return event.type === 'error' || event.finishReason === 'error' ? 'error' : 'complete';
}

type ErrorEvent = Extract<TerminalEvent, { type: 'error' }>;

/** Makes the error of a terminal event, if it is one. */
export function terminalError(event: TerminalEvent): ChatError | undefined {
  if (terminalEnd(event) !== 'error') return undefined;
  const { errorText, code, retryAfterMs }: Partial<ErrorEvent> =
    event.type === 'error' ? event : {};
  return new ChatError(
    code === 'rate-limited' ? code : 'server',
    errorText || 'The model stopped with an error. Ask again.',
    { retryAfterMs },
  );
}

/**
 * Ends a message and the parts that still stream; does nothing to one that has ended. Calls without a result end with it,
 * unless the answer is complete: then only those whose input never was, and the rest waits for the page or its user.
 */
export function endMessage(
  message: ChatMessage,
  end: MessageEnd,
  error?: Pick<ChatError, 'code' | 'message'>,
): ChatMessage {
  if (message.end !== undefined) return message;
  const isDead = ({ state }: ToolPart) => end !== 'complete' || state === 'input-streaming';
  const closed = closeCalls(message, cutCall, isDead);
  return {
    ...closed,
    parts: closed.parts.map(endPart),
    end,
    ...(error && { error: { code: error.code, message: error.message } }),
  };
}

function applyTerminalEvent(message: ChatMessage, event: TerminalEvent): ChatMessage {
  const end = terminalEnd(event);
  const error = terminalError(event);
  if (event.type !== 'finish') return endMessage(message, end, error);
  const { messageMetadata, finishReason } = event;
  const metadata = { ...messageMetadata, ...(finishReason && { finishReason }) };
  return endMessage(mergeMetadata(message, metadata), end, error);
}

function applyTextEvent(message: ChatMessage, event: TextEvent): ChatMessage {
  const { id, providerMetadata } = event;
  const type = event.type.startsWith('t') ? 'text' : 'reasoning';
  const delta = 'delta' in event ? event.delta : '';
  const citations = 'citations' in event && event.citations;
  const isStart = event.type.endsWith('start');
  const isEnd = event.type.endsWith('end');
  // Ids may be used again in a later step, so only the newest open part answers to one.
  const open = isStart
    ? undefined
    : message.parts.findLast(
        (part): part is TextPart => part.type === type && part.id === id && isStreaming(part),
      );
  if (isEnd && !open) return message;
  if (open && !isEnd && !delta && !providerMetadata) return message;
  const part: TextPart = {
    ...(open ?? { type, text: '', id }),
    ...(providerMetadata && { providerMetadata }),
    ...(citations && { citations }),
    state: isEnd ? 'done' : 'streaming',
  };
  return putPart(message, { ...part, text: part.text + delta }, open);
}

function renamed(message: ChatMessage, id = message.id): ChatMessage {
  return id === message.id ? message : { ...message, id };
}

function mergeMetadata(message: ChatMessage, added: MessageMetadata | undefined): ChatMessage {
  if (!added || Object.keys(added).length === 0) return message;
  return { ...message, metadata: mergeObjects(message.metadata ?? {}, added) };
}

// Usage and timings come in several events, each with the fields known by then.
function mergeObjects(old: MessageMetadata, added: MessageMetadata): MessageMetadata {
  const merged: Record<string, unknown> = { ...old };
  for (const [key, value] of Object.entries(added)) {
    const before = merged[key];
    merged[key] = isObject(before) && isObject(value) ? mergeObjects(before, value) : value;
  }
  return merged;
}

function isObject(value: unknown): value is MessageMetadata {
  return isRecord(value) && !Array.isArray(value);
}

function isStreaming(part: MessagePart): part is TextPart {
  return 'state' in part && part.state === 'streaming';
}

function endPart(part: MessagePart): MessagePart {
  return isStreaming(part) ? { ...part, state: 'done' } : part;
}
