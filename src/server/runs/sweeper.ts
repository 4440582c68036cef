import { restUnnoticed } from './rest-unnoticed.ts';
import type { RunStore } from './run-store.ts';
import type { Run } from './run.ts';

const everyMs = 5000;
// How long a store is looked after when its last run has ended: as long as it keeps it, and a little.
const afterMs = 6 * 60_000;

/** Has a store swept while there is something to sweep, and sets no timer before there is. */
export class Sweeper {
  readonly #runs: Pick<RunStore, 'sweep'>;
  #writing = 0;
  #endedAt = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(runs: Pick<RunStore, 'sweep'>) {
    this.#runs = runs;
  }

  /** Looks after a run that has begun. */
  watch(run: Pick<Run, 'settled'>): void {
    this.#writing++;
    void this.#waitFor(run);
    this.#timer ??= restUnnoticed(setInterval(() => this.#look(), everyMs));
  }

  /** Looks no more. */
  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #waitFor({ settled }: Pick<Run, 'settled'>): Promise<void> {
    await settled;
    this.#writing--;
    this.#endedAt = performance.now();
  }

  #look(): void {
    this.#runs.sweep();
    if (this.#writing === 0 && performance.now() - this.#endedAt > afterMs) this.close();
  }
}
