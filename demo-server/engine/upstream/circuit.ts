import {
  BrokenCircuitError,
  CircuitState,
  circuitBreaker,
  ConsecutiveBreaker,
  handleWhen,
} from 'cockatiel';
import { UpstreamFailure } from './upstream-failure.ts';

/** When a server that fails rests. */
export interface CircuitOptions {
  /** Failures in a row until it rests. @default 3 */
  readonly failures?: number | undefined;
  /** How long it rests, in milliseconds; then one question may try. @default 5 seconds */
  readonly restMs?: number | undefined;
}

/**
 * Keeps questions from a server that fails again and again: after some failures in a row it rests, then one question is let
 * through, and the answer to that one decides. The only file that imports cockatiel.
 */
export class Circuit {
  readonly #policy;

  constructor({ failures = 3, restMs = 5000 }: CircuitOptions = {}) {
    this.#policy = circuitBreaker(handleWhen(isFault), {
      halfOpenAfter: restMs,
      breaker: new ConsecutiveBreaker(failures),
    });
  }

  /** Whether questions pass. */
  get isClosed(): boolean {
    return this.#policy.state === CircuitState.Closed;
  }

  /** Does something unless the server rests. Throws an `UpstreamFailure` when it does. */
  async run<Result>(what: () => Promise<Result>, name: string): Promise<Result> {
    try {
      return await this.#policy.execute(what);
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      throw new UpstreamFailure('overloaded', 'The model server has failed and rests. Ask again.', {
        status: 503,
        retryAfterMs: 5000,
        again: 'elsewhere',
        isFault: false,
        cause: new Error(`${name} rests after failures in a row`),
      });
    }
  }
}

/** What is wrong with a question says nothing of the server; a question that was stopped neither. */
function isFault(error: Error): boolean {
  return error instanceof UpstreamFailure && error.isFault;
}
