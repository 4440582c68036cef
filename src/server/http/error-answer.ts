import { ChatError, type ChatErrorCode } from '../../protocol/chat-error.ts';

/** The methods that a chat server has a use for everywhere. A chat can be renamed and deleted as well. */
export const knownMethods = ['GET', 'HEAD', 'POST', 'OPTIONS'] as const;

const statusOf: Readonly<Partial<Record<ChatErrorCode, number>>> = {
  'bad-request': 400,
  unauthorized: 401,
  'not-found': 404,
  'too-large': 413,
  'rate-limited': 429,
  overloaded: 503,
};

/** Answers with `{ error: { code, message } }`, the error's status and, where it says when to ask again, Retry-After. */
export function errorAnswer(
  error: ChatError,
  more: Readonly<Record<string, unknown>> = {},
): Response {
  const { code, message, retryAfterMs } = error;
  const headers = new Headers({ 'cache-control': 'no-store' });
  if (retryAfterMs !== undefined)
    headers.set('retry-after', String(Math.ceil(retryAfterMs / 1000)));
  if (code === 'unauthorized') headers.set('www-authenticate', 'Bearer');
  const status = error.status ?? statusOf[code] ?? 500;
  if (status === 405) headers.set('allow', knownMethods.join(', '));
  return Response.json({ error: { code, message }, ...more }, { status, headers });
}

/** Turns whatever a route threw into an answer; what was not foreseen says no more than that it happened. */
export function failureAnswer(error: unknown): Response {
  if (error instanceof ChatError) return errorAnswer(error);
  return errorAnswer(new ChatError('server', 'The server failed in this request. Ask again.'));
}
