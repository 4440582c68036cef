/** How many frames a client may send: `burst` at once, and so many per second in the long run. */
export interface FrameRateOptions {
  /** How many at once. @default 200 */
  readonly burst?: number | undefined;
  /** How many a second in the long run. @default 50 */
  readonly perSecond?: number | undefined;
  /** A clock that never goes back, in milliseconds. @default performance.now */
  readonly now?: (() => number) | undefined;
}

/** Counts a client's frames against what it may send. */
export class FrameRate {
  readonly #burst: number;
  readonly #perMs: number;
  readonly #now: () => number;
  #left: number;
  #at: number;

  constructor({
    burst = 200,
    perSecond = 50,
    now = performance.now.bind(performance),
  }: FrameRateOptions = {}) {
    this.#burst = burst;
    this.#perMs = perSecond / 1000;
    this.#now = now;
    this.#left = burst;
    this.#at = now();
  }

  /** Counts one frame, or so many bytes of one. False when it is too much. */
  take(count = 1): boolean {
    const now = this.#now();
    this.#left = Math.min(this.#burst, this.#left + (now - this.#at) * this.#perMs) - count;
    this.#at = now;
    return this.#left >= 0;
  }
}
