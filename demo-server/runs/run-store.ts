import { ChatError } from 'rivulet/protocol';
import { Run, type RunOptions } from './run.ts';

/** How long and how many runs are kept. */
export interface RunStoreOptions {
  /** How long a run can be read after its end, in milliseconds. @default 5 minutes */
  readonly keepMs?: number;
  /** When a running run that nobody reads is stopped, in milliseconds. @default 5 minutes */
  readonly abandonMs?: number;
  /** @default 256 */
  readonly maxRuns?: number;
  /** Encoded size of all runs together; the oldest that have ended go first. @default 64 MiB */
  readonly maxBytes?: number;
  readonly now?: () => number;
}

const rememberCancelMs = 60_000;

/** The runs of one server, in memory. */
export class RunStore {
  readonly #runs = new Map<string, Run>();
  /** When runs that are not here yet were cancelled: a cancel can overtake the question it is for. */
  readonly #cancelledEarly = new Map<string, number>();
  readonly #keepMs: number;
  readonly #abandonMs: number;
  readonly #maxRuns: number;
  readonly #maxBytes: number;
  readonly #now: () => number;

  constructor(options: RunStoreOptions = {}) {
    this.#keepMs = options.keepMs ?? 5 * 60_000;
    this.#abandonMs = options.abandonMs ?? 5 * 60_000;
    this.#maxRuns = options.maxRuns ?? 256;
    this.#maxBytes = options.maxBytes ?? 64 * 1024 * 1024;
    this.#now = options.now ?? Date.now;
  }

  get size(): number {
    return this.#runs.size;
  }

  get(id: string): Run | undefined {
    return this.#runs.get(id);
  }

  /** The run that still writes an answer in this chat, the newest if there are several. */
  activeIn(chatId: string): Run | undefined {
    return [...this.#runs.values()].findLast((run) => run.chatId === chatId && !run.log.isEnded);
  }

  /** Starts a run. Throws `overloaded` when all the places are taken by runs that still write. */
  create(options: RunOptions): Run {
    this.sweep(1);
    if (this.#runs.size >= this.#maxRuns) {
      throw new ChatError(
        'overloaded',
        'The server keeps too many answers. Ask again in a moment.',
        {
          status: 503,
          retryAfterMs: 2000,
        },
      );
    }
    const run = new Run({ ...options, now: this.#now });
    this.#runs.set(run.id, run);
    if (this.#cancelledEarly.delete(run.id)) run.cancel('the user stopped it');
    return run;
  }

  /** Stops a run, also one whose question arrives within the next minute; undefined when it is not here. */
  cancel(id: string, reason: string): Run | undefined {
    const run = this.#runs.get(id);
    if (run) run.cancel(reason);
    else if (this.#cancelledEarly.size < this.#maxRuns) this.#cancelledEarly.set(id, this.#now());
    return run;
  }

  /** Forgets what has been kept long enough, makes room for `room` more, and stops runs that nobody reads. */
  sweep(room = 0): void {
    const now = this.#now();
    for (const run of this.#runs.values()) {
      if (run.endedAt !== undefined && now - run.endedAt >= this.#keepMs) this.#runs.delete(run.id);
      const isAbandoned = run.readers === 0 && now - run.unreadSince >= this.#abandonMs;
      if (run.endedAt === undefined && isAbandoned) run.cancel('nobody reads it');
    }
    for (const [id, at] of this.#cancelledEarly) {
      if (now - at >= rememberCancelMs) this.#cancelledEarly.delete(id);
    }
    let bytes = 0;
    for (const run of this.#runs.values()) bytes += run.log.bytes;
    for (const run of this.#runs.values()) {
      if (this.#runs.size + room <= this.#maxRuns && bytes <= this.#maxBytes) break;
      if (run.endedAt === undefined || run.readers > 0) continue;
      bytes -= run.log.bytes;
      this.#runs.delete(run.id);
    }
  }

  /** Stops all runs and waits until their engines have settled. */
  async close(): Promise<void> {
    for (const run of this.#runs.values()) run.cancel('the server is shutting down');
    await Promise.all([...this.#runs.values()].map((run) => run.settled));
  }
}
