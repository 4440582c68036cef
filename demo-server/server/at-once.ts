/** Counts what each has under way at the same time. */
export class AtOnce {
  readonly most: number;
  readonly #counts = new Map<string, number>();

  /** @param most How much each may have. */
  constructor(most: number) {
    this.most = most;
  }

  /** How much is left to somebody. */
  remaining(key: string): number {
    return Math.max(0, this.most - (this.#counts.get(key) ?? 0));
  }

  /** Takes a place; the returned function gives it back, once. Undefined when he has no place left. */
  take(key: string): (() => void) | undefined {
    if (this.remaining(key) === 0) return undefined;
    this.#add(key, 1);
    let isTaken = true;
    return () => {
      if (isTaken) this.#add(key, -1);
      isTaken = false;
    };
  }

  #add(key: string, by: number): void {
    const count = (this.#counts.get(key) ?? 0) + by;
    if (count > 0) this.#counts.set(key, count);
    else this.#counts.delete(key);
  }
}
