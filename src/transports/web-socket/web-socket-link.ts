import type { ChatError } from '../../protocol/chat-error.ts';
import { parseServerFrame } from '../../protocol/parse-frame.ts';
import {
  encodeFrame,
  webSocketProtocol,
  type ClientFrame,
  type ServerFrame,
} from '../../protocol/web-socket-frame.ts';
import { byteLength } from '../byte-length.ts';
import type { Clock } from '../clock.ts';
import { lostConnection } from '../lost-connection.ts';
import type { PageSignals } from '../page-signals.ts';
import { closeError, leavingError, refusalError, silentError } from './web-socket-error.ts';
import { createHeartbeat } from './web-socket-heartbeat.ts';
import type { WebSocketConstructor } from './web-socket-like.ts';

/** What a server says when it takes a socket. */
export type WelcomeFrame = Extract<ServerFrame, { type: 'welcome' }>;

/** What a link needs and whom it tells. */
export interface SocketLinkOptions {
  readonly url: string;
  readonly WebSocket: WebSocketConstructor;
  readonly clock: Clock;
  readonly page: PageSignals;
  /** How long the socket may take to open, in milliseconds. */
  readonly openTimeoutMs: number;
  /** How long it may take once the socket is open. */
  readonly welcomeTimeoutMs: number;
  /** Makes the first frame, when the socket is open. */
  readonly hello: () => ClientFrame;
  readonly onWelcome: (welcome: WelcomeFrame) => void;
  /** Takes a frame that is the users' matter; `receivedAt` in milliseconds of the clock, `bytes` its size. */
  readonly onFrame: (frame: ServerFrame, receivedAt: number, bytes: number) => void;
  /** Is called once, whoever ended it. */
  readonly onEnd: (error: ChatError) => void;
}

/** One socket from its opening to its end. */
export interface SocketLink {
  /** Sends a frame, if the socket is open. */
  readonly send: (frame: ClientFrame) => void;
  /** Closes the socket. @param code The close code. @default 1000 */
  readonly end: (error: ChatError, code?: number) => void;
}

/** Opens a socket and keeps it alive: says hello, answers pings, and ends it when the server is silent or the page sleeps. */
export function openSocketLink(options: SocketLinkOptions): SocketLink {
  const { clock, page, hello, onWelcome, onFrame, onEnd } = options;
  let isOpen = true;
  let isWelcome = false;
  const socket = new options.WebSocket(options.url, [webSocketProtocol]);
  const ping = (): void => send({ type: 'ping', t: clock.now() });
  const die = (): void => end(closeError(4408), 4408);
  const heart = createHeartbeat({ clock, page, onBeat: ping, onDead: die });
  let timer = clock.setTimeout(die, options.openTimeoutMs);
  const unsubscribe = page.subscribe((change) => {
    // An open socket keeps a page out of the back button's cache, and does not outlive its sleep.
    if (change === 'suspension') end(closeError(1006));
    // Behind a closed lid or on another network, a connection may have died without a word.
    else if (isWelcome && page.isOnline() && !page.isHidden()) heart.doubt();
  });
  socket.addEventListener('open', () => {
    send(hello());
    clock.clearTimeout(timer);
    timer = clock.setTimeout(() => end(silentError(), 4408), options.welcomeTimeoutMs);
  });
  socket.addEventListener('message', ({ data }) => take(String(data)));
  socket.addEventListener('error', () => end(closeError(1006)));
  socket.addEventListener('close', ({ code }) => end(closeError(code)));
  return { send, end };

  function send(frame: ClientFrame): void {
    if (isOpen && socket.readyState === 1) socket.send(encodeFrame(frame));
  }

  function end(error: ChatError, code?: number): void {
    if (!isOpen) return;
    isOpen = false;
    heart.stop();
    clock.clearTimeout(timer);
    unsubscribe();
    socket.close(code ?? 1000);
    onEnd(error);
  }

  function take(data: string): void {
    if (!isOpen) return;
    heart.heard();
    try {
      const frame = parseServerFrame(data);
      if (frame) read(frame, byteLength(data));
    } catch (cause) {
      end(lostConnection(cause), 4400);
    }
  }

  function read(frame: ServerFrame, bytes: number): void {
    switch (frame.type) {
      case 'welcome':
        if (isWelcome) return undefined;
        isWelcome = true;
        clock.clearTimeout(timer);
        heart.start(frame.heartbeatMs);
        return onWelcome(frame);
      case 'ping':
        return send({ type: 'pong', t: frame.t });
      case 'pong':
        return undefined;
      case 'goaway':
        return end(leavingError(frame.reconnectAfterMs));
      case 'err':
        if (frame.run !== undefined || frame.chat !== undefined) break;
        return end(refusalError(frame));
      default:
    }
    onFrame(frame, clock.now(), bytes);
  }
}
