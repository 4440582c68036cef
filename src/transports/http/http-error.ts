import { failureWait, failureWords } from '../../dialects/failure.ts';
import { tryJson } from '../../protocol/json.ts';
import { ChatError, truncatedError, type ChatErrorCode } from '../../protocol/chat-error.ts';
import { readRetryAfter } from './retry-after.ts';

export { optionError } from '../option-error.ts';
export { snapshotOf } from '../snapshot.ts';

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
  const plain = /^\s*</.test(text) ? wordsInXml(text) : text;
  const words = body === undefined ? plain : failureWords(body);
  // A snapshot that was cut on its way is not lost: it comes whole with the next answer.
  const isCut = body === undefined && /\bjson\b/.test(headers.get('content-type') ?? '');
  if (status === 410 && isCut) return truncatedError();
  return new ChatError(
    codes[status] ?? (status < 500 ? 'http' : 'server'),
    words.trim().slice(0, 1000) ||
      `The server answered with status ${status}. Check the request, or try again.`,
    {
      status,
      retryAfterMs: readRetryAfter(headers, Date.now()) ?? failureWait(body),
      cause: body,
    },
  );
}

// Stores and older services answer in XML.
function wordsInXml(text: string): string {
  const element = /<(?:\w+:)?(?:message|faultstring|reason|detail|description)\b[^>]*>([^<]+)</i;
  return /^\s*(?:<\?xml|<(?:\w+:)?(?:error|fault|envelope))/i.test(text)
    ? (element.exec(text)?.[1] ?? '')
    : '';
}

/** Makes the error of an answer that is no stream. Asking again may bring another where it is `retryable`. */
export function noStream(response: Response, retryable: boolean): ChatError {
  const { status, headers } = response;
  return new ChatError(
    'protocol',
    `The server answered with ${headers.get('content-type')} where a stream of events was expected. Check the URL and what stands in front of it.`,
    { status, retryable },
  );
}
