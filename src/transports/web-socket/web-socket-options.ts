import type { ChatTransport } from '../../protocol/chat-transport.ts';
import type { Clock } from '../clock.ts';
import type { PageSignals } from '../page-signals.ts';
import type { RetryOptions } from '../retry-policy.ts';
import type { AddedFields } from '../wire-request.ts';
import type { WebSocketConstructor } from './web-socket-like.ts';
import type { SocketTyping } from './web-socket-typing.ts';
import type { WebSocketWords } from './web-socket-words.ts';

/** Options of `webSocketTransport`. */
export interface WebSocketTransportOptions {
  /** The endpoint; `http:` and addresses relative to the page will do. */
  readonly url: string;
  /**
   * What the server speaks: `chat.v1`, or words of its own, with what to send, what stops an answer, and any format that
   * `httpTransport` reads. `'json'` is short for what most tutorials' servers take: `{ type: 'chat', message, messages }` asks,
   * with the question and the turns so far, and `{ type: 'cancel' }` stops. Such answers cannot be resumed; `token`, `body` and the typing indicators are for `chat.v1`.
   * @default 'chat.v1'
   */
  readonly words?: 'chat.v1' | 'json' | WebSocketWords | undefined;
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
