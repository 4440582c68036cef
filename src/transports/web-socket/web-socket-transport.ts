import type { ChatRequest, ChatTransport } from '../../protocol/chat-transport.ts';
import { systemClock, type Clock } from '../clock.ts';
import { browserPage, type PageSignals } from '../page-signals.ts';
import type { RetryOptions } from '../retry-policy.ts';
import { cancelSocketRun } from './web-socket-cancel.ts';
import { SocketConnection } from './web-socket-connection.ts';
import type { ForeignSpeaker, ForeignWordsOptions } from './foreign-words.ts';
import { lostConnection } from '../lost-connection.ts';
import { optionError } from '../option-error.ts';
import { findWebSocket, webSocketUrl, type WebSocketConstructor } from './web-socket-like.ts';
import { readSocketRun, type SocketSessionOptions } from './web-socket-session.ts';
import { createSocketTyping, type SocketTyping } from './web-socket-typing.ts';
import type { WebSocketWords } from './web-socket-words.ts';
import { wireRequest, type AddedFields } from '../wire-request.ts';

/** Options of `webSocketTransport`. */
export interface WebSocketTransportOptions {
  /** The endpoint; `http:` and addresses relative to the page will do. */
  readonly url: string;
  /**
   * What the server speaks: `chat.v1`, or words of its own, with what to send, what stops an answer, and any format that
   * `httpTransport` reads. Such answers cannot be resumed; `token`, `body` and the typing indicators are for `chat.v1`.
   * @default 'chat.v1'
   */
  readonly words?: 'chat.v1' | WebSocketWords | undefined;
  /** The bearer token, sent in `hello` and never in the address; a function is asked for each socket. @default none */
  readonly token?: string | (() => string | Promise<string>) | undefined;
  /** Fields that are added to the input of a question, or replace its own. @default none */
  readonly body?: AddedFields | undefined;

  /** How often and how patiently it tries again. @default {} */
  readonly retry?: RetryOptions | undefined;
  /** How long the server may take to welcome, in milliseconds. @default 10,000 */
  readonly openTimeoutMs?: number | undefined;
  /** How long a socket that nobody uses is kept, in milliseconds. @default 30,000 */
  readonly idleMs?: number | undefined;
  /** The constructor of sockets. @default the page's own; for Node below 22, the one of the package `ws` */
  readonly WebSocket?: WebSocketConstructor | undefined;

  /** Time; a test passes its own. @default the page's */
  readonly clock?: Clock | undefined;

  /** Whether the page is visible and online; a test passes its own. @default the page's */
  readonly page?: PageSignals | undefined;

  /** Draws the waits between tries, between 0 and 1. @default Math.random */
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
  const { words, token, retry, openTimeoutMs = 10_000, idleMs = 30_000 } = options;
  const { clock = systemClock, page = browserPage, random = Math.random } = options;
  const shared = {
    get url() {
      return webSocketUrl(options.url);
    },
    get WebSocket() {
      return findWebSocket(options.WebSocket);
    },
    token,
    clock,
    page,
    random,
    retry,
    openTimeoutMs,
    idleMs,
  };
  if (typeof words === 'object') return foreignTransport(shared, words);
  const input = (request: ChatRequest): unknown => {
    try {
      return wireRequest(request, options.body);
    } catch (cause) {
      throw optionError('body', cause);
    }
  };
  const connection = new SocketConnection(shared);
  const session: SocketSessionOptions = { connection, clock, page, random, retry, input };
  return {
    send: (request) => readSocketRun(session, request),
    resume: (request) => readSocketRun(session, request),
    cancel: (runId, reason) => cancelSocketRun(session, runId, reason),
    ...createSocketTyping(session),
  };
}

/** Talks to a server in its own words; what that needs is loaded with the first question. */
function foreignTransport(options: ForeignWordsOptions, words: WebSocketWords): WebSocketTransport {
  let speaker: ForeignSpeaker | undefined;
  return {
    async *send(request) {
      try {
        speaker ??= (await import('./foreign-words.ts')).foreignSpeaker(options, words);
        yield* speaker.send(request);
      } catch (cause) {
        yield { type: 'end', end: 'error', error: lostConnection(cause) };
      }
    },
    async *resume() {},
    async cancel(runId) {
      speaker?.cancel(runId);
    },
    mayRepeat: () => false,
    setTyping() {},
    onTyping: () => () => {},
  };
}
