import type { ChatError } from '../../protocol/chat-error.ts';
import type { ClientFrame, ResumePoint, ServerFrame } from '../../protocol/web-socket-frame.ts';
import { lostConnection } from '../lost-connection.ts';
import { optionError } from '../option-error.ts';
import type { ReceiveWindow } from './web-socket-window.ts';
import { closeError, silence, silentError } from './web-socket-error.ts';
import {
  openSocketLink,
  type SocketLink,
  type SocketLinkOptions,
  type WelcomeFrame,
} from './web-socket-link.ts';

/** What a connection needs. */
export interface SocketConnectionOptions extends Pick<
  SocketLinkOptions,
  'url' | 'WebSocket' | 'clock' | 'page' | 'openTimeoutMs'
> {
  readonly token?: string | (() => string | Promise<string>) | undefined;
  /** How long a socket that nobody uses is kept, in milliseconds. */
  readonly idleMs: number;
}

/** Somebody who uses the connection: it is kept open while there is one. */
export interface SocketUser {
  /** Takes a frame, whosever it is; `receivedAt` in milliseconds of the clock, `bytes` its size. */
  take(frame: ServerFrame, receivedAt: number, bytes: number): void;
  /** Is told that the socket is lost; whoever wants another opens it. */
  lost(error: ChatError): void;
  /** Is told that a socket is being opened. */
  opening?(): void;
  /** Says what to ask for in the `hello` of a new socket. */
  resume?(): ResumePoint | undefined;
  /** The run that it reads. */
  readonly runId?: string | undefined;
  /** What it has received of that, and applied. */
  readonly window?: Pick<ReceiveWindow, 'unacknowledged'> | undefined;
  /** The run that it wants to stop: a refusal of that is not for the run's readers. */
  readonly cancels?: string;
}

/** The one socket to a server, shared by all who use it: opened at first need, closed when nobody is left. */
export class SocketConnection {
  readonly #options: SocketConnectionOptions;
  readonly #users = new Set<SocketUser>();
  #opening: Promise<WelcomeFrame> | undefined;
  #link: SocketLink | undefined;
  // The session of the socket before; the server closes that one, should it still be there.
  #session: string | undefined;
  #idleTimer: unknown;

  constructor(options: SocketConnectionOptions) {
    this.#options = options;
  }

  /** Keeps the socket open for a user, and tells it what comes. */
  join(user: SocketUser): void {
    this.#options.clock.clearTimeout(this.#idleTimer);
    this.#users.add(user);
  }

  /** Lets a user go. */
  leave(user: SocketUser): void {
    if (this.#users.delete(user)) this.#closeIdle();
  }

  /** Whether somebody reads the run. */
  reads(runId: string | undefined): boolean {
    return [...this.#users].some((user) => user.runId === runId);
  }

  /** How many frames its users have received and not yet acknowledged. */
  get unacknowledged(): number {
    let sum = 0;
    for (const { window } of this.#users) sum += window?.unacknowledged ?? 0;
    return sum;
  }

  /** Waits for a socket that the server has welcomed, the present one or a new one. Throws a `ChatError`. */
  open(): Promise<WelcomeFrame> {
    return (this.#opening ??= this.#openNew());
  }

  /** Sends a frame, if there is a socket; that there is none, users are told by `lost`. */
  send(frame: ClientFrame): void {
    this.#link?.send(frame);
  }

  async #openNew(): Promise<WelcomeFrame> {
    for (const user of this.#users) user.opening?.();
    try {
      return await this.#connect().catch((cause: unknown) => this.#connectAgain(cause));
    } catch (cause) {
      this.#opening = undefined;
      throw lostConnection(cause);
    }
  }

  // A token may have run out; a function can bring a fresh one. A server that nobody knows yet may have lost a socket that it
  // took in silence; one that does so three times has words of its own.
  async #connectAgain(first: unknown): Promise<WelcomeFrame> {
    let cause = first;
    const mayRefresh = lostConnection(cause).cause === 4401;
    if (mayRefresh && typeof this.#options.token === 'function') return this.#connect();
    for (let sockets = 1; sockets < 3 && this.#isMet(cause); sockets++) {
      try {
        return await this.#connect();
      } catch (next) {
        cause = next;
      }
    }
    throw this.#isMet(cause) && this.#options.page.isOnline() ? silentError(true) : cause;
  }

  // Whether a stranger took the socket and kept silent.
  #isMet(cause: unknown): boolean {
    return this.#session === undefined && lostConnection(cause).cause === silence;
  }

  async #connect(): Promise<WelcomeFrame> {
    const token = await this.#readToken();
    return new Promise((resolve, reject) => {
      let isWelcome = false;
      this.#link = openSocketLink({
        ...this.#options,
        welcomeTimeoutMs: this.#options.openTimeoutMs / (this.#session === undefined ? 3 : 1),
        hello: () => this.#hello(token),
        onWelcome: (welcome) => {
          isWelcome = true;
          this.#session = welcome.session;
          resolve(welcome);
          this.#closeIdle();
        },
        onFrame: (frame, receivedAt, bytes) => {
          for (const user of this.#usersOf(frame)) user.take(frame, receivedAt, bytes);
          // Its reader left before it knew the run's name.
          if (frame.type === 'begin' && !this.reads(frame.run)) {
            this.send({ type: 'detach', run: frame.run });
          }
        },
        onEnd: (error) => {
          this.#link = undefined;
          this.#options.clock.clearTimeout(this.#idleTimer);
          if (isWelcome) this.#opening = undefined;
          reject(error);
          for (const user of this.#users) user.lost(error);
        },
      });
    });
  }

  #usersOf(frame: ServerFrame): Iterable<SocketUser> {
    if (frame.type !== 'err' || frame.code !== 'not_found') return this.#users;
    const cancels = [...this.#users].filter((user) => user.cancels === (frame.run ?? ''));
    return cancels.length > 0 ? cancels : this.#users;
  }

  #closeIdle(): void {
    const { clock, idleMs } = this.#options;
    if (!this.#link || this.#users.size > 0) return;
    clock.clearTimeout(this.#idleTimer);
    this.#idleTimer = clock.setTimeout(() => this.#link?.end(closeError(1000)), idleMs);
  }

  async #readToken(): Promise<string | undefined> {
    const { token } = this.#options;
    if (typeof token !== 'function') return token;
    try {
      return await token();
    } catch (cause) {
      throw optionError('token', cause);
    }
  }

  #hello(token: string | undefined): ClientFrame {
    const resume = [...this.#users].flatMap((user) => user.resume?.() ?? []);
    const session = this.#session;
    return {
      type: 'hello',
      v: 1,
      ...(token !== undefined && { token }),
      ...(session !== undefined && { session }),
      ...(resume.length > 0 && { resume }),
    };
  }
}
