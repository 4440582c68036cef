import { ChatError } from 'rivulet/protocol';
import { z } from 'zod';
import type { ChatTurn } from '../../engine/engine.ts';

const part = z.looseObject({ type: z.string(), text: z.string().optional() });

const message = z.looseObject({
  role: z.string(),
  content: z.union([z.string(), z.array(part).max(1000)]).nullish(),
});

/** The messages of OpenAI's and AG-UI's requests. */
export const foreignMessages = z.array(message).min(1).max(1000);

type Message = z.infer<typeof message>;

const roles: Readonly<Record<string, ChatTurn['role']>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
};

/**
 * Reads the turns that an engine is given: text parts only; what tools said and models thought is left out. Throws a
 * `ChatError` of code `bad-request` when the last one is not a question.
 */
export function foreignTurns(messages: readonly Message[]): ChatTurn[] {
  const turns = messages.flatMap(({ role, content }) => {
    const known = roles[role];
    const text = textOf(content);
    return known === undefined || text === '' ? [] : [{ role: known, text }];
  });
  if (turns.at(-1)?.role === 'user') return turns;
  throw badRequest('messages: The last one must be the user’s and hold text. Add the question.');
}

/** Checks a request's body. Throws a `ChatError` of code `bad-request` that names the field. */
export function parseForeign<Body>(schema: z.ZodType<Body>, value: unknown): Body {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.join('.') || 'the body';
  throw badRequest(`${field}: ${issue?.message ?? 'not as expected'}. Mend that field.`);
}

function badRequest(text: string): ChatError {
  return new ChatError('bad-request', text, { status: 400 });
}

function textOf(content: Message['content']): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map(({ type, text = '' }) => (type === 'text' ? text : '')).join('');
}
