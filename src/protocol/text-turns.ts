import { isUnansweredCall } from './close-calls.ts';
import type { ChatMessage, MessagePart } from './chat-message.ts';
import { messageMarkdown } from './message-text.ts';

/** A turn as most APIs take it. */
export interface TextTurn {
  /** Who wrote it. */
  readonly role: ChatMessage['role'];

  /** Its text, as markdown. */
  readonly content: string;
}

/**
 * The turns of a chat as text, for the `body` of an API that takes `{ role, content }`. Turns without text, such as an
 * answer that was stopped before its first word, are left out: many servers refuse them, and all that follows. What the
 * user said in the middle of an answer is a turn of its own, where it was said.
 */
export function textTurns(messages: readonly ChatMessage[]): TextTurn[] {
  return messages
    .flatMap(turnsOf)
    .map((message) => ({ role: message.role, content: messageMarkdown(message) }))
    .filter(({ content }) => content.trim() !== '');
}

function turnsOf(message: ChatMessage): Pick<ChatMessage, 'role' | 'parts'>[] {
  const { role, parts } = message;
  const at = parts.findIndex(({ type }) => type === 'steering-message');
  const steering = parts[at];
  if (steering?.type !== 'steering-message') return [message];
  const rest = turnsOf({ ...message, parts: parts.slice(at + 1) });
  return [{ role, parts: parts.slice(0, at) }, { role: 'user', parts: steering.parts }, ...rest];
}

/**
 * Says whether a turn has something that a model can be told again: not so an answer that has only thoughts, or nothing
 * at all. @param needsResults Whether calls that never had a result are nothing, too.
 */
export function hasContent({ role, parts }: ChatMessage, needsResults = false): boolean {
  return role !== 'assistant' || parts.some((part) => isContent(part, needsResults));
}

function isContent(part: MessagePart, needsResults: boolean): boolean {
  if (part.type === 'text') return part.text.trim() !== '';
  if ('toolCallId' in part) return !needsResults || !isUnansweredCall(part);
  return !/^(?:reasoning|step-start$|source-|data-queue$|data-prefill$)/.test(part.type);
}
