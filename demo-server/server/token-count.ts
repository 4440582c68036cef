import type { RunEnd, RunProgress } from './observer.ts';

/** Model tokens, of prompts and of answers. */
export interface TokenTotals {
  readonly prompt: number;
  readonly output: number;
}

const secondsKept = 10;

/**
 * Counts the model tokens of all answers, those that are being written included: whoever asks gets what has come up to
 * that moment, and no answer pays anything per token for it.
 */
export class TokenCount {
  readonly #running = new Map<string, RunProgress>();
  #prompt = 0;
  #output = 0;
  // The total a second ago, two seconds ago, and so on.
  readonly #before: number[] = [];

  begin(run: RunProgress): void {
    this.#running.set(run.id, run);
  }

  end({ id, promptTokens, outputTokens }: RunEnd): void {
    this.#running.delete(id);
    this.#prompt += promptTokens;
    this.#output += outputTokens;
  }

  totals(): TokenTotals {
    const running = [...this.#running.values()];
    return {
      prompt: running.reduce((sum, run) => sum + run.promptTokens, this.#prompt),
      output: running.reduce((sum, run) => sum + run.outputTokens, this.#output),
    };
  }

  /** Notes that a second has passed. */
  tick(): void {
    this.#before.unshift(this.totals().output);
    this.#before.length = Math.min(this.#before.length, secondsKept);
  }

  /** Model tokens of answers a second, over the last ten seconds. */
  perSecond(): number {
    const oldest = this.#before.at(-1);
    return oldest === undefined ? 0 : (this.totals().output - oldest) / this.#before.length;
  }
}
