import { applyEvent } from './apply-event.ts';
import type { ChatEvent } from './chat-event.ts';
import type { ChatMessage, MessagePart } from './chat-message.ts';
import { putPart } from './put-part.ts';

const begins = /^(?:text|reasoning|tool-input|source|file|custom)/;

/**
 * Applies an event of an answer that may go on with another. The first part that is new shows where the other one ended:
 * a text goes on with the text before it, and what follows calls is another step, also of a server that knows no steps.
 */
export function applyContinuing(
  message: ChatMessage,
  event: ChatEvent,
  continued: ChatMessage | undefined,
): ChatMessage {
  const place = continued ? lastPlace(continued.parts) : -1;
  const isFirst = place >= 0 && lastPlace(message.parts) === place;
  if (!isFirst || !begins.test(event.type)) return applyEvent(message, event);
  const needsStep = 'toolCallId' in (message.parts[place] ?? {}) && !message.parts[place + 1];
  const before = needsStep ? putPart(message, { type: 'step-start' }) : message;
  const after = applyEvent(before, event);
  const added = after.parts.at(-1);
  if (message.parts[place]?.type !== 'text' || added?.type !== 'text') return after;
  if (after.parts.length === before.parts.length) return after;
  return { ...after, parts: [...after.parts.slice(0, -1), { ...added, continues: true }] };
}

/** The place of the last part that says something; -1 where there is none. */
function lastPlace(parts: readonly MessagePart[]): number {
  return parts.findLastIndex(({ type }) => type !== 'step-start');
}
