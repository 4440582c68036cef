import { ChatError } from '../../protocol/chat-error.ts';
import { parseClientFrame } from '../../protocol/parse-frame.ts';
import { isRoomFrame } from '../../protocol/room-frame.ts';
import { encodeFrame } from '../../protocol/web-socket-frame.ts';
import type {
  ClientFrame,
  HeartbeatFrame,
  ResumePoint,
  ServerFrame,
} from '../../protocol/web-socket-frame.ts';
import { assertBounded } from '../http/bounded-json.ts';
import { identityOf, readerOf } from '../runs/run.ts';
import type { ChatConnectionOptions, SessionHolder } from './chat-connection-options.ts';
import { closeText, reasonOfClose } from './close-reasons.ts';
import { ChatSession } from './chat-session.ts';
import { errorFrame, type ErrorSubject } from './error-frame.ts';
import { FairPump } from './fair-pump.ts';
import { FrameQueue } from './frame-queue.ts';
import { FrameRate } from './frame-rate.ts';
import type { ServerSocket, SocketListener } from './server-socket.ts';
import { SocketPlaces } from './socket-places.ts';
import { SocketPulse } from './socket-pulse.ts';
import { tellError, type SocketVisitor } from './socket-visitor.ts';
import { welcomeFrame } from './welcome-frame.ts';

type Frame = Exclude<ClientFrame, HeartbeatFrame>;
type HelloFrame = Extract<ClientFrame, { readonly type: 'hello' }>;

// Runs that one hello may go on with: those that a socket reads, and as many that have ended meanwhile and more.
const maxResumed = 128;
// Short answers that a client does not take pile up here; events never do.
const maxUnreadBytes = 2 * 1024 * 1024;

/** One socket of `chat.v1`, on the server's side. */
export class ChatConnection implements SocketListener, SessionHolder {
  readonly #options: ChatConnectionOptions;
  readonly #visitor: SocketVisitor;
  readonly #socket: ServerSocket;
  readonly #pump: FairPump;
  readonly #pulse: SocketPulse;
  readonly #rate: FrameRate;
  readonly #queue: FrameQueue;
  readonly #places: SocketPlaces;
  // The name that this side has for others in the chat; the session's own is a secret.
  readonly #name = crypto.randomUUID().slice(0, 8);
  #session: ChatSession | undefined;
  #isClosed = false;

  constructor(options: ChatConnectionOptions, visitor: SocketVisitor, socket: ServerSocket) {
    this.#options = options;
    this.#visitor = visitor;
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

  /** Takes a frame of the client. */
  receive(text: string | undefined): void {
    if (this.#isClosed) return;
    // Before hello nothing proves that this is a client.
    if (this.#session) this.#pulse.heard();
    if (!this.#rate.take()) return this.close(4429, 'too many frames');
    const frame = this.#parse(text ?? '');
    if (frame?.type === 'ping') this.tell({ type: 'pong', t: frame.t });
    else if (frame && frame.type !== 'pong') {
      this.#queue.add(
        text?.length ?? 0,
        () => this.#handle(frame),
        (error) => this.#refuse(frame, error),
      );
    }
  }

  /** Lets go of all that it holds. */
  closed(): void {
    this.#isClosed = true;
    this.#pulse.stop();
    const session = this.#session;
    session?.close();
    this.#places.close();
    if (!session) return;
    const { sessions } = this.#options;
    if (sessions.get(session.id) === this) sessions.delete(session.id);
  }

  /** Closes the socket; its runs go on. */
  close(code: number, text: string): void {
    if (this.#isClosed) return;
    const reason = reasonOfClose(code);
    if (reason) this.#visitor.refused({ reason, owner: this.#session?.owner });
    this.#hangUp(code, text);
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

  #parse(text: string): ClientFrame | undefined {
    try {
      assertBounded(text);
      return parseClientFrame(text);
    } catch (error) {
      this.close(4400, closeText(error instanceof ChatError ? error.message : ''));
    }
    return undefined;
  }

  async #handle(frame: Frame): Promise<void> {
    if (this.#isClosed) return;
    if (frame.type === 'hello') await this.#greet(frame);
    else if (this.#session) await this.#session.serve(frame);
    else this.close(4400, 'hello comes first');
  }

  async #greet({ token, session: known = '', resume = [] }: HelloFrame): Promise<void> {
    // Repeated on the way, it changes nothing.
    if (this.#session) return;
    if (resume.length > maxResumed) {
      return this.close(4400, `hello can go on with ${maxResumed} runs at most`);
    }
    const owner = await this.#identify(token);
    if (owner === undefined || this.#isClosed) return;
    const session = this.#open({ owner, token }, known);
    this.#pulse.heard();
    this.tell(welcomeFrame(session.id, this.#options.limits));
    for (const point of resume) {
      await session.runs.resume(point).catch((error: unknown) => this.#refuse(point, error));
    }
  }

  /** Who is here; undefined for somebody who may not be. */
  async #identify(token: string | undefined): Promise<string | undefined> {
    try {
      return await this.#visitor.identify(token);
    } catch (error) {
      if (!(error instanceof ChatError && error.code === 'unauthorized')) throw error;
      this.close(4401, closeText(error.message));
      return undefined;
    }
  }

  // Goes on with the session of a socket before, if it was the same user's.
  #open(asked: { owner: string; token: string | undefined }, known: string): ChatSession {
    const { sessions } = this.#options;
    const owner = identityOf(asked.owner);
    const before = sessions.get(known);
    const isHis = before?.member.owner === owner;
    if (isHis) before?.close(4409, 'another socket took its place');
    this.#places.open(readerOf(asked.owner));
    const id = isHis ? known : crypto.randomUUID();
    const session = new ChatSession(
      { ...asked, id },
      {
        options: this.#options,
        visitor: this.#visitor,
        pump: this.#pump,
        places: this.#places,
        member: this,
        tell: (frame) => this.tell(frame),
        fail: (error) => this.#fail(error),
      },
    );
    sessions.set(id, this);
    return (this.#session = session);
  }

  #refuse(frame: Frame | ResumePoint, error: unknown): void {
    tellError(this.#visitor, error, this.#session?.owner);
    // What is refused in a room has been told there.
    if ('type' in frame && isRoomFrame(frame)) return;
    this.tell(errorFrame(subjectOf(frame), error));
    if (this.#session) return;
    // Not even greeted, which has been told.
    if (error instanceof ChatError) this.#hangUp(4429, 'too many streams');
    else this.close(1011, 'the server failed');
  }

  #fail(error: unknown): void {
    this.#visitor.failed(error, 'an answer on a socket of chat.v1');
    this.close(1011, 'the server failed');
  }
}

function subjectOf(frame: Frame | ResumePoint): ErrorSubject {
  return 'run' in frame || 'chat' in frame ? frame : {};
}
