import { errorWordsOf, tryJson } from '../protocol/json.ts';
import { asChatError, ChatError, type ChatErrorCode } from '../protocol/chat-error.ts';
import { readRetryAfter } from './retry-after.ts';

const codes: Readonly<Record<number, ChatErrorCode>> = {
  400: 'bad-request',
  401: 'unauthorized',
  403: 'unauthorized',
  404: 'not-found',
  408: 'timeout',
  409: 'bad-request',
  410: 'expired',
  413: 'too-large',
  422: 'bad-request',
  425: 'overloaded',
  429: 'rate-limited',
  501: 'http',
  503: 'overloaded',
  505: 'http',
  529: 'overloaded',
};

/** Makes the error of an answer that is none: its status, the server's own sentence, how long to wait. */
export async function httpError(response: Response): Promise<ChatError> {
  const { status, headers } = response;
  const text = await response.text().catch(() => '');
  const body = tryJson(text.replace(/^(?:event:.*\s+)?data:/, ''));
  // Plain words are the server's own; a page is of what stands in front of it.
  const plain = /^\s*</.test(text) ? '' : text;
  const words = errorWordsOf(body === undefined ? plain : body);
  return new ChatError(
    codes[status] ?? (status < 500 ? 'http' : 'server'),
    words.trim().slice(0, 1000) ||
      `The server answered with status ${status}. Check the request, or try again.`,
    {
      status,
      retryAfterMs: readRetryAfter(headers, Date.now()),
      cause: body,
    },
  );
}

/** Turns whatever was thrown on the way into a `ChatError`; a foreign error is a lost connection. */
export function toChatError(cause: unknown): ChatError {
  const message = 'The connection to the server failed. Check whether it runs, then try again.';
  return asChatError(cause, 'network', message);
}

/**
 * Refuses an answer that cannot be read: none at all, a gateway's page of HTML, a file; a whole JSON body can. Asking
 * again for a run that is known to be there may pass the gateway: that is `retryable`.
 */
export function assertStream(response: Response, retryable = false): Response {
  if (response.status === 204) nothingToRead();
  const type = response.headers.get('content-type') ?? '';
  if (!/^(?:text\/html|application\/(?!.*(?:stream|json)))/i.test(type)) return response;
  throw new ChatError(
    'protocol',
    `The server answered with ${type} where a stream of events was expected. Check the URL and what stands in front of it.`,
    { status: response.status, retryable },
  );
}

/** Tells that a run has ended, or that there is none. */
export function nothingToRead(): never {
  throw new ChatError('not-found', 'There is nothing more to read.', { status: 204 });
}
