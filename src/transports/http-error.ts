import { textAt } from '../dialects/json.ts';
import { ChatError, type ChatErrorCode } from '../protocol/chat-error.ts';
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
  429: 'rate-limited',
  503: 'overloaded',
  529: 'overloaded',
};

const retryableStatuses = new Set([408, 425, 429, 500, 502, 503, 504, 529]);

/** Makes the error of an answer that is none: its status, the server's own sentence, how long to wait. */
export async function httpError(response: Response): Promise<ChatError> {
  const { status, headers } = response;
  const body = parse(await response.text().catch(() => ''));
  const sentence = textAt(body, 'error', 'message') || textAt(body, 'message');
  return new ChatError(
    codes[status] ?? (status >= 500 ? 'server' : 'http'),
    sentence || plain(status),
    {
      status,
      retryable: retryableStatuses.has(status),
      retryAfterMs: readRetryAfter(headers, Date.now()),
      cause: body,
    },
  );
}

/** Turns whatever was thrown on the way into a `ChatError`; a foreign error is a lost connection. */
export function toChatError(cause: unknown): ChatError {
  if (cause instanceof ChatError) return cause;
  return new ChatError(
    'network',
    'The connection to the server failed. Check the network and whether the server runs, then try again.',
    { cause },
  );
}

/** Refuses an answer that cannot be a stream, above all the HTML page of a gateway or a wrong URL. */
export function assertStream({ status, headers }: Response): void {
  const type = headers.get('content-type') ?? '';
  if (!/^(?:text\/html|application\/)/i.test(type) || type.includes('stream')) return;
  throw new ChatError(
    'protocol',
    `The server answered with ${type} instead of a stream. Check the URL, and what stands between it and the server.`,
    { status },
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function plain(status: number): string {
  return `The server answered with status ${status} and no explanation. ${
    retryableStatuses.has(status) ? 'Try again in a moment.' : 'Check the request and the URL.'
  }`;
}
