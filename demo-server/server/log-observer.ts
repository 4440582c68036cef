import { createHmac, randomBytes } from 'node:crypto';
import type { Log } from './log.ts';
import type { AnsweredCall, Observer, Refusal, RunEnd } from './observer.ts';
import { Repeats } from './repeats.ts';

/**
 * Writes the log: a line for each run, for each failure and for each refusal, those that come thick and fast counted
 * together. Users are named by a hash that tells them apart while the server runs and says nothing beyond that.
 */
export class LogObserver implements Observer {
  readonly #log: Log;
  readonly #repeats = new Repeats();
  // An unkeyed hash of a short key could be guessed by whoever reads the log.
  readonly #salt = randomBytes(16);

  constructor(log: Log) {
    this.#log = log;
  }

  refused({ door, reason, status, owner, address, cause }: Refusal): void {
    this.#repeats.take(`refused ${door} ${reason} ${status}`, (times) => {
      const who = { owner: this.#nameOf(owner), address };
      this.#log.warn({ reason, door, status, ...who, times, err: cause }, 'refused');
    });
  }

  failed(error: unknown, where: string): void {
    const kind = error instanceof Error ? `${error.name} ${error.message}` : String(error);
    this.#repeats.take(`failed ${where} ${kind.slice(0, 100)}`, (times) => {
      this.#log.error({ where, times, err: error ?? String(error) }, 'failed');
    });
  }

  answered(call: AnsweredCall): void {
    if (this.#log.isLevelEnabled('debug')) this.#log.debug(call, 'answered');
  }

  runBegan(): void {}

  runEnded({ id, owner, timeToFirstTokenMs: firstTokenMs, error, ...run }: RunEnd): void {
    const { end, promptTokens, outputTokens, queueMs, durationMs } = run;
    const counted = { end, promptTokens, outputTokens, queueMs, durationMs };
    const first = outputTokens > 0 && { firstTokenMs };
    const line = { run: id, owner: this.#nameOf(owner), ...counted, ...first };
    if (end === 'error') this.#log.error({ ...line, err: error }, 'run ended');
    else this.#log.info(line, 'run ended');
  }

  /** Says what is still to be said. */
  close(): void {
    this.#repeats.close();
  }

  /** Nobody in particular has no name. */
  #nameOf(owner: string | undefined): string | undefined {
    // The mark of a first visit; the second is by the same one.
    const known = owner?.replace(/^~/, '') ?? '';
    if (known === '') return undefined;
    return createHmac('sha256', this.#salt).update(known).digest('base64url').slice(0, 10);
  }
}
