import type { Clock } from './clock.ts';
import type { PageSignals } from './page-signals.ts';

/** What a watchdog needs. */
export interface WatchdogOptions {
  readonly clock: Clock;
  readonly page: PageSignals;
  /** Is called once, with the time in milliseconds, when the silence was too long. */
  readonly onSilence: (timeoutMs: number) => void;
}

/**
 * Notices that a connection has died without a word. It sleeps while the page is hidden, where
 * browsers hold back timers and data alike.
 */
export class Watchdog {
  readonly #options: WatchdogOptions;
  readonly #unsubscribe: () => void;
  #timeoutMs = 0;
  #heardAt = 0;
  #timer: unknown;

  constructor(options: WatchdogOptions) {
    const { page } = options;
    this.#options = options;
    this.#unsubscribe = page.subscribe(() => {
      if (!page.isHidden()) this.heard();
    });
  }

  /** Begins to watch, or goes on with another measure of how long silence is normal, in milliseconds. */
  watch(timeoutMs: number): void {
    this.#options.clock.clearTimeout(this.#timer);
    this.#timeoutMs = timeoutMs;
    this.heard();
    this.#wait(timeoutMs);
  }

  /** Notes a sign of life. */
  heard(): void {
    this.#heardAt = this.#options.clock.now();
  }

  /** Ends the watch. */
  stop(): void {
    this.#options.clock.clearTimeout(this.#timer);
    this.#unsubscribe();
  }

  // One timer that asks again, instead of a new one for every chunk.
  #wait(ms: number): void {
    const { clock, page, onSilence } = this.#options;
    this.#timer = clock.setTimeout(() => {
      const silentMs = page.isHidden() ? 0 : clock.now() - this.#heardAt;
      if (silentMs < this.#timeoutMs) return this.#wait(this.#timeoutMs - silentMs);
      this.stop();
      onSilence(this.#timeoutMs);
    }, ms);
  }
}
