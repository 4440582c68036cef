import { Doorbell } from 'rivulet/server';

// After a pause longer than this the schedule starts anew, so that a stalled machine does not pour out a burst.
const maxLagMs = 250;

// A timer holds 24 days; no pace is so slow that this is too short for it.
const maxIntervalMs = 60_000;

/**
 * The pace of an answer. A request may ask for less than the server's own pace, for the eye; while others wait for the
 * place that this would hold, the server's own goes.
 * @param asked Model tokens per second, 0 for as fast as it goes; undefined for the server's own.
 */
export function yieldingPace(
  asked: number | undefined,
  own: number,
  isWaitedFor: () => boolean,
): () => number {
  if (asked === undefined) return () => own;
  const isSlower = asked > 0 && (own === 0 || asked < own);
  return () => (isSlower && isWaitedFor() ? own : asked);
}

/** Spreads the model tokens of one answer evenly: whoever pulls them waits, so nothing piles up anywhere. */
export class TokenPacer {
  readonly #pace: () => number;
  readonly #bell: Doorbell;
  #due: number | undefined;

  /** @param pace Model tokens per second; 0 is no limit. @param bell Ends a wait early, for an abort. */
  constructor(pace: number | (() => number), bell = new Doorbell()) {
    this.#pace = typeof pace === 'number' ? () => pace : pace;
    this.#bell = bell;
  }

  /** Milliseconds to wait before the next model token, given the time now; 0 for none. */
  delay(now: number): number {
    const pace = this.#pace();
    if (pace <= 0) {
      this.#due = undefined;
      return 0;
    }
    if (this.#due === undefined || now - this.#due > maxLagMs) this.#due = now;
    this.#due += Math.min(1000 / pace, maxIntervalMs);
    return Math.max(0, this.#due - now);
  }

  /** Waits for the next model token's time. Returns nothing to await when it has come. */
  pause(now: number): Promise<boolean> | undefined {
    const delay = this.delay(now);
    // Timers are whole milliseconds; shorter waits are made up for by the schedule.
    return delay < 1 ? undefined : this.#bell.wait(delay);
  }
}
