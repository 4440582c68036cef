import { applyPlainEvent, isPlainEvent } from './apply-plain-event.ts';
import { applyToolEvent } from './apply-tool-event.ts';
import type { ChatEvent, DataEvent } from './chat-event.ts';
import type { ChatMessage } from './chat-message.ts';
import { putPart } from './put-part.ts';

export { endMessage, terminalEnd, terminalError } from './apply-plain-event.ts';

/**
 * Applies one event to a message and returns the message that results: the same object when nothing
 * changes, with the same parts where they do not change. Tolerant where a resumed stream may lack a
 * beginning: a delta without its start makes the part.
 */
export function applyEvent(message: ChatMessage, event: ChatEvent): ChatMessage {
  if (isPlainEvent(event)) return applyPlainEvent(message, event);
  if (message.end !== undefined) return message;
  if (isOfFamily(event, 'tool-')) return applyToolEvent(message, event);
  if (isOfFamily(event, 'data-')) return applyDataEvent(message, event);
  return event.type === 'reset-step' ? resetStep(message) : putPart(message, event);
}

function isOfFamily<Prefix extends string>(
  event: ChatEvent,
  prefix: Prefix,
): event is Extract<ChatEvent, { type: `${Prefix}${string}` }> {
  return event.type.startsWith(prefix);
}

function applyDataEvent(message: ChatMessage, event: DataEvent): ChatMessage {
  const { type, id, data, transient } = event;
  if (transient) return message;
  const earlier = message.parts.find(
    (part) => id !== undefined && part.type === type && 'id' in part && part.id === id,
  );
  return putPart(message, { type, data, ...(id !== undefined && { id }) }, earlier);
}

function resetStep(message: ChatMessage): ChatMessage {
  const start = message.parts.findLastIndex((part) => part.type === 'step-start');
  if (start === message.parts.length - 1) return message;
  return { ...message, parts: message.parts.slice(0, start + 1) };
}
