import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import {
  ChatError,
  encodeFrame,
  parseClientFrame,
  type ClientFrame,
  type HeartbeatFrame,
  type ServerFrame,
} from 'rivulet/protocol';
import { assertBounded, type StreamPlaces } from 'rivulet/server';
import { ownerOf } from '../http/owner.ts';
import type { Callers } from '../server/callers.ts';
import type { Observer } from '../server/observer.ts';
import { observeError } from '../server/observe-error.ts';
import { errorFrame, type ErrorSubject } from './error-frame.ts';
import { FairPump } from './fair-pump.ts';
import { FrameQueue } from './frame-queue.ts';
import { observeClose } from './observe-close.ts';
import { FrameRate, type FrameRateOptions } from './frame-rate.ts';
import { maxCredit, maxFrameBytes } from './run-reader.ts';
import type { SocketGuard } from './socket-guard.ts';
import { SocketPlaces } from './socket-places.ts';
import { SocketPulse, type PulseTimes } from './socket-pulse.ts';
import { SocketRuns } from './socket-runs.ts';
import type { RunServices } from '../http/start-run.ts';
import type { TypingRooms } from './typing-rooms.ts';
import type { ServerSocket, SocketListener } from './web-socket-server.ts';

/** What a socket of `chat.v1` may do. */
export interface ChatConnectionLimits extends PulseTimes {
  /** Runs that one socket may read at once. */
  readonly maxStreams: number;
  /** The largest message of a client, in bytes. */
  readonly maxSendBytes: number;
  readonly rate: FrameRateOptions;
}

/** What the sockets of one server share. */
export interface ChatConnectionOptions extends RunServices {
  readonly limits: ChatConnectionLimits;
  readonly guard: SocketGuard;
  readonly callers: Callers;
  readonly rooms: TypingRooms;
  /** How many streams one user and all together may have open. */
  readonly places: StreamPlaces;
  readonly observer: Observer;
  /** The sockets by their session. */
  readonly sessions: Map<string, ChatConnection>;
}

type Frame = Exclude<ClientFrame, HeartbeatFrame>;
type HelloFrame = Extract<ClientFrame, { readonly type: 'hello' }>;

interface Session {
  readonly id: string;
  readonly owner: string;
  readonly runs: SocketRuns;
  /** The chats whose typing it hears. */
  readonly chats: Set<string>;
}

// Chats whose typing one socket can hear.
const maxChats = 128;
// Runs that one hello may go on with: those that a socket reads, and as many that have ended meanwhile and more.
const maxResumed = 128;
// Short answers that a client does not take pile up here; events never do.
const maxUnreadBytes = 2 * 1024 * 1024;

/** One socket of `chat.v1`, on the server's side. */
export class ChatConnection implements SocketListener {
  readonly #options: ChatConnectionOptions;
  readonly #request: IncomingMessage;
  readonly #socket: ServerSocket;
  readonly #pump: FairPump;
  readonly #pulse: SocketPulse;
  readonly #rate: FrameRate;
  readonly #queue: FrameQueue;
  readonly #places: SocketPlaces;
  // The name that this side has for others in the chat; the session's own is a secret.
  readonly #name = randomUUID().slice(0, 8);
  #session: Session | undefined;
  #isClosed = false;

