import type { EngineTimings } from './engine.ts';

/** Measures one answer: waiting, reading the prompt, writing. Times are those of the performance clock. */
export class RunClock {
  readonly #now: () => number;
  readonly #askedAt: number;
  #startedAt: number | undefined;
  #firstTokenAt: number | undefined;
  #lastTokenAt = 0;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#askedAt = now();
  }

  /** Marks the moment the answer got its slot. Returns how long it waited, in milliseconds. */
  start(): number {
    this.#startedAt = this.#now();
    return rounded(this.#startedAt - this.#askedAt);
  }

  /** Marks a model token. Returns the time. */
  token(): number {
    const now = this.#now();
    this.#firstTokenAt ??= now;
    this.#lastTokenAt = now;
    return now;
  }

  /** Sums up an answer of that many model tokens. */
  timings(outputTokens: number): EngineTimings {
    const now = this.#now();
    const startedAt = this.#startedAt ?? now;
    const firstTokenAt = this.#firstTokenAt ?? now;
    const writingMs = this.#lastTokenAt - firstTokenAt;
    return {
      queueMs: rounded(startedAt - this.#askedAt),
      prefillMs: rounded(firstTokenAt - startedAt),
      timeToFirstTokenMs: rounded(firstTokenAt - this.#askedAt),
      tokensPerSecond: writingMs > 0 ? rounded(((outputTokens - 1) * 1000) / writingMs) : 0,
      totalMs: rounded(now - this.#askedAt),
    };
  }
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
