import type { RunLog } from '../runs/run-log.ts';

const watchMs = 60_000;

/** Waits for a log to grow, once at a time however often it is asked. */
export class LogWatch {
  readonly #log: RunLog;
  #isWaiting = false;

  constructor(log: RunLog) {
    this.#log = log;
  }

  /** Calls back when there may be more in the log. */
  start(onChange: () => void): void {
    if (!this.#isWaiting) void this.#wait(onChange);
  }

  async #wait(onChange: () => void): Promise<void> {
    this.#isWaiting = true;
    await this.#log.changed(watchMs);
    this.#isWaiting = false;
    onChange();
  }
}
