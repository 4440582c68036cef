import { ChatError } from 'rivulet/protocol';
import type { Engine } from '../engine/engine.ts';

/** How the wait before a full line is measured and told. All times are in milliseconds. */
export interface QueueWaitOptions {
  /** How long an answer takes before one has been measured. @default 1 second */
  readonly busyMs?: number | undefined;
  /** The longest wait that is told. @default 2 minutes */
  readonly longestMs?: number | undefined;
  readonly now?: (() => number) | undefined;
  readonly random?: (() => number) | undefined;
}

// Of the newest answer in the average; the last ten or so are remembered.
const weight = 0.2;
// So many times the line, at most, are reckoned to come back: a stranger who knocks all the time makes nobody wait for ever.
const mostLines = 8;
// The field of HTTP is whole seconds, rounded up.
const roundedMs = 500;

/**
 * Says to whom the line is full when to come again: by chance within the time in which the line is served, or within half
 * of the time in which those can be who were sent away before. So they do not all come at once, and yet the line never
 * runs dry before they do.
 */
export class QueueWait {
  #busyMs: number;
  readonly #longestMs: number;
  readonly #now: () => number;
  readonly #random: () => number;
  /** When those who were sent away come again. */
  #returns: number[] = [];

  constructor(options: QueueWaitOptions = {}) {
    this.#busyMs = options.busyMs ?? 1000;
    this.#longestMs = options.longestMs ?? 2 * 60_000;
    this.#now = options.now ?? (() => performance.now());
    this.#random = options.random ?? Math.random;
  }

  /** Notes how long an engine was busy with an answer. */
  measure(busyMs: number): void {
    this.#busyMs += weight * (busyMs - this.#busyMs);
  }

  /** Sends one more away. @returns When he should come again, in milliseconds: 1 second at least. */
  send({ waiting, parallel }: { waiting: number; parallel: number }): number {
    const now = this.#now();
    this.#returns = this.#returns.filter((at) => at > now);
    const ahead = Math.max(waiting + 1, this.#returns.length / 2);
    const windowMs = Math.min((ahead * this.#busyMs) / parallel, this.#longestMs);
    const waitMs = Math.max(1000, Math.round(this.#random() * windowMs) - roundedMs);
    if (this.#returns.length < mostLines * (waiting + 1)) this.#returns.push(now + waitMs);
    return waitMs;
  }

  /** Puts the right time into an engine's refusal of a question that finds the line full; returns other errors as they are. */
  date(error: unknown, engine: Engine): unknown {
    const { waiting } = engine.load();
    if (!(error instanceof ChatError) || error.code !== 'overloaded' || waiting === 0) return error;
    const retryAfterMs = this.send({ waiting, parallel: engine.info.parallel });
    const { status = 503, cause } = error;
    return new ChatError('overloaded', error.message, { status, retryAfterMs, cause });
  }
}
