import type { Clock } from './clock.ts';
import type { PageSignals } from './page-signals.ts';

/** What a watchdog needs. */
export interface WatchdogOptions {
  readonly clock: Clock;
  readonly page: PageSignals;
  /** Is called once, with the time in milliseconds, when the silence was too long. */
  readonly onSilence: (timeoutMs: number) => void;
}

/** Notices that a connection has died without a word. */
export interface Watchdog {
  /** Begins to watch, or goes on with another measure of how long silence is normal, in milliseconds. */
  readonly watch: (timeoutMs: number) => void;
  /** Notes that somebody waits for the next sign of life from now on; `watch` does so too. */
  readonly listen: () => void;
  /** Notes that nobody waits: until the next `listen`, silence says nothing of the server. */
  readonly rest: () => void;
  /** Lets the time count from now. */
  readonly heard: () => void;
  /** How long it has been silent, in milliseconds, also while the page was hidden. */
  readonly silentMs: () => number;
  /** Ends the watch. */
  readonly stop: () => void;
}

/**
 * Makes a watchdog. It sleeps while the page is hidden, where browsers hold back timers and data alike, and gives the
 * connection a full time once the page is seen again (`heard`).
 */
export function createWatchdog({ clock, page, onSilence }: WatchdogOptions): Watchdog {
  let limitMs = 0;
  let heardAt = clock.now();
  let isResting = false;
  let timer: unknown;
  return {
    watch(timeoutMs) {
      stop();
      limitMs = timeoutMs;
      listen();
      wait(timeoutMs);
    },
    listen,
    rest() {
      isResting = true;
    },
    heard,
    silentMs,
    stop,
  };

  function listen(): void {
    isResting = false;
    heard();
  }

  function heard(): void {
    heardAt = clock.now();
  }

  function silentMs(): number {
    return isResting ? 0 : clock.now() - heardAt;
  }

  function stop(): void {
    clock.clearTimeout(timer);
  }

  // One timer that asks again, instead of a new one for every chunk.
  function wait(ms: number): void {
    timer = clock.setTimeout(() => {
      const silent = page.isHidden() ? 0 : silentMs();
      // Whole milliseconds: less than the clock can tell would never pass.
      if (silent < limitMs) return wait(Math.ceil(limitMs - silent));
      onSilence(limitMs);
    }, ms);
  }
}