  constructor(options: ChatConnectionOptions, request: IncomingMessage, socket: ServerSocket) {
    this.#options = options;
    this.#request = request;
    this.#socket = socket;
    this.#pump = new FairPump(socket, (error) => this.#fail(error));
    this.#rate = new FrameRate(options.limits.rate);
    this.#queue = new FrameQueue(socket);
    this.#places = new SocketPlaces(options.places, 'chat.v1');
    this.#pulse = new SocketPulse(options.limits, {
      beat: (t) => this.tell({ type: 'ping', t }),
      dead: () => this.close(4408, 'nothing was heard'),
    });
  }

  receive(text: string | undefined): void {
    if (this.#isClosed) return;
    // Before hello nothing proves that this is a client.
    if (this.#session) this.#pulse.heard();
    if (!this.#rate.take()) return this.close(4429, 'too many frames');
    const frame = this.#parse(text ?? '');
    if (frame?.type === 'ping') this.tell({ type: 'pong', t: frame.t });
    else if (frame && frame.type !== 'pong') {
      const subject = 'run' in frame || 'chat' in frame ? frame : {};
      this.#queue.add(
        text?.length ?? 0,
        () => this.#handle(frame),
        (error) => this.#refuse(subject, error),
      );
    }
  }

  closed(): void {
    this.#isClosed = true;
    this.#pulse.stop();
    const session = this.#session;
    session?.runs.close();
    this.#places.close();
    if (!session) return;
    const { rooms, sessions } = this.#options;
    rooms.leave(this, session.chats);
    if (sessions.get(session.id) === this) sessions.delete(session.id);
  }

  /** Closes the socket; its runs go on. */
  close(code: number, reason: string): void {
    if (this.#isClosed) return;
    observeClose(this.#options.observer, code, this.#asked);
    this.#hangUp(code, reason);
  }

  #hangUp(code: number, reason: string): void {
    if (this.#isClosed) return;
    this.closed();
    this.#socket.close(code, reason);
  }

  /** Says that the server goes away, and closes. */
  goAway(reconnectAfterMs: number): void {
    this.tell({ type: 'goaway', reconnectAfterMs });
    this.close(1001, 'the server goes away');
  }

  /** Tells a frame that costs no credit. */
  tell(frame: ServerFrame): void {
    if (this.#isClosed) return;
    this.#socket.send(encodeFrame(frame));
    if (this.#socket.bufferedAmount > maxUnreadBytes) this.#socket.terminate();
  }

  /** The owner and the name by which others in a chat know this side. */
  get member(): { readonly owner: string; readonly name: string } {
    return { owner: this.#session?.owner ?? '', name: this.#name };
  }

  /** Who is refused, for the observer. */
  get #asked() {
    const { address } = this.#options.callers.of(this.#request);
    return { door: 'chat.v1', owner: this.#session?.owner, address } as const;
  }

  #parse(text: string): ClientFrame | undefined {
    try {
      assertBounded(text);
      return parseClientFrame(text);
    } catch (error) {
      const reason = error instanceof ChatError ? error.message : '';
      // A close has room for 123 bytes.
      this.close(4400, reason.replace(/[^ -~]/g, '?').slice(0, 120));
    }
    return undefined;
  }

  async #handle(frame: Frame): Promise<void> {
    if (this.#isClosed) return;
    if (frame.type === 'hello') await this.#greet(frame);
    else if (this.#session) await this.#serve(frame, this.#session);
    else this.close(4400, 'hello comes first');
  }

  async #greet({ token, session: known = '', resume = [] }: HelloFrame): Promise<void> {
    // Repeated on the way, it changes nothing.
    if (this.#session) return;
    if (resume.length > maxResumed) {
      return this.close(4400, `hello can go on with ${maxResumed} runs at most`);
    }
    const { headers } = this.#request;
    if (!(await this.#options.guard.knows(this.#request, token))) {
      return this.close(4401, 'the key is wrong');
    }
    if (this.#isClosed) return;
    const authorization = token === undefined ? headers.authorization : `Bearer ${token}`;
    const session = this.#open(ownerOf({ authorization, cookie: headers.cookie }), known);
    this.#pulse.heard();
    this.tell(this.#welcome(session));
    for (const point of resume) {
      await session.runs.resume(point).catch((error: unknown) => this.#refuse(point, error));
    }
  }

  // Goes on with the session of a socket before, if it was the same user's.
  #open(owner: string, known: string): Session {
    const { limits, sessions, callers } = this.#options;
    const before = sessions.get(known);
    const isHis = before?.member.owner === owner;
    if (isHis) before?.close(4409, 'another socket took its place');
    this.#places.open(owner);
    const id = isHis ? known : randomUUID();
    const chats = new Set<string>();
    const runs = new SocketRuns({
      ...this.#options,
      owner,
      address: callers.of(this.#request).address,
      maxStreams: limits.maxStreams,
      pump: this.#pump,
      places: this.#places,
      tell: (frame) => this.tell(frame),
      onFailure: (error) => this.#fail(error),
      onRead: (run) => this.#hearTyping(run.chatId, chats),
    });
    sessions.set(id, this);
    return (this.#session = { id, owner, runs, chats });
  }

  #welcome({ id: session }: Session): ServerFrame {
    const { heartbeatMs, maxStreams, maxSendBytes: maxSend } = this.#options.limits;
    const maxFrame = maxFrameBytes;
    return { type: 'welcome', session, heartbeatMs, maxFrame, maxStreams, maxCredit, maxSend };
  }

  async #serve(frame: Exclude<Frame, HelloFrame>, { runs, chats }: Session): Promise<void> {
    switch (frame.type) {
      case 'send':
        return runs.send(frame);
      case 'attach':
        return runs.attach(frame);
      case 'detach':
        return runs.detach(frame.run);
      case 'credit':
        return runs.credit(frame);
      case 'nack':
        return runs.nack(frame);
      case 'cancel':
        return runs.cancel(frame);
      default:
        this.#hearTyping(frame.chat, chats);
        if (chats.has(frame.chat)) this.#options.rooms.set(this, frame);
    }
  }

  #hearTyping(chat: string, chats: Set<string>): void {
    if (chats.size >= maxChats && !chats.has(chat)) return;
    chats.add(chat);
    this.#options.rooms.join(this, chat);
  }

  #refuse(subject: ErrorSubject, error: unknown): void {
    const { observer } = this.#options;
    observeError(observer, error, { ...this.#asked, where: 'a frame of chat.v1' });
    this.tell(errorFrame(subject, error));
    if (this.#session) return;
    // Not even greeted, which has been told.
    if (error instanceof ChatError) this.#hangUp(4429, 'too many streams');
    else this.close(1011, 'the server failed');
  }

  #fail(error: unknown): void {
    this.#options.observer.failed(error, 'an answer on a socket of chat.v1');
    this.close(1011, 'the server failed');
  }
}
