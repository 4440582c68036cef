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
  /** Notes a sign of life. */
  readonly heard: () => void;
  /** Ends the watch. */
  readonly stop: () => void;
}

/**
 * Makes a watchdog. It sleeps while the page is hidden, where browsers hold back timers and data
 * alike.
 */
export function createWatchdog({ clock, page, onSilence }: WatchdogOptions): Watchdog {
  let limitMs = 0;
  let heardAt = 0;
  let timer: unknown;
  const unsubscribe = page.subscribe(() => {
    if (!page.isHidden()) heard();
  });
  return { watch, heard, stop };

  function watch(timeoutMs: number): void {
    clock.clearTimeout(timer);
    limitMs = timeoutMs;
    heard();
    wait(timeoutMs);
  }

  function heard(): void {
    heardAt = clock.now();
  }

  function stop(): void {
    clock.clearTimeout(timer);
    unsubscribe();
  }

  // One timer that asks again, instead of a new one for every chunk.
  function wait(ms: number): void {
    timer = clock.setTimeout(() => {
      const silentMs = page.isHidden() ? 0 : clock.now() - heardAt;
      if (silentMs < limitMs) return wait(limitMs - silentMs);
      stop();
      onSilence(limitMs);
    }, ms);
  }
}
