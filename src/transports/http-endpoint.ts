import { ChatError } from '../protocol/chat-error.ts';
import type { ChatRequest } from '../protocol/chat-transport.ts';
import { formatCursor } from '../protocol/cursor.ts';
import { textAt, tryJson } from '../protocol/json.ts';
import type { Exchange } from './exchange.ts';
import { httpErrors } from './http-errors.ts';
import type { RunCursor } from './run-cursor.ts';
import type { RunAddress, RunPlace, ServerTerms, ServerTermsOptions } from './server-terms.ts';
import { wireRequest, type AddedFields } from './wire-request.ts';

/** Header names, in lower case, and their values. */
export type HttpHeaders = Readonly<Record<string, string>>;

/** Where a server listens and how it is spoken to. */
export interface HttpEndpointOptions extends ServerTermsOptions {
  /** Headers of every request; a function is asked before each, and once more after a 401. */
  readonly headers?: HttpHeaders | (() => HttpHeaders | Promise<HttpHeaders>) | undefined;
  /** Fields that are added to the body of the POST, or replace its own. */
  readonly body?: AddedFields | undefined;
  readonly credentials?: RequestCredentials | undefined;
}

/** The calls of one server. */
export interface HttpEndpoint {
  /** Sends a request with the headers of all; throws a `ChatError` for a refusal, and for an answer that cannot be read. */
  readonly send: (
    exchange: Exchange,
    address: RunAddress,
    own: HttpHeaders,
    post?: RequestInit,
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
  readonly cancel: (
    exchange: Exchange,
    runId: string,
    reason?: string,
    place?: RunPlace,
  ) => Promise<void>;
}

const accept = 'text/event-stream';

/** Speaks the calls of one server: ask, read on, find the active run, cancel. Reads `headers` and `body` at each call. */
export function httpEndpoint(options: HttpEndpointOptions, terms: ServerTerms): HttpEndpoint {
  const { url, credentials, resumeUrl, cancelUrl, activeUrl } = options;
  const [folder = ''] = /^[^?#]*\//.exec(url) ?? [];
  return {
    send,
    async ask(exchange, request, _cursor, own) {
      const body = await questionOf(request);
      const key = terms.sendsKey && { 'idempotency-key': request.runId };
      return readable(await send(exchange, url, { accept, ...key, ...own }, { body }));
    },
    async read(exchange, { run = '', seq }, chatId) {
      const hasRead = seq >= 0;
      const place = { chatId, ...(hasRead && { sequence: seq }) };
      const address = (resumeUrl && resumeUrl(run, place)) || beside('runs', run, 'stream');
      const id = hasRead && { 'last-event-id': formatCursor(run, seq) };
      return readable(await send(exchange, address, { accept, ...id }), true);
    },
    async findActive(exchange, chatId) {
      const address = (activeUrl && activeUrl(chatId)) || beside('chats', chatId, 'active');
      const response = await send(exchange, address, {});
      return textAt(tryJson(await response.text()), 'runId') || nothingToRead();
    },
    async cancel(exchange, runId, reason, place = {}) {
      const address = (cancelUrl && cancelUrl(runId, place)) || beside('runs', runId, 'cancel');
      const body = JSON.stringify({ reason });
      const response = await send(exchange, address, {}, { body, keepalive: true });
      // A gateway's page is no word of the server.
      const answer = await readable(response, true);
      await answer.text();
    },
  };

  async function send(
    exchange: Exchange,
    address: RunAddress,
    own: HttpHeaders,
    post?: RequestInit,
  ): Promise<Response> {
    const call = typeof address === 'string' ? { url: address } : address;
    const { method = post ? 'POST' : 'GET' } = call;
    // Elsewhere a body has no meaning, and some servers refuse it.
    const { body, ...rest } = post ?? {};
    const sent = /^P/i.test(method) && body;
    const request = async () => {
      const type = sent && { 'content-type': 'application/json' };
      const added = await ownHeaders();
      return exchange.request(call.url, {
        ...rest,
        ...(sent && { body: sent }),
        method,
        cache: 'no-store',
        ...(credentials && { credentials }),
        headers: { ...type, ...own, ...added },
      });
    };
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

/** Tells that a run has ended, or that there is none. */
function nothingToRead(): never {
  throw new ChatError('not-found', 'There is nothing more to read.', { status: 204 });
}
