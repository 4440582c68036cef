import { ChatError } from '../../protocol/chat-error.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { ChatQuestion } from '../answers/answer.ts';
import { assertBounded } from './bounded-json.ts';

/** The body of a question, checked as far as `ChatQuestion` says. */
export type QuestionBody = Pick<
  ChatQuestion,
  'body' | 'chatId' | 'messageId' | 'messages' | 'trigger'
>;

const roles: ReadonlySet<unknown> = new Set(['system', 'user', 'assistant']);

/**
 * Reads the body of `POST …/chat`, `maxBytes` of it at most. Throws a `ChatError`: `bad-request` that names the field,
 * `too-large` where it is longer.
 */
export async function readQuestion(request: Request, maxBytes: number): Promise<QuestionBody> {
  const body = parse(await readText(request, maxBytes));
  const { id, messages, trigger = 'submit-message', messageId } = body;
  if (!isName(id)) throw wrong('id', 'must be the name of the chat, 1 to 200 characters');
  if (trigger !== 'submit-message' && trigger !== 'regenerate-message') {
    throw wrong('trigger', 'must be "submit-message" or "regenerate-message"');
  }
  if (messageId !== undefined && messageId !== null && !isName(messageId)) {
    throw wrong('messageId', 'must be the name of a message');
  }
  assertMessages(messages);
  return { chatId: id, messages, trigger, messageId: messageId ?? undefined, body };
}

function assertMessages(messages: unknown): asserts messages is ChatMessage[] {
  if (!Array.isArray(messages) || messages.length === 0 || messages.length > 1000) {
    throw wrong('messages', 'must be a list of 1 to 1000 messages');
  }
  for (const [index, message] of (messages as unknown[]).entries()) {
    const field = `messages.${index}`;
    if (!isObject(message)) throw wrong(field, 'must be an object');
    const { id, role, parts } = message;
    if (!isName(id)) throw wrong(`${field}.id`, 'must be the name of a message');
    if (!roles.has(role)) throw wrong(`${field}.role`, 'must be "system", "user" or "assistant"');
    if (!Array.isArray(parts)) throw wrong(`${field}.parts`, 'must be a list of parts');
    for (const [place, part] of (parts as unknown[]).entries())
      assertPart(part, `${field}.parts.${place}`);
  }
}

function assertPart(part: unknown, field: string): void {
  const { type, text }: Record<string, unknown> = isObject(part) ? part : {};
  if (typeof type !== 'string') throw wrong(`${field}.type`, 'must be a string');
  if (type === 'text' && typeof text !== 'string') throw wrong(`${field}.text`, 'must be a string');
}

/** Reads a body as text, no further than `maxBytes`, whatever length its headers claim. */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  if (!request.body) return '';
  const reader = request.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > maxBytes) {
      await reader.cancel();
      throw tooLarge(maxBytes);
    }
    text += decoder.decode(next.value, { stream: true });
  }
  return text + decoder.decode();
}

function parse(text: string): Record<string, unknown> {
  assertBounded(text);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw new ChatError('bad-request', 'The body is not JSON. Send application/json.', { cause });
  }
  if (isObject(body)) return body;
  throw new ChatError('bad-request', 'The body is no object. Send { id, messages }.');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 200;
}

function wrong(field: string, what: string): ChatError {
  return new ChatError('bad-request', `\`${field}\` ${what}. Mend that field and send again.`);
}

function tooLarge(maxBytes: number): ChatError {
  const text = `The request is larger than ${Math.round(maxBytes / 1024)} KiB. Shorten the message or leave out older ones.`;
  return new ChatError('too-large', text);
}
