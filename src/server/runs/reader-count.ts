/** What knows who reads it here: how many, and if nobody, since when. */
export class ReaderCount {
  readonly #now: () => number;
  #count = 0;
  #unreadSince: number;

  /** @param now The store's clock, in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
    this.#unreadSince = now();
  }

  /** How many read it now. */
  get readers(): number {
    return this.#count;
  }

  /** When the last reader left or was heard of, in milliseconds of the store's clock. */
  get unreadSince(): number {
    return this.#unreadSince;
  }

  /** Counts a reader in; the returned function counts it out, once. */
  attach(): () => void {
    let isAttached = true;
    this.#count++;
    return () => {
      if (!isAttached) return;
      isAttached = false;
      this.#count--;
      this.touch();
    };
  }

  /** Notes that somebody has read the run just now. */
  touch(): void {
    this.#unreadSince = this.#now();
  }
}
