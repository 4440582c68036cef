import { useState } from 'react';

/** Keeps the last value while the new one has the same fields, so that literals in props cost nothing. */
export function useShallow<T>(value: T, depth = 1): T {
  const [kept, setKept] = useState<{ value: T }>({ value });
  if (isShallowEqual(kept.value, value, depth)) return kept.value;
  setKept({ value });
  return value;
}

function isShallowEqual(a: unknown, b: unknown, depth: number): boolean {
  if (Object.is(a, b)) return true;
  if (depth === 0 || typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
  const entries = Object.entries(a);
  const others = new Map<string, unknown>(Object.entries(b));
  return (
    entries.length === others.size &&
    entries.every(
      ([name, value]) => others.has(name) && isShallowEqual(value, others.get(name), depth - 1),
    )
  );
}
