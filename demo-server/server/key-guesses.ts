import { ChatError } from 'rivulet/protocol';

/** How many guesses at the key are looked at. */
export interface KeyGuessesOptions {
  /** Wrong keys of one address before it has to wait. @default 10 */
  readonly free?: number | undefined;
  /** The first wait, in milliseconds; each further wrong key doubles it. @default 10 seconds */
  readonly firstWaitMs?: number | undefined;
  /** The longest wait, in milliseconds. @default 15 minutes */
  readonly longestWaitMs?: number | undefined;
  /** How long wrong keys are held against an address, in milliseconds. @default 1 hour */
  readonly rememberMs?: number | undefined;
  /** Addresses that are remembered, the latest. @default 10,000 */
  readonly maxAddresses?: number | undefined;
  /** A clock that never goes back, in milliseconds. */
  readonly now?: (() => number) | undefined;
}

interface Record {
  readonly wrong: number;
  readonly at: number;
  readonly closedUntil: number;
}

/**
 * Counts the wrong keys of each address. After some, nothing that comes from there is compared with the key for a while,
 * not even the right one: otherwise the refusal itself would tell a wrong key from a right one.
 */
export class KeyGuesses {
  readonly #free: number;
  readonly #firstWaitMs: number;
  readonly #longestWaitMs: number;
  readonly #rememberMs: number;
  readonly #maxAddresses: number;
  readonly #now: () => number;
  // In the order of the last wrong key, so that the oldest come first.
  readonly #records = new Map<string, Record>();

  constructor(options: KeyGuessesOptions = {}) {
    this.#free = options.free ?? 10;
    this.#firstWaitMs = options.firstWaitMs ?? 10_000;
    this.#longestWaitMs = options.longestWaitMs ?? 15 * 60_000;
    this.#rememberMs = options.rememberMs ?? 60 * 60_000;
    this.#maxAddresses = options.maxAddresses ?? 10_000;
    this.#now = options.now ?? (() => performance.now());
  }

  /** Throws `rate-limited` (429) while nothing from this address is looked at. */
  check(address: string): void {
    const waitMs = (this.#recordOf(address)?.closedUntil ?? 0) - this.#now();
    if (waitMs <= 0) return;
    throw new ChatError(
      'rate-limited',
      `Too many wrong keys have come from this address. Wait ${Math.ceil(waitMs / 1000)} seconds, then send the right one.`,
      { status: 429, retryAfterMs: Math.ceil(waitMs) },
    );
  }

  /** Notes a wrong key. */
  wrong(address: string): void {
    const now = this.#now();
    const wrong = (this.#recordOf(address)?.wrong ?? 0) + 1;
    const over = wrong - this.#free;
    const waitMs =
      over < 0 ? 0 : Math.min(this.#firstWaitMs * 2 ** Math.min(over, 40), this.#longestWaitMs);
    this.#records.delete(address);
    this.#records.set(address, { wrong, at: now, closedUntil: now + waitMs });
    const [oldest] = this.#records.keys();
    if (this.#records.size > this.#maxAddresses && oldest !== undefined) {
      this.#records.delete(oldest);
    }
  }

  #recordOf(address: string): Record | undefined {
    const record = this.#records.get(address);
    if (record && this.#now() - record.at < this.#rememberMs) return record;
    this.#records.delete(address);
    return undefined;
  }
}
