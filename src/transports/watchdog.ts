import type { Clock } from './clock.ts';
import type { PageSignals } from './page-signals.ts';

/** What a watchdog needs. */
export interface WatchdogOptions {
  /** How long silence is normal, in milliseconds. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly page: PageSignals;
  /** Is called once when the silence was longer. */
  readonly onSilence: () => void;
}

/**
 * Notices that a connection has died without a word. It sleeps while the page is hidden, where
 * browsers hold back timers and data alike.
 */
export class Watchdog {
  readonly #options: WatchdogOptions;
  readonly #unsubscribe: () => void;
  #heardAt: number;
  #timer: unknown;

  constructor(options: WatchdogOptions) {
    const { clock, page } = options;
    this.#options = options;
    this.#heardAt = clock.now();
    this.#unsubscribe = page.subscribe(() => {
      if (!page.isHidden()) this.heard();
    });
    this.#wait(options.timeoutMs);
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
    const { clock, page, timeoutMs, onSilence } = this.#options;
    this.#timer = clock.setTimeout(() => {
      const rest = page.isHidden() ? timeoutMs : this.#heardAt + timeoutMs - clock.now();
      if (rest > 0) return this.#wait(rest);
      this.stop();
      onSilence();
    }, ms);
  }
}
