import { ChatError } from '../../protocol/chat-error.ts';
import {
  encodeFrame,
  type ClientFrame,
  type EventsFrame,
  type ResumePoint,
  type ServerFrame,
} from '../../protocol/web-socket-frame.ts';
import { byteLength } from '../byte-length.ts';
import type { Clock } from '../clock.ts';
import type { PageSignals } from '../page-signals.ts';
import { createWatchdog, type Watchdog } from '../watchdog.ts';
import type { SocketUser } from './web-socket-connection.ts';
import { closeError, refusalError, tooLargeError } from './web-socket-error.ts';
import { createGapWatch, type GapWatch } from './web-socket-gap-watch.ts';
import { RunInbox, type InboxItem } from './web-socket-inbox.ts';
import type { WelcomeFrame } from './web-socket-link.ts';
import { ReceiveWindow, type ReceivedFrame } from './web-socket-window.ts';

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
const leastSilenceMs = 10_000;

/** One reader's run over whatever socket there is: asks for it, closes its gaps, gives credit as events are applied. */
export class SocketRun implements SocketUser {
  /** The run's name, once it is known. */
  runId: string | undefined;
  /** Is called when a new socket is being opened. */
  onOpening: () => void = ignore;
  /** Rejects at `interrupt`. */
  readonly interrupted: Promise<never>;
  readonly #options: SocketRunOptions;
  readonly window: ReceiveWindow;
  readonly #inbox: RunInbox;
  readonly #gaps: GapWatch;
  readonly #silence: Watchdog;
  #interrupt: (reason: ChatError) => void = ignore;
  #isAccepted = false;
  // Whether the present socket was asked, and has answered.
  #isAsked = false;
  #hasBegun = false;
  #silenceMs = leastSilenceMs;
  #maxSend = Infinity;
  #silences = 0;
  #gapsGivenUp = 0;

  constructor(options: SocketRunOptions) {
    const { clock, page } = options;
    this.#options = options;
    this.runId = options.runId;
    this.interrupted = new Promise((_, reject) => {
      this.#interrupt = reject;
    });
    this.interrupted.catch(ignore);
    this.window = new ReceiveWindow(options.after);
    this.#inbox = new RunInbox(this.window);
    this.#gaps = createGapWatch({
      clock,
      onNack: ({ from, to }) => {
        this.#options.send({ type: 'nack', run: this.#name, from, to });
        this.#credit(this.window.refill());
      },
      onGiveUp: () => this.#closeGap(),
    });
    this.#silence = createWatchdog({ clock, page, onSilence: () => this.#breakSilence() });
  }

  /** Asks the socket that gave the welcome for the run, unless its `hello` has. */
  ask({ heartbeatMs, maxCredit, maxSend = Infinity }: WelcomeFrame): void {
    this.#inbox.fail(undefined);
    this.#silenceMs = Math.max(2 * heartbeatMs, leastSilenceMs);
    this.#maxSend = maxSend;
    this.window.limit(maxCredit);
    this.#silences = 0;
    this.#gapsGivenUp = 0;
    this.#silence.watch(this.#silenceMs);
    if (!this.#isAsked) this.#request();
  }

  resume(): ResumePoint | undefined {
    if (this.runId === undefined || !this.#isKept) return undefined;
    this.#isAsked = true;
    this.#inbox.fail(undefined);
    this.#silence.watch(this.#silenceMs);
    return { run: this.runId, after: this.window.received, credit: this.window.ask() };
  }

  take(frame: ServerFrame, receivedAt: number, bytes: number): void {
    if (!this.#isAsked || !this.#isMine(frame) || this.#isStale(frame)) return;
    this.#silence.heard();
    this.#silences = 0;
    const { received } = this.window;
    this.#read(frame, receivedAt, bytes);
    if (this.window.received > received) this.#gapsGivenUp = 0;
    this.#gaps.look(this.window.missing);
    this.#inbox.wake();
  }

  lost(error: ChatError): void {
    // Another run's question was too large for the socket that they share.
    this.#inbox.fail(this.#hasBegun && error.code === 'too-large' ? closeError(1006) : error);
    this.#isAsked = false;
    this.#hasBegun = false;
    this.#gaps.stop();
    this.#silence.stop();
  }

  opening(): void {
    this.onOpening();
  }

  /** Ends all waiting: the reader wants to hear no more. */
  interrupt(): void {
    this.#interrupt(closeError(1000));
    this.#inbox.fail(closeError(1000));
  }

  /** Waits for the next item. Throws a `ChatError` when the run must be asked for again, or is refused. */
  async next(): Promise<InboxItem> {
    for (;;) {
      const item = this.#inbox.shift();
      if (item) {
        this.#silence.rest();
        return item;
      }
      this.#silence.listen();
      await this.#inbox.changed();
    }
  }

  /** Notes that a frame's events are applied. */
  apply({ seq, evs }: ReceivedFrame): void {
    this.#credit(this.window.apply(seq + evs.length - 1));
  }

  /** Leaves the run, which goes on. @param isRead Whether somebody else reads it over the same socket. */
  leave(isRead: boolean): void {
    const { runId: run } = this;
    const wasAsked = this.#isAsked;
    this.lost(closeError(1000));
    if (wasAsked && !isRead && run !== undefined) this.#options.send({ type: 'detach', run });
  }

  get #name(): string {
    return this.runId ?? '';
  }

  // Whether the server has the run, so that it can be read on.
  get #isKept(): boolean {
    return this.runId !== undefined && (this.#isAccepted || this.#options.input === undefined);
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
    return frame.type === 'ev' && !this.#hasBegun && frame.seq > this.window.received + 1;
  }

  #read(frame: ServerFrame, receivedAt: number, bytes: number): void {
    switch (frame.type) {
      case 'begin':
        return this.#begin(frame.run);
      case 'ev':
        return this.#takeEvents(frame, receivedAt, bytes);
      case 'gap':
        this.#begin(frame.run);
        return this.#inbox.replace(frame.snapshot.message, frame.snapshot.seq);
      case 'end':
        return this.#inbox.end(frame);
      case 'err':
        return this.lost(refusalError(frame));
      default:
    }
  }

  #begin(run: string): void {
    this.runId = run;
    this.#isAccepted = true;
    this.#hasBegun = true;
    this.#inbox.begin();
  }

  #takeEvents(frame: EventsFrame, receivedAt: number, bytes: number): void {
    if (!this.#hasBegun) this.#begin(frame.run);
    if (this.window.take(frame, receivedAt, bytes)) this.#credit(this.window.topUp());
    else this.#closeGap();
  }

  #request(): void {
    this.#isAsked = true;
    const { chatId: chat, input, send } = this.#options;
    const credit = this.window.ask();
    const after = this.window.received;
    if (this.#isKept) return send({ type: 'attach', run: this.#name, after, credit });
    if (input === undefined) return send({ type: 'attach', chat, after, credit });
    const question: ClientFrame = { type: 'send', run: this.#name, chat, input, credit };
    // The server would close the socket over it, for all runs on it.
    if (byteLength(encodeFrame(question)) > this.#maxSend) this.lost(tooLargeError());
    else send(question);
  }

  #closeGap(): void {
    this.#askAnew((this.#gapsGivenUp += 1));
  }

  #breakSilence(): void {
    this.#askAnew((this.#silences += 1));
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
    this.#options.send({ type: 'credit', run: this.#name, n, ack: this.window.applied });
  }
}

function ignore(): void {}
