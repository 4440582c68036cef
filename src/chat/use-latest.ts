'use client';
import { useEffect, useRef } from 'react';

/** Holds the value of the latest render, for functions that are made once and called later. */
export function useLatest<Value>(value: Value): { readonly current: Value } {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}
