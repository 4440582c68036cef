import { ChatError } from '../protocol/chat-error.ts';
import type { ChatMessage } from '../protocol/chat-message.ts';
import type {
  ClientFrame,
  EndFrame,
  EventsFrame,
  ResumePoint,
  ServerFrame,
} from '../protocol/web-socket-frame.ts';
import type { Clock } from './clock.ts';
import type { PageSignals } from './page-signals.ts';
import { createWatchdog, type Watchdog } from './watchdog.ts';
import type { SocketUser } from './web-socket-connection.ts';
import { closeError, refusalError } from './web-socket-error.ts';
import { createGapWatch, type GapWatch } from './web-socket-gap-watch.ts';
import { ReceiveWindow, type ReceivedFrame } from './web-socket-window.ts';

/** What a run tells its reader: it was opened, its next events, a message to replace it by, that it has ended. */
export type RunItem =
  | { readonly type: 'begin' }
  | { readonly type: 'frame'; readonly frame: ReceivedFrame }
  | { readonly type: 'snapshot'; readonly message: ChatMessage; readonly seq: number }
  | { readonly type: 'end'; readonly frame: EndFrame };

/** What a run on a socket needs. */
export interface SocketRunOptions {
  readonly clock: Clock;
  readonly page: PageSignals;
  readonly chatId: string;
  /** Absent: the chat's active run, as the server knows it. */
  readonly runId: string | undefined;
  /** The last event that was applied; -1 for none. */
  readonly after: number;
  /** The question, for a run that is to be started. */
  readonly input: unknown;
  readonly send: (frame: ClientFrame) => void;
}

// How often it is asked for anew, without an answer or with no more of it, before the socket is held to be lost to it.
const maxAskedAnew = 2;

/** One reader's run over whatever socket there is: asks for it, keeps its events in order, gives credit as they are applied. */
export class SocketRun implements SocketUser {
  /** The run's name, once it is known. */
  runId: string | undefined;
  /** Is called when a new socket is being opened. */
  onOpening: () => void = ignore;
  readonly #options: SocketRunOptions;
  readonly #window: ReceiveWindow;
  readonly #gaps: GapWatch;
  readonly #silence: Watchdog;
  #isAccepted = false;
  // Whether the present socket was asked, and has answered.
  #isAsked = false;
  #hasBegun = false;
  // Whether the reader knows that it has begun.
  #isBeginTold = true;
  #silenceMs = 60_000;
  #silences = 0;
  #gapsGivenUp = 0;
  #snapshot: Extract<RunItem, { type: 'snapshot' }> | undefined;
  #end: EndFrame | undefined;
  #failure: ChatError | undefined;
  #wake: () => void = ignore;
  #interrupt: (reason: ChatError) => void = ignore;
  /** Rejects at `interrupt`. */
  readonly interrupted = new Promise<never>((_, reject) => {
    this.#interrupt = reject;
  });

