import { useCallback, useInsertionEffect, useRef } from 'react';

/** A function that never changes and calls the callback of the last render: for events, not while rendering. */
export function useLatest<Args extends unknown[]>(
  callback: ((...args: Args) => void) | undefined,
): (...args: Args) => void {
  const latest = useRef(callback);
  // Before layout effects, so that an error boundary below already meets the new one.
  useInsertionEffect(() => {
    latest.current = callback;
  });
  return useCallback((...args: Args) => latest.current?.(...args), []);
}
