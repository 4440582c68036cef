'use client';
import { useCallback } from 'react';
import { useLatest } from './use-latest.ts';

/** A function that never changes and calls the callback of the last render: for events, not while rendering. */
export function useLatestCallback<Args extends unknown[]>(
  callback: ((...args: Args) => void) | undefined,
): (...args: Args) => void {
  const latest = useLatest(callback);
  return useCallback((...args: Args) => latest.current?.(...args), [latest]);
}
