import { z } from 'zod';
import type { ChatTurn } from '../engine/engine.ts';
import { fieldError } from '../shared/field-error.ts';
import { answerOptions } from './answer-options.ts';
import { assertReadable, checkFields, type Accepts } from './message-parts.ts';
import type { ChatMessage } from 'rivulet/protocol';

const part = z.looseObject({ type: z.string(), text: z.string().optional() });

const message = z.looseObject({
  id: z.string().max(200).optional(),
  role: z.enum(['system', 'user', 'assistant']),
  parts: z.array(part).max(1000),
});

const chatRequest = z.looseObject({
  id: z.string().min(1).max(200),
  messages: z.array(message).min(1).max(1000),
  trigger: z.enum(['submit-message', 'regenerate-message']).optional(),
  messageId: z.string().max(200).nullish(),
  options: answerOptions.optional(),
});

type Message = z.infer<typeof message>;

/** The body of `POST /api/chat`: what the AI SDK's chat sends, and Rivulet's `options`. */
export type ChatRequestBody = z.infer<typeof chatRequest>;

/**
 * Checks a request's body. Throws a `ChatError` of code `bad-request` that names the field.
 * @param accepts What the engine takes beside text.
 */
export function parseChatRequest(value: unknown, accepts: Accepts = []): ChatRequestBody {
  const body = checkFields(chatRequest, value, 'Mend that field and send again.');
  const { messages } = body;
  for (const [index, { role, parts }] of messages.entries()) {
    if (role === 'assistant') continue;
    for (const [place, given] of parts.entries()) {
      assertReadable(given, `messages.${index}.parts.${place}`, accepts);
    }
  }
  const question = messages.findLastIndex((entry) => entry.role !== 'assistant' || !textOf(entry));
  const asked = messages[question];
  if (asked?.role !== 'user') {
    throw fieldError(
      `messages.${Math.max(question, 0)}.role`,
      `There is no question to answer. End the list with the user's message, or with the text of an answer to go on with.`,
    );
  }
  const hasFile = asked.parts.some(({ type }) => type === 'file');
  if (textOf(asked).trim() === '' && !hasFile) {
    const reads = accepts.includes('files') ? 'text and pictures' : 'text parts only';
    throw fieldError(
      `messages.${question}.parts`,
      `The question has no text. This server reads ${reads}.`,
    );
  }
  return body;
}

/** The question that a chat ends with; '' where it ends with an answer to go on with. */
export function questionIn(messages: readonly Message[]): string {
  const last = messages.at(-1);
  return last?.role === 'user' ? textOf(last) : '';
}

/** Reads the turns that an engine is given: text parts only, messages without text left out. */
export function toTurns(messages: readonly Message[]): ChatTurn[] {
  return messages
    .map((entry) => ({ role: entry.role, text: textOf(entry) }))
    .filter((turn) => turn.text !== '');
}

/** The messages with all their parts, for an engine that passes them on. */
export function toMessages(messages: readonly Message[]): ChatMessage[] {
  return messages.map(({ id, role, parts }, index) => ({
    id: id ?? String(index),
    role,
    // Parts are passed on as they are; those that are read have been looked at.
    parts: parts as unknown as ChatMessage['parts'],
  }));
}

function textOf({ parts }: Message): string {
  return parts.map(({ type, text = '' }) => (type === 'text' ? text : '')).join('');
}
