'use client';
import { useEffect, useState } from 'react';

/** Holds the value of the latest render, for callbacks that are made once and called later. */
export function useLatest<Value>(value: Value): { readonly current: Value } {
  const [latest] = useState(() => new Latest(value));
  useEffect(() => latest.set(value));
  return latest;
}

class Latest<Value> {
  current: Value;
  constructor(value: Value) {
    this.current = value;
  }
  set(value: Value): void {
    this.current = value;
  }
}