  constructor(options: SocketRunOptions) {
    const { clock, page } = options;
    this.#options = options;
    this.interrupted.catch(ignore);
    this.runId = options.runId;
    this.#window = new ReceiveWindow(options.after);
    this.#gaps = createGapWatch({
      clock,
      onNack: ({ from, to }) => {
        this.#send({ type: 'nack', run: this.#name, from, to });
        this.#credit(this.#window.refill());
      },
      onGiveUp: () => this.#closeGap(),
    });
    this.#silence = createWatchdog({ clock, page, onSilence: () => this.#breakSilence() });
  }

  /** Whether the server has the run, so that it can be read on. */
  get isResumable(): boolean {
    return this.runId !== undefined && (this.#isAccepted || this.#options.input === undefined);
  }

  /** Asks the socket for the run, unless its `hello` has. @param silenceMs How long the answer may take. */
  ask(silenceMs: number): void {
    this.#failure = undefined;
    this.#silenceMs = silenceMs;
    this.#silences = 0;
    this.#gapsGivenUp = 0;
    if (!this.#isAsked) this.#request();
    this.#silence.watch(silenceMs);
  }

  /** Where it goes on, for the `hello` of a new socket; undefined for one that must ask in its own words. */
  resume(): ResumePoint | undefined {
    if (this.runId === undefined || !this.isResumable) return undefined;
    this.#isAsked = true;
    this.#failure = undefined;
    this.#silence.watch(this.#silenceMs);
    return { run: this.runId, after: this.#window.received, credit: this.#window.ask() };
  }

  /** Takes a frame of the socket, which may be another run's. */
  take(frame: ServerFrame, receivedAt: number, bytes: number): void {
    if (!this.#isAsked || !this.#isMine(frame) || this.#isStale(frame)) return;
    this.#silence.heard();
    this.#silences = 0;
    const { received } = this.#window;
    this.#read(frame, receivedAt, bytes);
    if (this.#window.received > received) this.#gapsGivenUp = 0;
    this.#gaps.look(this.#window.missing);
    this.#wake();
  }

  /** Takes the news that the present socket is lost for this run. */
  lost(error: ChatError): void {
    // Another run's question was too large for the socket that they share.
    this.#fail(this.#hasBegun && error.code === 'too-large' ? closeError(1006) : error);
    this.#isAsked = false;
    this.#hasBegun = false;
    this.#gaps.stop();
    this.#silence.stop();
  }

  /** Is told that a new socket is being opened. */
  opening(): void {
    this.onOpening();
  }

  /** Ends all waiting: the reader wants to hear no more. */
  interrupt(): void {
    this.#interrupt(closeError(1000));
    this.#fail(closeError(1000));
  }

  /** Waits for the next item. Throws a `ChatError` when the run must be asked for again, or is refused. */
  async next(): Promise<RunItem> {
    for (;;) {
      const item = this.#shift();
      if (item) {
        this.#silence.rest();
        return item;
      }
      if (this.#failure) throw this.#failure;
      this.#silence.listen();
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Notes that a frame's events are applied. */
  apply({ seq, evs }: ReceivedFrame): void {
    this.#credit(this.#window.apply(seq + evs.length - 1));
  }

  /** Leaves the run; on the server it goes on. */
  leave(): void {
    const wasAsked = this.#isAsked;
    this.lost(closeError(1000));
    if (wasAsked && this.runId !== undefined) this.#send({ type: 'detach', run: this.runId });
  }

  get #name(): string {
    return this.runId ?? '';
  }

  #isMine(frame: ServerFrame): boolean {
    if ('run' in frame && frame.run !== undefined && this.runId !== undefined) {
      return frame.run === this.runId;
    }
    const isForChat = 'chat' in frame && frame.chat === this.#options.chatId;
    return this.runId === undefined && isForChat && /^(?:begin|err)$/.test(frame.type);
  }

  // What was on its way when the run was asked for anew would only be held back; what goes on is welcome.
  #isStale(frame: ServerFrame): boolean {
    return frame.type === 'ev' && !this.#hasBegun && frame.seq > this.#window.received + 1;
  }

  #read(frame: ServerFrame, receivedAt: number, bytes: number): void {
    switch (frame.type) {
      case 'begin':
        return this.#begin(frame.run);
      case 'ev':
        return this.#takeEvents(frame, receivedAt, bytes);
      case 'gap':
        this.#begin(frame.run);
        if (this.#window.skipTo(frame.snapshot.seq)) {
          this.#snapshot = { type: 'snapshot', ...frame.snapshot };
        }
        return;
      case 'end':
        this.#end = frame;
        return this.#window.know(frame.seq);
      case 'err':
        return this.lost(refusalError(frame));
      default:
    }
  }

  #begin(run: string): void {
    this.runId = run;
    this.#isAccepted = true;
    this.#hasBegun = true;
    this.#isBeginTold = false;
  }

  #takeEvents(frame: EventsFrame, receivedAt: number, bytes: number): void {
    if (!this.#hasBegun) this.#begin(frame.run);
    if (this.#window.take(frame, receivedAt, bytes)) this.#credit(this.#window.topUp());
    else this.#closeGap();
  }

  #shift(): RunItem | undefined {
    if (!this.#isBeginTold) {
      this.#isBeginTold = true;
      return { type: 'begin' };
    }
    const snapshot = this.#snapshot;
    this.#snapshot = undefined;
    if (snapshot) return snapshot;
    const frame = this.#window.shift();
    if (frame) return { type: 'frame', frame };
    const isWhole = this.#end && this.#end.seq <= this.#window.received;
    return isWhole && this.#end ? { type: 'end', frame: this.#end } : undefined;
  }

  #request(): void {
    this.#isAsked = true;
    const { chatId: chat, input } = this.#options;
    const credit = this.#window.ask();
    const after = this.#window.received;
    if (this.isResumable) this.#send({ type: 'attach', run: this.#name, after, credit });
    else if (input === undefined) this.#send({ type: 'attach', chat, after, credit });
    else this.#send({ type: 'send', run: this.#name, chat, input, credit });
  }

  #closeGap(): void {
    this.#gapsGivenUp += 1;
    this.#askAnew(this.#gapsGivenUp);
  }

  #breakSilence(): void {
    this.#silences += 1;
    this.#askAnew(this.#silences);
  }

  #askAnew(times: number): void {
    if (!this.#isAsked) return;
    if (times > maxAskedAnew) {
      const message = 'The server does not tell this answer any more. Check whether it runs.';
      return this.lost(new ChatError('timeout', message));
    }
    this.#hasBegun = false;
    this.#gaps.stop();
    this.#request();
    this.#silence.watch(this.#silenceMs);
  }

  #credit(n: number): void {
    if (n === 0 || !this.#hasBegun) return;
    this.#send({ type: 'credit', run: this.#name, n, ack: this.#window.applied });
  }

  #fail(error: ChatError): void {
    this.#failure = error;
    this.#wake();
  }

  #send(frame: ClientFrame): void {
    this.#options.send(frame);
  }
}

function ignore(): void {}
