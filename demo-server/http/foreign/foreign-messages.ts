import { z } from 'zod';
import type { ChatTurn } from '../../engine/engine.ts';
import { fieldError } from '../../shared/field-error.ts';
import { assertReadable, checkFields } from '../message-parts.ts';

const part = z.looseObject({ type: z.string(), text: z.string().optional() });

const message = z.looseObject({
  role: z.string(),
  content: z.union([z.string(), z.array(part).max(1000)]).nullish(),
});

/** The messages of OpenAI's and AG-UI's requests. */
export const foreignMessages = z.array(message).min(1).max(1000);

/** One message of such a request. */
export type ForeignMessage = z.infer<typeof message>;

const roles: ReadonlyMap<string, ChatTurn['role']> = new Map([
  ['system', 'system'],
  ['developer', 'system'],
  ['user', 'user'],
  ['assistant', 'assistant'],
]);

// What tools said to another model, and what it thought and did meanwhile, is no part of the chat here.
const leftOut = new Set(['tool', 'function', 'reasoning', 'activity']);

/**
 * Reads the turns that an engine is given: text parts only; what tools said and models thought is left out. Throws a
 * `ChatError` of code `bad-request` when the last one is not a question, or what somebody wrote is no text.
 */
export function foreignTurns(messages: readonly ForeignMessage[]): ChatTurn[] {
  const turns = messages.flatMap(({ role, content }, index) => {
    const field = `messages.${index}`;
    const known = roles.get(role);
    if (known === undefined && leftOut.has(role)) return [];
    if (known === undefined) {
      throw fieldError(
        `${field}.role`,
        'This server knows no such role. Use system, user or assistant.',
      );
    }
    const text = textOf(content, `${field}.content`, known);
    return text === '' ? [] : [{ role: known, text }];
  });
  const last = messages.at(-1)?.role ?? '';
  if (leftOut.has(last)) {
    throw fieldError(
      'messages',
      `The last one is of the role ${last}, and this server goes on with no tool’s work. Add the question.`,
    );
  }
  if (turns.at(-1)?.role === 'user') return turns;
  throw fieldError('messages', 'The last one must be the user’s and hold text. Add the question.');
}

/** Checks a request's body. Throws a `ChatError` of code `bad-request` that names the field. */
export function parseForeign<Body>(schema: z.ZodType<Body>, value: unknown): Body {
  return checkFields(schema, value, 'Mend that field.');
}

function textOf(content: ForeignMessage['content'], field: string, role: ChatTurn['role']): string {
  if (typeof content === 'string') return content;
  const parts = content ?? [];
  if (role !== 'assistant')
    for (const [index, given] of parts.entries()) {
      assertReadable(given, `${field}.${index}`);
    }
  return parts.map(({ type, text = '' }) => (type === 'text' ? text : '')).join('');
}
