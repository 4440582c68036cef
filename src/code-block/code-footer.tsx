'use client';
import type * as React from 'react';

import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useWords } from '../view/labels-context.ts';
import { englishCodeFurniture } from './code-furniture-labels.ts';
import { addLayoutRule } from '../view/layout-rule.ts';
import { type CodePage, pageLines } from '../highlight/plain-lines.ts';

/** Props of `CodeFooter`. */
export interface CodeFooterProps {
  readonly codeRef: React.RefObject<HTMLElement | null>;
  readonly pages: readonly CodePage[];
  readonly maxLines: number;
  readonly isOpen: boolean;
  /** Hears how many lines are shown, undefined for all. */
  readonly onLimit: (shownLines: number | undefined) => void;
}

/** Pixels from the end at which the reader still follows. */
const tolerance = 8;

/**
 * Shows long code in part: in a box that scrolls, and stays at its end while code grows and the
 * reader follows. Renders the button that shows all, where there is more.
 */
export function CodeFooter({
  codeRef,
  pages,
  maxLines,
  isOpen,
  onLimit,
}: CodeFooterProps): React.ReactNode {
  const words = useWords(englishCodeFurniture);
  const [isExpanded, setExpanded] = useState(false);
  const lineCount = (pages.length - 1) * pageLines + (pages.at(-1)?.length ?? 0);
  const isLong = lineCount > maxLines;
  const isCollapsed = isLong && !isExpanded;
  useLayoutEffect(() => {
    if (isCollapsed) limitLines(codeRef.current, maxLines);
    onLimit(isCollapsed ? maxLines : undefined);
  }, [codeRef, isCollapsed, maxLines, onLimit]);
  useFollowing(codeRef, pages, isCollapsed && isOpen);
  return (
    isLong && (
      <div className="rv-code-footer" data-chrome="">
        <button
          type="button"
          className="rv-code-tool"
          aria-expanded={isExpanded}
          onClick={() => setExpanded(!isExpanded)}
        >
          {isExpanded ? words.showLess : words.showAllLines(lineCount)}
        </button>
      </div>
    )
  );
}

/** Adds the rule that shows so many lines; a rule, as a strict policy has no `style` attributes. */
function limitLines(code: HTMLElement | null, count: number): void {
  const block = `.rv-code-block[data-max-lines="${count}"] > code`;
  addLayoutRule(code, block, `max-block-size: calc(${count} * 1lh + 1.5rem)`);
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
  useLayoutEffect(() => {
    if (isActive && isFollowing.current && codeRef.current) codeRef.current.scrollTop = 1e9;
    // New pages are what there is to follow.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [codeRef, pages, isActive]);
}
