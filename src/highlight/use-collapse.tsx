'use client';

import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type CodePage, pageLines } from './code-lines.ts';
import { limitLines } from './layout-sheet.ts';

/** Whether long code shows in part, and the button that changes it. */
export interface Collapse {
  /** The lines shown, or undefined while all are. */
  readonly shownLines: number | undefined;
  readonly button: ReactNode;
}

// On the server there is nothing to scroll, and React 18 complains of layout effects there.
const useBrowserEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/** Pixels from the end at which the reader still follows. */
const tolerance = 8;

/** Shows long code in part: in a box that scrolls, and stays at its end while code grows and the reader follows. */
export function useCollapse(
  codeRef: React.RefObject<HTMLElement | null>,
  pages: readonly CodePage[],
  maxLines: number,
  isOpen: boolean,
): Collapse {
  const [isExpanded, setExpanded] = useState(false);
  const lineCount = (pages.length - 1) * pageLines + (pages.at(-1)?.length ?? 0);
  const isLong = lineCount > maxLines;
  const isCollapsed = isLong && !isExpanded;
  useFollowing(codeRef, pages, isCollapsed && isOpen);
  useBrowserEffect(() => {
    if (isCollapsed) limitLines(codeRef.current, maxLines);
  }, [codeRef, isCollapsed, maxLines]);
  const button = isLong && (
    <div className="rv-code-footer" data-chrome="">
      <button
        type="button"
        className="rv-code-tool"
        aria-expanded={isExpanded}
        onClick={() => setExpanded(!isExpanded)}
      >
        {isExpanded ? 'Show less' : `Show all ${lineCount} lines`}
      </button>
    </div>
  );
  return { shownLines: isCollapsed ? maxLines : undefined, button };
}

function useFollowing(
  codeRef: React.RefObject<HTMLElement | null>,
  pages: readonly CodePage[],
  isActive: boolean,
): void {
  const isFollowing = useRef(true);
  useEffect(() => {
    const element = codeRef.current;
    if (!isActive || element === null) return undefined;
    const watch = () => {
      const { scrollHeight, scrollTop, clientHeight } = element;
      isFollowing.current = scrollHeight - scrollTop - clientHeight <= tolerance;
    };
    element.addEventListener('scroll', watch, { passive: true });
    return () => element.removeEventListener('scroll', watch);
  }, [codeRef, isActive]);
  useBrowserEffect(() => {
    if (isActive && isFollowing.current && codeRef.current) codeRef.current.scrollTop = 1e9;
  }, [codeRef, pages, isActive]);
}
