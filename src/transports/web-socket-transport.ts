import type { ChatRequest, ChatTransport } from '../protocol/chat-transport.ts';
import { systemClock, type Clock } from './clock.ts';
import { browserPage, type PageSignals } from './page-signals.ts';
import type { RetryOptions } from './run-policy.ts';
import { cancelSocketRun } from './web-socket-cancel.ts';
import { SocketConnection } from './web-socket-connection.ts';
import { optionError } from './option-error.ts';
import { findWebSocket, webSocketUrl, type WebSocketConstructor } from './web-socket-like.ts';
import { readSocketRun, type SocketSessionOptions } from './web-socket-session.ts';
import { createSocketTyping, type SocketTyping } from './web-socket-typing.ts';
import { wireRequest, type AddedFields } from './wire-request.ts';

/** Options of `webSocketTransport`. */
export interface WebSocketTransportOptions {
  /** The endpoint that speaks `chat.v1`; `http:` and addresses relative to the page will do. */
  readonly url: string;
  /** The bearer token, sent in `hello` and never in the address; a function is asked for each socket. */
  readonly token?: string | (() => string | Promise<string>) | undefined;
  /** Fields that are added to the input of a question, or replace its own. */
  readonly body?: AddedFields | undefined;
  readonly retry?: RetryOptions | undefined;
  /** How long the server may take to welcome, in milliseconds. @default 10,000 */
  readonly openTimeoutMs?: number | undefined;
  /** How long a socket that nobody uses is kept, in milliseconds. @default 30,000 */
  readonly idleMs?: number | undefined;
  /** @default the page's own; for Node below 22, the one of the package `ws` */
  readonly WebSocket?: WebSocketConstructor | undefined;
  readonly clock?: Clock | undefined;
  readonly page?: PageSignals | undefined;
  readonly random?: (() => number) | undefined;
}

/** A transport over one WebSocket, which also carries who is typing. */
export interface WebSocketTransport extends ChatTransport, SocketTyping {}

/**
 * Talks to a server over one WebSocket (`chat.v1`) that all its runs share: opened at first use, closed when idle and
 * when the page is put away. A server sends no more than was given leave for, and leave is given as events are applied;
 * a run that loses its socket goes on over the next, with the waits of `httpTransport`.
 */
export function webSocketTransport(options: WebSocketTransportOptions): WebSocketTransport {
  const { token, retry, openTimeoutMs = 10_000, idleMs = 30_000, random = Math.random } = options;
  const { clock = systemClock, page = browserPage } = options;
  const connection = new SocketConnection({
    get url() {
      return webSocketUrl(options.url);
    },
    get WebSocket() {
      return findWebSocket(options.WebSocket);
    },
    token,
    clock,
    page,
    openTimeoutMs,
    idleMs,
  });
  const input = (request: ChatRequest): unknown => {
    try {
      return wireRequest(request, options.body);
    } catch (cause) {
      throw optionError('body', cause);
    }
  };
  const session: SocketSessionOptions = { connection, clock, page, random, retry, input };
  return {
    send: (request) => readSocketRun(session, request),
    resume: (request) => readSocketRun(session, request),
    cancel: (runId, reason) => cancelSocketRun(session, runId, reason),
    ...createSocketTyping(session),
  };
}
