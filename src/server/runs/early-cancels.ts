/** How many cancels are remembered, each for a minute. */
export interface EarlyCancelsOptions {
  /** Of one owner; nobody in particular is bounded by the address alone. @default 32 */
  readonly maxPerOwner?: number | undefined;
  /** Of one address. @default 128 */
  readonly maxPerAddress?: number | undefined;
  /** Of all together. @default 4096 */
  readonly max?: number | undefined;
}

interface EarlyCancel {
  readonly owner: string;
  readonly address: string;
  readonly at: number;
}

/** How long a cancel waits for its question, in milliseconds. */
export const rememberCancelMs = 60_000;

/**
 * Remembers who has stopped runs that are not here yet: a cancel can overtake the question it is for. Each owner and
 * each address has its own bounds, so that a stranger's cancels make nobody else's be forgotten.
 */
export class EarlyCancels {
  readonly #now: () => number;
  readonly #maxPerOwner: number;
  readonly #maxPerAddress: number;
  readonly #max: number;
  // In the order in which they came.
  readonly #cancels = new Map<string, EarlyCancel>();
  readonly #counts = new Map<string, number>();

  /** @param now A clock that never goes back, in milliseconds. */
  constructor(now: () => number, options: EarlyCancelsOptions = {}) {
    this.#now = now;
    this.#maxPerOwner = options.maxPerOwner ?? 32;
    this.#maxPerAddress = options.maxPerAddress ?? 128;
    this.#max = options.max ?? 4096;
  }

  /** How many are remembered. */
  get size(): number {
    return this.#cancels.size;
  }

  /** Remembers a cancel; false when its owner or its address has no room left, or nobody has. */
  note(id: string, owner: string, address: string): boolean {
    this.sweep();
    const key = keyOf(id, owner);
    if (this.#cancels.has(key)) return true;
    const isFull =
      this.#cancels.size >= this.#max ||
      this.#countOf(addressCount(address)) >= this.#maxPerAddress ||
      (owner !== '' && this.#countOf(ownerCount(owner)) >= this.#maxPerOwner);
    if (isFull) return false;
    const cancel = { owner, address, at: this.#now() };
    this.#cancels.set(key, cancel);
    this.#count(cancel, 1);
    return true;
  }

  /** Says whether this run was stopped by its owner before it came, and forgets that. */
  take(id: string, owner: string): boolean {
    this.sweep();
    return this.#forget(keyOf(id, owner));
  }

  /** Forgets those whose question has not come. */
  sweep(): void {
    const now = this.#now();
    for (const [key, { at }] of this.#cancels) {
      if (now - at < rememberCancelMs) return;
      this.#forget(key);
    }
  }

  #forget(key: string): boolean {
    const cancel = this.#cancels.get(key);
    if (!cancel) return false;
    this.#cancels.delete(key);
    this.#count(cancel, -1);
    return true;
  }

  #count({ owner, address }: EarlyCancel, by: number): void {
    for (const name of [addressCount(address), ownerCount(owner)]) {
      const count = this.#countOf(name) + by;
      if (count > 0) this.#counts.set(name, count);
      else this.#counts.delete(name);
    }
  }

  #countOf(name: string): number {
    return this.#counts.get(name) ?? 0;
  }
}

function keyOf(id: string, owner: string): string {
  return `${owner}\n${id}`;
}

function addressCount(address: string): string {
  return `address ${address}`;
}

function ownerCount(owner: string): string {
  return `owner ${owner}`;
}
