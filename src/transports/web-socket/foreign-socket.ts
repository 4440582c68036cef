import { ChatError } from '../../protocol/chat-error.ts';
import type { Clock } from '../clock.ts';
import type { PageSignals } from '../page-signals.ts';
import { closeError } from './web-socket-error.ts';
import type { WebSocketConstructor, WebSocketLike } from './web-socket-like.ts';
import type { SocketFrames } from './web-socket-words.ts';

/** What a socket needs. */
export interface ForeignSocketOptions {
  readonly url: string;
  readonly WebSocket: WebSocketConstructor;
  readonly protocols: readonly string[];
  readonly clock: Clock;
  readonly page: PageSignals;
  /** How long it may take to open, in milliseconds. */
  readonly openTimeoutMs: number;
}

/** How long an open answer may be silent, in milliseconds. */
const silenceMs = 300_000;

/** One socket to a server with words of its own: what comes waits in order until it is asked for. */
export class ForeignSocket {
  /** The code it was closed with; undefined while it is open. */
  code: number | undefined;
  /** Resolves once it is open; rejects with a `ChatError` when it cannot be. */
  readonly opened: Promise<void>;
  readonly #socket: WebSocketLike;
  readonly #clock: Clock;
  readonly #unsubscribe: () => void;
  #frames: unknown[] = [];
  #wake: () => void = ignore;

  constructor({ url, WebSocket, protocols, clock, page, openTimeoutMs }: ForeignSocketOptions) {
    const socket = new WebSocket(url, [...protocols]);
    this.#socket = socket;
    this.#clock = clock;
    // An open socket keeps a page out of the back button's cache, and does not outlive its sleep.
    this.#unsubscribe = page.subscribe((change) => {
      if (change === 'suspension') this.#end(1006);
    });
    socket.addEventListener('message', ({ data }) => {
      this.#frames.push(data);
      this.#wake();
    });
    this.opened = new Promise((resolve, reject) => {
      const timer = clock.setTimeout(() => this.#end(4408), openTimeoutMs);
      this.#wake = () => {
        if (this.code !== undefined) reject(closeError(this.code));
      };
      socket.addEventListener('open', () => {
        clock.clearTimeout(timer);
        resolve();
      });
      socket.addEventListener('error', () => this.#end(1006));
      socket.addEventListener('close', ({ code }) => this.#end(code));
    });
  }

  /** Sends frames, if it is open. */
  send(frames: SocketFrames): void {
    const list: readonly (string | object)[] = Array.isArray(frames) ? frames : [frames];
    for (const frame of list) {
      if (this.code !== undefined) return;
      this.#socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
    }
  }

  /**
   * Waits for the next frame; undefined when the socket is closed and all was read, when the signal aborts, or when nothing
   * comes for `graceMs` milliseconds. Throws a `ChatError` for a binary frame. Five minutes of silence close the socket.
   */
  async next(signal?: AbortSignal, graceMs = Infinity): Promise<string | undefined> {
    let isOver = false;
    const timer = this.#clock.setTimeout(
      () => {
        isOver = true;
        if (graceMs > silenceMs) this.#end(4408);
        this.#wake();
      },
      Math.min(graceMs, silenceMs),
    );
    const abort = (): void => this.#wake();
    signal?.addEventListener('abort', abort);
    try {
      const isWaiting = (): boolean =>
        this.#frames.length === 0 && this.code === undefined && !signal?.aborted && !isOver;
      while (isWaiting()) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      this.#clock.clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    }
    const frame = signal?.aborted ? undefined : this.#frames.shift();
    if (frame === undefined || typeof frame === 'string') return frame;
    throw new ChatError(
      'protocol',
      'The server sent a binary frame over its socket where text is meant. Let it send its events as text.',
    );
  }

  /** Forgets what came while nobody had asked. */
  clear(): void {
    this.#frames = [];
  }

  /** Closes it. */
  close(): void {
    this.#end(1000);
  }

  #end(code: number): void {
    if (this.code !== undefined) return;
    this.code = code;
    this.#unsubscribe();
    this.#socket.close(code === 4408 ? code : 1000);
    this.#wake();
  }
}

function ignore(): void {}
