import { ChatError } from '../../protocol/chat-error.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { ChatQuestion } from '../answers/answer.ts';
import { assertBounded } from './bounded-json.ts';

/** The body of a question, checked as far as `ChatQuestion` says, but for its messages. */
export type QuestionHead = Pick<ChatQuestion, 'body' | 'chatId' | 'messageId' | 'trigger'>;

const roles: ReadonlySet<unknown> = new Set(['system', 'user', 'assistant']);

/**
 * Reads the body of `POST …/chat`, `maxBytes` of it at most. Throws a `ChatError`: `bad-request` that names the field,
 * `too-large` where it is longer.
 */
export async function readQuestion(
  request: Request,
  maxBytes?: number,
): Promise<QuestionHead & Pick<ChatQuestion, 'messages'>> {
  const head = await readHead(request, maxBytes);
  const { messages } = head.body;
  assertMessages(messages);
  return { ...head, messages };
}

/** As `readQuestion`, but for the messages. */
export async function readHead(
  request: Request,
  maxBytes = 4 * 1024 * 1024,
): Promise<QuestionHead> {
  const body = parse(await readText(request, maxBytes));
  const { id, trigger = 'submit-message', messageId } = body;
  if (!isName(id)) throw wrong('id', 'must be the name of the chat, 1 to 200 characters');
  if (trigger !== 'submit-message' && trigger !== 'regenerate-message') {
    throw wrong('trigger', 'must be "submit-message" or "regenerate-message"');
  }
  if (messageId !== undefined && messageId !== null && !isName(messageId)) {
    throw wrong('messageId', 'must be the name of a message');
  }
  return { chatId: id, trigger, messageId: messageId ?? undefined, body };
}

/** Checks a list of messages as far as their shape goes. Throws a `bad-request` that names the field. */
export function assertMessages(messages: unknown): asserts messages is ChatMessage[] {
  if (!Array.isArray(messages) || messages.length === 0 || messages.length > 1000) {
    throw wrong('messages', 'must be a list of 1 to 1000 messages');
  }
  for (const [index, message] of (messages as unknown[]).entries())
    assertMessage(message, `messages.${index}`);
}

/** As `assertMessages`, for the message of one field. */
export function assertMessage(message: unknown, field: string): asserts message is ChatMessage {
  if (!isObject(message)) throw wrong(field, 'must be an object');
  const { id, role, parts } = message;
  if (!isName(id)) throw wrong(`${field}.id`, 'must be the name of a message');
  if (!roles.has(role)) throw wrong(`${field}.role`, 'must be "system", "user" or "assistant"');
  if (!Array.isArray(parts)) throw wrong(`${field}.parts`, 'must be a list of parts');
  for (const [place, part] of (parts as unknown[]).entries())
    assertPart(part, `${field}.parts.${place}`);
}

function assertPart(part: unknown, field: string): void {
  const { type, text }: Record<string, unknown> = isObject(part) ? part : {};
  if (typeof type !== 'string') throw wrong(`${field}.type`, 'must be a string');
  if (type === 'text' && typeof text !== 'string') throw wrong(`${field}.text`, 'must be a string');
}

/** Reads a body as JSON, `maxBytes` of it at most; none is an empty object. Throws a `ChatError`. */
export async function bodyOf(request: Request, maxBytes = 4 * 1024 * 1024): Promise<unknown> {
  const text = await readText(request, maxBytes);
  return text.trim() === '' ? {} : parseJson(text);
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
  const body = parseJson(text);
  if (isObject(body)) return body;
  throw new ChatError('bad-request', 'The body is no object. Send { id, messages }.');
}

function parseJson(text: string): unknown {
  assertBounded(text);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ChatError('bad-request', 'The body is not JSON. Send application/json.', { cause });
  }
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
