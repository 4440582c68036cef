import type { Clock } from './clock.ts';
import type { PageSignals } from './page-signals.ts';
import type { Retry } from './retry-policy.ts';

/** What a pause needs. */
export interface PauseOptions {
  readonly clock: Clock;
  readonly page: PageSignals;
  readonly signal: AbortSignal;
}

/** Waits `delayMs`; or until the signal aborts; or until an offline page has been online for `onlineDelayMs`. */
export function pause(
  retry: Pick<Retry, 'delayMs' | 'onlineDelayMs' | 'wasOnline'>,
  { clock, page, signal }: PauseOptions,
): Promise<void> {
  return new Promise((resolve) => {
    const { delayMs, onlineDelayMs } = retry;
    let { wasOnline } = retry;
    let onlineTimer: unknown;
    const timer = clock.setTimeout(end, delayMs);
    const unsubscribe = page.subscribe(look);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
    else look();

    function look(): void {
      const isOnline = page.isOnline();
      if (isOnline === wasOnline) return;
      wasOnline = isOnline;
      clock.clearTimeout(onlineTimer);
      if (isOnline && onlineDelayMs > 0) onlineTimer = clock.setTimeout(end, onlineDelayMs);
      else if (isOnline) end();
    }

    function end(): void {
      clock.clearTimeout(timer);
      clock.clearTimeout(onlineTimer);
      unsubscribe();
      signal.removeEventListener('abort', end);
      resolve();
    }
  });
}
