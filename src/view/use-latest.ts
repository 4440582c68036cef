'use client';
import { useInsertionEffect, useRef } from 'react';

/** Holds the value of the latest render, for functions that are made once and called later. */
export function useLatest<Value>(value: Value): { readonly current: Value } {
  const latest = useRef(value);
  // Before layout effects, so that an error boundary below already meets the new one.
  useInsertionEffect(() => {
    latest.current = value;
  });
  return latest;
}
