'use client';
import { useEffect, useState } from 'react';

/** A wait that began when it was first shown. */
export interface Wait {
  readonly delayMs: number;
}

/** The whole seconds that a wait will still last, counted down to 0; another object is another wait. */
export function useCountdown(wait: Wait | undefined): number {
  const [passed, setPassed] = useState<{ readonly wait: Wait; readonly ms: number }>();
  useEffect(() => {
    if (!wait) return undefined;
    const startedAt = performance.now();
    // The clock is asked each time: timers of a hidden page are late.
    const timer = setInterval(() => {
      const ms = performance.now() - startedAt;
      setPassed({ wait, ms });
      if (ms >= wait.delayMs) clearInterval(timer);
    }, 1000);
    return () => clearInterval(timer);
  }, [wait]);
  if (!wait) return 0;
  const ms = passed?.wait === wait ? passed.ms : 0;
  return Math.max(0, Math.ceil((wait.delayMs - ms) / 1000));
}
