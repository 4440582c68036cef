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
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every(
      (name) => name in b && isShallowEqual(Reflect.get(a, name), Reflect.get(b, name), depth - 1),
    )
  );
}
