import { Doorbell } from '../doorbell.ts';

// After a pause longer than this the schedule starts anew, so that a stalled machine does not pour out a burst.
const maxLagMs = 250;

/** Spreads the model tokens of one answer evenly: whoever pulls them waits, so nothing piles up anywhere. */
export class Pacer {
  readonly #intervalMs: number;
  readonly #bell: Doorbell;
  #due: number | undefined;

  /** `bell` ends a wait early, for an abort. */
  constructor(tokensPerSecond: number, bell = new Doorbell()) {
    this.#intervalMs = tokensPerSecond > 0 ? 1000 / tokensPerSecond : 0;
    this.#bell = bell;
  }

  /** Milliseconds to wait before the next model token, given the time now; 0 for none. */
  delay(now: number): number {
    if (this.#intervalMs === 0) return 0;
    if (this.#due === undefined || now - this.#due > maxLagMs) this.#due = now;
    this.#due += this.#intervalMs;
    return Math.max(0, this.#due - now);
  }

  /** Waits for the next model token's time. Returns nothing to await when it has come. */
  pause(now: number): Promise<boolean> | undefined {
    const delay = this.delay(now);
    // Timers are whole milliseconds; shorter waits are made up for by the schedule.
    return delay < 1 ? undefined : this.#bell.wait(delay);
  }
}
