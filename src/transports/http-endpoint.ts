import { textAt, tryJson } from '../protocol/json.ts';
import type { ChatMessage } from '../protocol/chat-message.ts';
import type { ChatRequest } from '../protocol/chat-transport.ts';
import { formatCursor } from '../protocol/cursor.ts';
import type { Exchange } from './exchange.ts';
import { assertStream, httpError, nothingToRead } from './http-error.ts';

/** Header names, in lower case, and their values. */
export type HttpHeaders = Readonly<Record<string, string>>;

/** Where a server listens and how it is spoken to. */
export interface HttpEndpointOptions {
  /** The endpoint that takes the POST; the others lie beside it unless they are given. */
  readonly url: string;
  /** Headers of every request; a function is asked before each, and once more after a 401. */
  readonly headers?: HttpHeaders | (() => HttpHeaders | Promise<HttpHeaders>);
  /** Fields that are added to the body of the POST, or replace its own. */
  readonly body?: object | ((request: ChatRequest) => object);
  readonly credentials?: RequestCredentials;
  /** The address of a run's events. @default `{url's folder}/runs/{runId}/stream` */
  readonly resumeUrl?: (runId: string) => string;
  /** The address that stops a run. @default `{url's folder}/runs/{runId}/cancel` */
  readonly cancelUrl?: (runId: string) => string;
  /** The address of a chat's active run. @default `{url's folder}/chats/{chatId}/active` */
  readonly activeUrl?: (chatId: string) => string;
}

const streamHeaders = { accept: 'text/event-stream' };

/** Speaks the calls of one server: ask, read on, find the active run, cancel. */
export class HttpEndpoint {
  readonly #options: HttpEndpointOptions;

  constructor(options: HttpEndpointOptions) {
    this.#options = options;
  }

  /** Asks for an answer. The run id makes asking twice harmless. */
  async ask(exchange: Exchange, request: ChatRequest): Promise<Response> {
    const headers = { ...streamHeaders, 'idempotency-key': request.runId };
    const body = JSON.stringify(this.#body(request));
    return assertStream(await this.#send(exchange, this.#options.url, headers, { body }));
  }

  /** Reads a run's events after `seq`. */
  async read(exchange: Exchange, runId: string, seq: number): Promise<Response> {
    const url = this.#options.resumeUrl?.(runId) ?? this.#beside('runs', runId, 'stream');
    const cursor = seq >= 0 && { 'last-event-id': formatCursor(runId, seq) };
    return assertStream(await this.#send(exchange, url, { ...streamHeaders, ...cursor }));
  }

  /** Names the chat's active run; throws a `ChatError` of code `not-found` when there is none. */
  async findActive(exchange: Exchange, chatId: string): Promise<string> {
    const url = this.#options.activeUrl?.(chatId) ?? this.#beside('chats', chatId, 'active');
    const response = await this.#send(exchange, url, {});
    return textAt(tryJson(await response.text()), 'runId') || nothingToRead();
  }

  /** Stops a run. The request outlives the page. */
  async cancel(exchange: Exchange, runId: string, reason?: string): Promise<void> {
    const url = this.#options.cancelUrl?.(runId) ?? this.#beside('runs', runId, 'cancel');
    const body = JSON.stringify({ reason });
    const response = await this.#send(exchange, url, {}, { body, keepalive: true });
    await response.text();
  }

  async #send(
    exchange: Exchange,
    url: string,
    own: HttpHeaders,
    post?: RequestInit,
  ): Promise<Response> {
    const { headers, credentials } = this.#options;
    const type = post && { 'content-type': 'application/json' };
    const init: RequestInit = {
      ...post,
      method: post ? 'POST' : 'GET',
      cache: 'no-store',
      ...(credentials && { credentials }),
    };
    const send = async () => {
      const added = typeof headers === 'function' ? await headers() : headers;
      return exchange.request(url, { ...init, headers: { ...type, ...own, ...added } });
    };
    let response = await send();
    // A token may have run out; a function can bring a fresh one.
    if (response.status === 401 && typeof headers === 'function') response = await send();
    if (!response.ok) throw await httpError(response);
    return response;
  }

  #body(request: ChatRequest): object {
    const { chatId, messages, trigger, messageId } = request;
    const { body } = this.#options;
    const added = typeof body === 'function' ? body(request) : body;
    return { id: chatId, messages: messages.map(wireMessage), trigger, messageId, ...added };
  }

  #beside(collection: string, id: string, action: string): string {
    const path = this.#options.url.replace(/[?#].*/, '');
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
    return `${folder}/${collection}/${encodeURIComponent(id)}/${action}`;
  }
}

// How a message ended and when is the client's own knowledge; UIMessage has no such fields.
function wireMessage({ id, role, parts, metadata }: ChatMessage): object {
  return { id, role, parts, metadata };
}
