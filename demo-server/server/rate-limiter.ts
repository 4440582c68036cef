import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

/** How often something may be done by each. */
export interface RateLimiterOptions {
  /** What is counted, in the names of the keys. */
  readonly name: string;
  /** How often in one window. */
  readonly points: number;
  /** The window, in whole seconds. */
  readonly windowSeconds: number;
  /** A client of the `redis` package, by which servers count together. @default this process counts alone */
  readonly sharedClient?: object | undefined;
}

/** Where somebody stands in his window. */
export interface RateStanding {
  /** Whether this was one too many. */
  readonly isOver: boolean;
  readonly remaining: number;
  /** Until his window ends, in milliseconds. */
  readonly resetMs: number;
}

/**
 * Counts what each does in a window of time. With Redis all servers count together; while that is away each counts for
 * itself. The only file that imports `rate-limiter-flexible`.
 */
export class RateLimiter {
  readonly points: number;
  readonly windowSeconds: number;
  readonly #limiter: RateLimiterMemory | RateLimiterRedis;

  constructor({ name, points, windowSeconds, sharedClient }: RateLimiterOptions) {
    this.points = points;
    this.windowSeconds = windowSeconds;
    const limits = { keyPrefix: `rivulet:rate:${name}`, points, duration: windowSeconds };
    const memory = new RateLimiterMemory(limits);
    this.#limiter =
      sharedClient === undefined
        ? memory
        : new RateLimiterRedis({
            ...limits,
            storeClient: sharedClient,
            useRedisPackage: true,
            insuranceLimiter: memory,
          });
  }

  /** Counts one. */
  async take(key: string): Promise<RateStanding> {
    try {
      return this.#standing(await this.#limiter.consume(key), false);
    } catch (thrown) {
      if (thrown instanceof RateLimiterRes) return this.#standing(thrown, true);
      throw thrown;
    }
  }

  /** Counts one back, for what was not done after all. */
  async giveBack(key: string): Promise<void> {
    await this.#limiter.reward(key);
  }

  #standing({ remainingPoints, msBeforeNext }: RateLimiterRes, isOver: boolean): RateStanding {
    // The library asks the clock of the wall, which may have been set back.
    const resetMs = Math.min(Math.max(msBeforeNext, 0), this.windowSeconds * 1000);
    return { isOver, remaining: isOver ? 0 : remainingPoints, resetMs };
  }
}
