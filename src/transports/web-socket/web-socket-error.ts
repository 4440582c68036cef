import { ChatError, type ChatErrorCode } from '../../protocol/chat-error.ts';
import type { ErrorFrame } from '../../protocol/web-socket-frame.ts';

const codes: Readonly<Record<string, ChatErrorCode>> = {
  bad_request: 'bad-request',
  unauthorized: 'unauthorized',
  not_found: 'not-found',
  too_large: 'too-large',
  rate_limited: 'rate-limited',
  overloaded: 'overloaded',
  server: 'server',
  protocol: 'protocol',
  timeout: 'timeout',
  expired: 'expired',
};

const tooLarge = 'The question is too large for the server. Shorten it or leave out files.';

const closes: Readonly<Record<number, readonly [code: ChatErrorCode, message: string]>> = {
  1009: ['too-large', tooLarge],
  4400: ['protocol', 'The server does not understand this client. Check that both speak chat.v1.'],
  4401: ['unauthorized', 'The server asks for another key. Check the token.'],
  4403: ['unauthorized', 'This page may not call the server. Allow its address there.'],
  4408: ['timeout', 'The server did not hear from this client in time.'],
  4429: ['rate-limited', 'The server was sent too much at once. Ask again in a moment.'],
};

/** Makes the error of a server's refusal. */
export function refusalError({ code, message, status, retryAfterMs }: ErrorFrame): ChatError {
  return new ChatError(codes[code] ?? 'server', message, { status, retryAfterMs, cause: code });
}

/** Makes the error of a socket that was closed: by its close code (RFC 6455 § 7.4, chat.v1). */
export function closeError(code: number): ChatError {
  const [known, message] = closes[code] ?? [
    'network',
    'The connection to the server was lost. Check whether it runs, then try again.',
  ];
  return new ChatError(known, message, { cause: code });
}

/** Makes the error of a question that the server would not take. */
export function tooLargeError(): ChatError {
  return new ChatError('too-large', tooLarge, { status: 413 });
}

/** Makes the error of a socket whose server says that it goes away. */
export function leavingError(retryAfterMs: number): ChatError {
  const message = 'The server is being restarted. The answer goes on in a moment.';
  return new ChatError('overloaded', message, { retryAfterMs });
}

/** The cause of the error of a socket that was opened and not welcomed. */
export const silence = 'silence';

/** Makes the error of a server that takes the socket and does not welcome; `isSure` says that it never will. */
export function silentError(isSure = false): ChatError {
  const message =
    'The server opened the socket and did not greet as chat.v1 does. If it has words of its own, pass them as `words`.';
  return new ChatError(isSure ? 'protocol' : 'timeout', message, { cause: silence });
}
