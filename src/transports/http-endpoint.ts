import { textAt } from '../dialects/json.ts';
import { ChatError } from '../protocol/chat-error.ts';
import type { ChatMessage } from '../protocol/chat-message.ts';
import type { ChatRequest } from '../protocol/chat-transport.ts';
import { formatCursor } from '../protocol/cursor.ts';
import type { Exchange } from './exchange.ts';
import { assertStream, httpError } from './http-error.ts';

/** Where a server listens and how it is spoken to. */
export interface HttpEndpointOptions {
  /** The endpoint that takes the POST; the others lie beside it unless they are given. */
  readonly url: string;
  /** Headers of every request; a function is asked before each, and once more after a 401. */
  readonly headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>);
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

/** Speaks the calls of one server: ask, read on, find the active run, cancel. */
export class HttpEndpoint {
  readonly #options: HttpEndpointOptions;

  constructor(options: HttpEndpointOptions) {
    this.#options = options;
  }

  /** Asks for an answer. The run id makes asking twice harmless. */
  async ask(exchange: Exchange, request: ChatRequest): Promise<Response> {
    const body = JSON.stringify(this.#body(request));
    const headers = { 'idempotency-key': request.runId, accept: 'text/event-stream' };
    return this.#stream(await this.#post(exchange, this.#options.url, body, headers));
  }

  /** Reads a run's events after `seq`. */
  async read(exchange: Exchange, runId: string, seq: number): Promise<Response> {
    const url = this.#options.resumeUrl?.(runId) ?? this.#beside('runs', runId, 'stream');
    const headers = { accept: 'text/event-stream' };
    const cursor = seq < 0 ? undefined : { 'last-event-id': formatCursor(runId, seq) };
    return this.#stream(await this.#send(exchange, url, { ...headers, ...cursor }));
  }

  /** Names the chat's active run; throws a `ChatError` of code `not-found` when there is none. */
  async findActive(exchange: Exchange, chatId: string): Promise<string> {
    const url = this.#options.activeUrl?.(chatId) ?? this.#beside('chats', chatId, 'active');
    const response = await this.#send(exchange, url, {});
    if (!response.ok) throw await httpError(response);
    const answer: unknown = await response.json().catch(() => undefined);
    return textAt(answer, 'runId') || nothing();
  }

  /** Stops a run. The request outlives the page. */
  async cancel(exchange: Exchange, runId: string, reason?: string): Promise<void> {
    const url = this.#options.cancelUrl?.(runId) ?? this.#beside('runs', runId, 'cancel');
    const response = await this.#post(exchange, url, JSON.stringify({ reason }), {}, true);
    if (!response.ok) throw await httpError(response);
    await response.text();
  }

  async #stream(response: Response): Promise<Response> {
    if (response.status === 204) nothing();
    if (!response.ok) throw await httpError(response);
    assertStream(response);
    return response;
  }

  #post(
    exchange: Exchange,
    url: string,
    body: string,
    headers: Record<string, string>,
    keepalive = false,
  ): Promise<Response> {
    const type = { 'content-type': 'application/json' };
    return this.#send(exchange, url, { ...type, ...headers }, { method: 'POST', body, keepalive });
  }

  async #send(
    exchange: Exchange,
    url: string,
    own: Record<string, string>,
    init?: RequestInit,
  ): Promise<Response> {
    const { headers, credentials } = this.#options;
    const send = async () => {
      const all = new Headers(own);
      const added = new Headers(typeof headers === 'function' ? await headers() : headers);
      added.forEach((value, name) => all.set(name, value));
      const options = { ...init, headers: all, cache: 'no-store' } as const;
      return exchange.request(url, credentials ? { ...options, credentials } : options);
    };
    const response = await send();
    // A token may have run out; a function can bring a fresh one.
    return response.status === 401 && typeof headers === 'function' ? send() : response;
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

function nothing(): never {
  throw new ChatError('not-found', 'There is nothing more to read of this run.', { status: 204 });
}
