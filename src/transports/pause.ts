import type { Clock } from './clock.ts';
import type { PageSignals } from './page-signals.ts';

/** Waits for so many milliseconds, or until the signal aborts, or until an offline page comes online. */
export function pause(
  ms: number,
  { clock, page, signal }: { clock: Clock; page: PageSignals; signal: AbortSignal },
): Promise<void> {
  return new Promise((resolve) => {
    const wasOnline = page.isOnline();
    const timer = clock.setTimeout(end, ms);
    const unsubscribe = page.subscribe(() => {
      if (!wasOnline && page.isOnline()) end();
    });
    signal.addEventListener('abort', end);
    if (signal.aborted) end();

    function end(): void {
      clock.clearTimeout(timer);
      unsubscribe();
      signal.removeEventListener('abort', end);
      resolve();
    }
  });
}
