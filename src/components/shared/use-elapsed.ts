'use client';
import { useEffect, useRef, useState } from 'react';

/**
 * How long something goes on, or went on, in milliseconds; looked at each second. Undefined where nobody has seen it begin, as
 * in a message that came from storage.
 */
export function useElapsed(isGoing: boolean): number | undefined {
  const startedAt = useRef<number>(undefined);
  const [elapsed, setElapsed] = useState<number>();
  useEffect(() => {
    if (!isGoing) return undefined;
    startedAt.current ??= performance.now();
    const start = startedAt.current;
    const look = () => setElapsed(performance.now() - start);
    const timer = setInterval(look, 1000);
    return () => {
      clearInterval(timer);
      look();
    };
  }, [isGoing]);
  return elapsed;
}
