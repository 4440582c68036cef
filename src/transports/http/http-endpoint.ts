import { ChatError } from '../../protocol/chat-error.ts';
import type { ChatRequest } from '../../protocol/chat-transport.ts';
import { formatCursor } from '../../protocol/cursor.ts';
import { textAt, tryJson } from '../../protocol/json.ts';
import type { Exchange } from './exchange.ts';
import { httpErrors } from './http-errors.ts';
import type { RunCursor } from '../run-cursor.ts';
import type { ServerTerms, ServerTermsOptions } from '../server-terms.ts';
import { wireRequest, type AddedFields } from '../wire-request.ts';

/** Header names, in lower case, and their values. */
export type HttpHeaders = Readonly<Record<string, string>>;

/** Where a server listens and how it is spoken to. */
export interface HttpEndpointOptions extends ServerTermsOptions {
  /** Headers of every request; a function is asked before each, and once more after a 401. @default none */
  readonly headers?: HttpHeaders | (() => HttpHeaders | Promise<HttpHeaders>) | undefined;
  /** Fields that are added to the body of the POST, or replace its own. @default none */
  readonly body?: AddedFields | undefined;

  /** Whether cookies are sent to other origins, as for `fetch`. @default 'same-origin' */
  readonly credentials?: RequestCredentials | undefined;
}

/** The calls of one server. */
export interface HttpEndpoint {
  /** Sends a request with the headers of all, a POST where there is an `init`; throws a `ChatError` for a refusal. */
  readonly send: (
    exchange: Exchange,
    url: string,
    own: HttpHeaders,
    init?: RequestInit,
  ) => Promise<Response>;
  /** Asks for an answer, whose reader is at `cursor`. The run id makes asking twice harmless. */
  readonly ask: (
    exchange: Exchange,
    request: ChatRequest,
    cursor: RunCursor,
    own?: HttpHeaders,
  ) => Promise<Response>;
  /** Reads a run's events after the cursor. */
  readonly read: (exchange: Exchange, cursor: RunCursor, chatId: string) => Promise<Response>;
  /** Names the chat's active run; throws a `ChatError` of code `not-found` when there is none. */
  readonly findActive: (exchange: Exchange, chatId: string) => Promise<string>;
  /** Stops a run. The request outlives the page. */
  readonly cancel: (exchange: Exchange, runId: string, reason?: string) => Promise<void>;
}

const accept = 'text/event-stream';

/** Speaks the calls of one server: ask, read on, find the active run, cancel. Reads `headers` and `body` at each call. */
export function httpEndpoint(options: HttpEndpointOptions, terms: ServerTerms): HttpEndpoint {
  const { url, credentials } = options;
  const [folder = ''] = /^[^?#]*\//.exec(url) ?? [];
  return {
    send,
    async ask(exchange, request, _cursor, own) {
      const body = await questionOf(request);
      const key = terms.sendsKey && { 'idempotency-key': request.runId };
      return readable(await send(exchange, url, { accept, ...key, ...own }, { body }));
    },
    async read(exchange, { run = '', seq }) {
      const cursor = seq >= 0 && { 'last-event-id': formatCursor(run, seq) };
      const address = beside('runs', run, 'stream');
      return readable(await send(exchange, address, { accept, ...cursor }), true);
    },
    async findActive(exchange, chatId) {
      return activeIn(await send(exchange, beside('chats', chatId, 'active'), {}));
    },
    async cancel(exchange, runId, reason) {
      const address = beside('runs', runId, 'cancel');
      const body = JSON.stringify({ reason });
      const response = await send(exchange, address, {}, { body, keepalive: true });
      // A gateway's page is no word of the server.
      const answer = await readable(response, true);
      await answer.text();
    },
  };

  async function send(
    exchange: Exchange,
    address: string,
    own: HttpHeaders,
    init?: RequestInit,
  ): Promise<Response> {
    const type = init?.body && { 'content-type': 'application/json' };
    const request = async () =>
      exchange.request(address, {
        method: init ? 'POST' : 'GET',
        ...init,
        cache: 'no-store',
        ...(credentials && { credentials }),
        headers: { ...type, ...own, ...(await ownHeaders()) },
      });
    let response = await request();
    // A token may have run out; a function can bring a fresh one.
    if (response.status === 401 && typeof options.headers === 'function') {
      await response.text();
      response = await request();
    }
    if (!response.ok) throw await (await httpErrors()).httpError(response);
    return response;
  }

  async function ownHeaders(): Promise<HttpHeaders | undefined> {
    const { headers } = options;
    if (typeof headers !== 'function') return headers;
    try {
      return await headers();
    } catch (cause) {
      throw (await httpErrors()).optionError('headers', cause);
    }
  }

  async function questionOf(request: ChatRequest): Promise<string> {
    try {
      return JSON.stringify({ id: request.chatId, ...wireRequest(request, options.body) });
    } catch (cause) {
      throw (await httpErrors()).optionError('body', cause);
    }
  }

  function beside(collection: string, id: string, action: string): string {
    return `${folder}${collection}/${encodeURIComponent(id)}/${action}`;
  }
}

/**
 * Refuses an answer that cannot be read: none at all, a gateway's page of HTML, a file; a whole JSON body can. Asking
 * again for a run that is known to be there may pass the gateway: that is `retryable`.
 */
export async function readable(response: Response, retryable = false): Promise<Response> {
  if (response.status === 204) nothingToRead();
  const type = response.headers.get('content-type') ?? '';
  if (!/^(?:text\/html|application\/(?!.*(?:stream|json)))/i.test(type)) return response;
  throw (await httpErrors()).noStream(response, retryable);
}

/** Reads the name of a chat's active run; throws a `ChatError` of code `not-found` when there is none. */
export async function activeIn(response: Response): Promise<string> {
  return textAt(tryJson(await response.text()), 'runId') || nothingToRead();
}

/** Tells that a run has ended, or that there is none. */
export function nothingToRead(): never {
  throw new ChatError('not-found', 'There is nothing more to read.', { status: 204 });
}
