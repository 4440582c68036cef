interface Count {
  readonly level: number;
  readonly at: number;
}

// Enough for every caller of an hour; beyond, those go first that were heard of longest ago.
const maxKeys = 100_000;

/** How much a count may hold, and in what time it runs out. */
export interface LeakyCountsOptions {
  /** How much a key may have at once. */
  readonly most: number;
  /** In how many milliseconds all of that runs out. */
  readonly windowMs: number;
  /** A clock that never goes back, in milliseconds. */
  readonly now: () => number;
}

/**
 * Counts what each key has used, of which a little runs out all the time: nobody has to wait for a window to begin anew,
 * and of each key two numbers are kept.
 */
export class LeakyCounts {
  readonly #counts = new Map<string, Count>();
  readonly #most: number;
  readonly #perMs: number;
  readonly #now: () => number;

  constructor({ most, windowMs, now }: LeakyCountsOptions) {
    this.#most = most;
    this.#perMs = most / windowMs;
    this.#now = now;
  }

  /** How many keys are kept. */
  get size(): number {
    return this.#counts.size;
  }

  /** How long until there is room for `amount`, in milliseconds; 0 where there is. */
  waitMs(key: string, amount: number): number {
    const over = this.#levelOf(key) + amount - this.#most;
    return over <= 0 ? 0 : over / this.#perMs;
  }

  /** Adds to a count, over its limit too; a negative amount gives back. */
  add(key: string, amount: number): void {
    const level = Math.max(0, this.#levelOf(key) + amount);
    this.#counts.delete(key);
    if (level > 0) this.#counts.set(key, { level, at: this.#now() });
    this.#forget();
  }

  #levelOf(key: string): number {
    const { level, at } = this.#counts.get(key) ?? { level: 0, at: 0 };
    return Math.max(0, level - (this.#now() - at) * this.#perMs);
  }

  /** Forgets the counts that have run out, as far as they stand first. */
  #forget(): void {
    for (const key of this.#counts.keys()) {
      if (this.#counts.size <= maxKeys && this.#levelOf(key) > 0) return;
      this.#counts.delete(key);
    }
  }
}
