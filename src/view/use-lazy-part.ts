'use client';

import { useEffect, useSyncExternalStore } from 'react';
import type { LazyPart } from './lazy-part.ts';

/** A lazy part once it is wanted and has loaded: never on the server nor while hydrating. */
export function useLazyPart<Part>(part: LazyPart<Part>, isWanted: boolean): Part | undefined {
  const loaded = useSyncExternalStore(part.subscribe, part.get, () => undefined);
  useEffect(() => {
    if (isWanted && part.get() === undefined) void part.load();
  }, [part, isWanted]);
  return isWanted ? loaded : undefined;
}
