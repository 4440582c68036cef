import { isTerminalEvent } from '../../protocol/chat-event.ts';
import { encodeFrame, type EndFrame, type ServerFrame } from '../../protocol/web-socket-frame.ts';
import type { Run } from '../runs/run.ts';
import { LogWatch } from './log-watch.ts';

/** The largest `ev`, in bytes. */
export const maxFrameBytes = 64 * 1024;
/** The most credit that a reader can have, in frames. */
export const maxCredit = 64;

// A frame says little beside its events.
const envelopeBytes = 512;
const encoder = new TextEncoder();

/** One reader of a run on a socket: a place in the log and leave for so many frames. Nothing is queued for it. */
export class RunReader {
  readonly run: Run;
  readonly #watch: LogWatch;
  readonly #leave: () => void;
  readonly #onEnd: () => void;
  #after: number;
  #credit = 0;
  #isEndTold = false;
  #resent: { next: number; readonly last: number } | undefined;

  /** Attaches a reader that has everything up to `after`; `onEnd` is called when it has told the end. */
  constructor(run: Run, after: number, credit: number, onEnd: () => void) {
    this.run = run;
    this.#after = Math.min(after, run.log.lastSeq);
    this.#watch = new LogWatch(run.log);
    this.#onEnd = onEnd;
    this.#leave = run.attach();
    this.give(credit);
  }

  /** Whether everything has been told. */
  get isDone(): boolean {
    return this.#isEndTold;
  }

  /** Adds leave for `n` frames. */
  give(n: number): void {
    this.#credit = Math.min(maxCredit, this.#credit + n);
  }

  /** The first frame: where it begins, or what stands for the events that are no longer kept. */
  begin(): ServerFrame {
    if (this.run.log.isEvicted(this.#after)) return this.#gap();
    return { type: 'begin', run: this.run.id, chat: this.run.chatId, seq: this.#after + 1 };
  }

  /** Tells once more what was lost on the way: events that were told already, up to `to` or the newest. */
  resend(from: number, to = this.#after): void {
    if (from > this.#after) return;
    this.#isEndTold = false;
    if (to >= this.#after) this.#after = from - 1;
    else this.#resent = { next: from, last: to };
  }

  /** The next frame, if there is one and leave for it. What came together is told together, up to 64 KiB. */
  next(): ServerFrame | undefined {
    const { log } = this.run;
    if (this.#credit > 0) {
      if (log.isEvicted(this.#resent ? this.#resent.next - 1 : this.#after)) return this.#gap();
      const frame = this.#nextResent() ?? this.#events(this.#after);
      if (frame) {
        this.#credit -= 1;
        return frame;
      }
    }
    // The end costs nothing, but comes after everything else.
    const isWhole = log.isEnded && this.#after >= log.lastSeq && !this.#resent;
    if (!isWhole || this.#isEndTold) return undefined;
    this.#isEndTold = true;
    this.#onEnd();
    return this.#end();
  }

  /** Calls back when there may be more to tell; not while there is no leave for it. */
  watch(onChange: () => void): void {
    if (this.#credit > 0 && !this.run.log.isEnded) this.#watch.start(onChange);
  }

  /** Leaves the run, which goes on. */
  close(): void {
    this.#leave();
    this.run.log.wake();
  }

  #gap(): ServerFrame {
    const { log, id } = this.run;
    const snapshot = log.snapshot();
    this.#after = snapshot.seq;
    this.#resent = undefined;
    return { type: 'gap', run: id, oldest: log.oldestSeq, snapshot };
  }

  #nextResent(): ServerFrame | undefined {
    const range = this.#resent;
    if (!range) return undefined;
    const frame = this.#batch(range.next - 1, range.last);
    range.next += frame?.evs.length ?? 0;
    if (!frame || range.next > range.last) this.#resent = undefined;
    return frame;
  }

  #events(after: number): ServerFrame | undefined {
    const frame = this.#batch(after);
    this.#after += frame?.evs.length ?? 0;
    return frame;
  }

  // As many events after a place as fit into a frame, at least one.
  #batch(after: number, last = Infinity) {
    for (let room = maxFrameBytes - envelopeBytes; ; room >>= 1) {
      const found = this.run.log.events(after, room);
      if (!found || found.events.length === 0) return undefined;
      const evs = found.events.slice(0, last - after);
      const frame = { type: 'ev', run: this.run.id, seq: after + 1, evs } as const;
      // The log counts characters, the wire bytes.
      if (evs.length === 1 || encoder.encode(encodeFrame(frame)).length <= maxFrameBytes)
        return frame;
    }
  }

  #end(): EndFrame {
    const { log, id: run } = this.run;
    const [last] = log.events(log.lastSeq - 1, maxFrameBytes)?.events ?? [];
    const told = { type: 'end', run, seq: log.lastSeq } as const;
    if (!last || !isTerminalEvent(last)) return { ...told, reason: 'error' };
    if (last.type === 'error') return { ...told, reason: 'error', error: last.errorText };
    if (last.type === 'abort') return { ...told, reason: 'cancelled' };
    const { finishReason, messageMetadata } = last;
    const usage = messageMetadata?.usage;
    const reasons = { length: 'length', 'tool-calls': 'tool' } as const;
    const reason =
      finishReason === 'length' || finishReason === 'tool-calls' ? reasons[finishReason] : 'done';
    return { ...told, reason, ...(usage && { usage }) };
  }
}
