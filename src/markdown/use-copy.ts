import { type ClipboardEvent, useEffect, useRef } from 'react';
import type { BlockGroup } from './block.ts';

type CopySelection = typeof import('./copy-selection.ts').copySelection;

let loaded: CopySelection | undefined;

/**
 * Makes the handler that copies selections as markdown and clean HTML. What it does is loaded after
 * the first render; until then, and where it cannot be loaded, the browser copies as it always does.
 */
export function useCopy(
  pages: readonly BlockGroup[],
  isWanted: boolean,
): ((event: ClipboardEvent) => void) | undefined {
  const latest = useRef(pages);
  useEffect(() => {
    latest.current = pages;
  }, [pages]);
  useEffect(() => {
    if (!isWanted || loaded) return;
    import('./copy-selection.ts').then(
      ({ copySelection }) => (loaded = copySelection),
      () => undefined,
    );
  }, [isWanted]);
  if (!isWanted) return undefined;
  return (event) => loaded?.(event.nativeEvent, event.currentTarget, latest.current);
}
