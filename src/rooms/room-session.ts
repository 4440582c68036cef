import { ChatError } from '../protocol/chat-error.ts';
import type { ChatMessage } from '../protocol/chat-message.ts';
import { errorCodeOf, type RoomClientFrame, type RoomServerFrame } from '../protocol/room-frame.ts';
import { liveRuns, RoomBook } from './room-book.ts';
import type { OpenRoomLink, RoomLink, RoomLinkOptions } from './room-link.ts';
import type { RoomOutbox } from './room-outbox.ts';
import type { RoomStatus } from './room-view.ts';

type Join = Extract<RoomClientFrame, { readonly type: 'room.join' }>;
type Refused = Extract<RoomServerFrame, { readonly type: 'room.refused' }>;

/** What a session needs. */
export interface RoomSessionOptions {
  readonly link: RoomLinkOptions;
  /** Opens the way to the room. @default over a WebSocket, loaded when it is needed */
  readonly openLink?: OpenRoomLink | undefined;
  /** As whom the room is entered. */
  readonly as: Pick<Join, 'name' | 'avatar' | 'key'>;
  readonly newId: () => string;
  /** Is called with each change. */
  readonly onChange: () => void;
  /** Is called each time the room was entered. */
  readonly onJoined: () => void;
}

/** Who typed is forgotten unless the server says so again. */
const typingForgottenMs = 9000;
const againMs = 2500;

/** One side's connection with a room: enters it over each new socket, closes gaps, and knows how it stands. */
export class RoomSession {
  /** What the models have written so far, by their runs. */
  readonly answers = new Map<string, ChatMessage>();
  readonly book = new RoomBook((run) => this.answers.get(run));
  status: RoomStatus = 'connecting';
  error: ChatError | undefined;
  readonly #options: RoomSessionOptions;
  readonly #outbox: () => RoomOutbox;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #link: RoomLink | undefined;
  #isIn = false;
  // Counts the times the room was entered and left, so that what belongs to an earlier one changes nothing.
  #life = 0;
  #isAsked = false;
  #older: { readonly op: string; readonly done: () => void } | undefined;
  #forget: ReturnType<typeof setTimeout> | undefined;

  constructor(options: RoomSessionOptions, outbox: () => RoomOutbox) {
    this.#options = options;
    this.#outbox = outbox;
  }

  /** Whether older messages are being fetched. */
  get isLoadingOlder(): boolean {
    return this.#older !== undefined;
  }

  /** Sends a frame, if the room has a socket. */
  send(frame: RoomClientFrame): void {
    this.#link?.send(frame);
  }

  /** Enters the room; does nothing while it is entered. */
  join(): void {
    if (this.#isIn) return;
    this.#isIn = true;
    this.#set('connecting');
    this.#life += 1;
    void this.#open(this.#life);
  }

  /** Leaves the room. */
  leave(status: RoomStatus = 'left', error?: ChatError): void {
    this.#life += 1;
    this.#isIn = false;
    this.#link?.close();
    this.#link = undefined;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#cut(status, error);
  }

  /** Calls later, unless the room is left until then. */
  after(call: () => void, ms: number): ReturnType<typeof setTimeout> {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      call();
      this.#options.onChange();
    }, ms);
    this.#timers.add(timer);
    return timer;
  }

  /** Fetches messages before the first; resolves when they are there, or do not come. */
  loadOlder(): Promise<void> {
    const [first] = this.book.state.messages;
    const mayAsk = this.book.hasOlder && this.status === 'joined' && !this.#older;
    if (!mayAsk || !first) return Promise.resolve();
    return new Promise((resolve) => {
      const op = this.#options.newId();
      const done = (): void => {
        this.#older = undefined;
        resolve();
      };
      this.#older = { op, done };
      this.send({ type: 'room.older', room: this.#room, op, before: first.seq });
      this.#options.onChange();
    });
  }

  get #room(): string {
    return this.#options.link.room;
  }

  async #open(life: number): Promise<void> {
    const isMine = (): boolean => life === this.#life;
    try {
      const open =
        this.#options.openLink ?? (await import('./socket-room-link.ts')).openSocketRoomLink;
      if (!isMine()) return;
      this.#link = open(this.#options.link, {
        onOpen: () => isMine() && this.#enter(),
        onFrame: (frame) => isMine() && this.#take(frame),
        onLost: (error) => isMine() && this.#cut('reconnecting', error),
        onEnd: (error) => isMine() && this.leave('refused', error),
        onAnswer: (run, message) => {
          this.answers.set(run, message);
          this.#options.onChange();
        },
      });
    } catch (cause) {
      if (isMine()) this.leave('refused', asError(cause));
    }
  }

  #enter(): void {
    this.#isAsked = true;
    const { after, state } = this.book;
    const { epoch } = state;
    const place = { ...(after >= 0 && { after }), ...(epoch !== undefined && { epoch }) };
    this.send({ type: 'room.join', room: this.#room, ...this.#options.as, ...place });
  }

  #cut(status: RoomStatus, error?: ChatError): void {
    this.#outbox().close();
    this.book.forgetTyping();
    this.#older?.done();
    this.#set(status, error);
  }

  #take(frame: RoomServerFrame): void {
    const outbox = this.#outbox();
    const { breaks } = this.book;
    if (this.book.take(frame)) {
      if (this.book.breaks > breaks) outbox.again();
      this.#follow(frame);
    } else if (frame.type === 'room.done') outbox.done(frame.op, frame.seq);
    else if (frame.type === 'room.refused') this.#refuse(frame);
    else if (frame.type === 'room.left' && frame.reason === 'removed') {
      this.leave('refused', removed());
    }
    outbox.tidy(this.book.after);
    this.#options.onChange();
  }

  #follow(frame: RoomServerFrame): void {
    if (frame.type === 'room.joined') {
      this.#isAsked = false;
      this.#link?.well();
      this.#set('joined');
      this.#options.onJoined();
      this.#outbox().open();
    } else if (frame.type === 'room.page' && frame.op === this.#older?.op) this.#older.done();
    else if (frame.type === 'room.typing') {
      clearTimeout(this.#forget);
      this.#forget = this.after(() => this.book.forgetTyping(), typingForgottenMs);
    }
    if (this.book.isBehind && !this.#isAsked) this.#enter();
    const runs = liveRuns(this.book.state.messages);
    for (const run of this.answers.keys()) if (!runs.includes(run)) this.answers.delete(run);
    this.#link?.read(runs);
  }

  #refuse({ op, code, message, retryAfterMs }: Refused): void {
    const error = new ChatError(errorCodeOf(code), message, { retryAfterMs });
    if (op !== undefined && op === this.#older?.op) return this.#older.done();
    // What was not done because the room was left meanwhile is asked for again in it.
    if (op !== undefined && this.status !== 'joined') return undefined;
    if (op !== undefined) return this.#outbox().refuse(op, error);
    if (!error.retryable) return this.leave('refused', error);
    this.#isAsked = false;
    // Answers are read anew in the room.
    this.#link?.read([]);
    this.after(() => this.#enter(), retryAfterMs ?? againMs);
    return this.#cut('reconnecting', error);
  }

  #set(status: RoomStatus, error?: ChatError): void {
    this.status = status;
    this.error = error;
    this.#options.onChange();
  }
}

function removed(): ChatError {
  return new ChatError('unauthorized', 'A moderator has removed you from this room.');
}

function asError(cause: unknown): ChatError {
  if (cause instanceof ChatError) return cause;
  const text = 'What speaks with the room could not be loaded. Reload the page.';
  return new ChatError('network', text, { cause });
}
