import { restUnnoticed } from './rest-unnoticed.ts';
import type { RunStore } from './run-store.ts';

const everyMs = 5000;
// How long a store is looked after when its last run has ended: as long as it keeps it, and a little.
const afterMs = 6 * 60_000;

/** Has a store swept while there is something to sweep, and sets no timer before there is. */
export class Sweeper {
  readonly #runs: Pick<RunStore, 'sweep'>;
  readonly #writing = new Set<Promise<void>>();
  #endedAt = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(runs: Pick<RunStore, 'sweep'>) {
    this.#runs = runs;
  }

  /** Looks after a run that has begun, until its end has been told. */
  watch(told: Promise<void>): void {
    this.#writing.add(told);
    void this.#waitFor(told);
    this.#timer ??= restUnnoticed(setInterval(() => this.#look(), everyMs));
  }

  /** Looks no more; resolves when the ends of all runs that have ended by then have been told. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await Promise.all(this.#writing);
  }

  async #waitFor(told: Promise<void>): Promise<void> {
    await told;
    this.#writing.delete(told);
    this.#endedAt = performance.now();
  }

  #look(): void {
    this.#runs.sweep();
    if (this.#writing.size === 0 && performance.now() - this.#endedAt > afterMs) void this.close();
  }
}
