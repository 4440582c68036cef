'use client';

import { useEffect, useSyncExternalStore } from 'react';

type CodeFurniture = typeof import('./code-furniture.ts');

let furniture: CodeFurniture | undefined;
const listeners = new Set<() => void>();

/** The components of a code block that few have, once they are wanted and have loaded. */
export function useCodeFurniture(isWanted: boolean): CodeFurniture | undefined {
  const loaded = useSyncExternalStore(
    subscribe,
    () => furniture,
    () => undefined,
  );
  useEffect(() => {
    if (isWanted && furniture === undefined) void loadFurniture();
  }, [isWanted]);
  return isWanted ? loaded : undefined;
}

async function loadFurniture(): Promise<void> {
  try {
    furniture = await import('./code-furniture.ts');
    for (const listener of listeners) listener();
  } catch {
    // Without it the code is still there to be read and copied.
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
