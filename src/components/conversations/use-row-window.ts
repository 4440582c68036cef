'use client';
import type * as React from 'react';
import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import type { ListRow } from './chat-rows.ts';
import { layOut, type RowHeights, type RowLayout } from './row-layout.ts';

/** What of a list is rendered. */
export interface RowWindow {
  readonly layout: RowLayout;
  /** The rows to render, by their places. */
  readonly shown: readonly number[];
  /** Brings a row into view. */
  readonly reveal: (row: number) => void;
}

// Before anything was measured, and on a server.
const firstGuess: RowHeights = { heading: 36, chat: 40, found: 64 };
const firstView = { top: 0, height: 800 };
const beside = 300;

const useBrowserLayoutEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/** Renders of a long list what is seen, what is near, and the row that has the focus. */
export function useRowWindow(
  rows: readonly ListRow[],
  scroller: React.RefObject<HTMLElement | null>,
  focused: number,
): RowWindow {
  const [heights, setHeights] = useState(firstGuess);
  const [view, setView] = useState(firstView);
  const layout = useMemo(() => layOut(rows, heights), [rows, heights]);
  useBrowserLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return undefined;
    const look = () =>
      setView((known) => {
        const next = { top: box.scrollTop, height: box.clientHeight };
        return next.top === known.top && next.height === known.height ? known : next;
      });
    look();
    box.addEventListener('scroll', look, { passive: true });
    const observer = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(look);
    observer?.observe(box);
    return () => {
      box.removeEventListener('scroll', look);
      observer?.disconnect();
    };
  }, [scroller]);
  // After each render: another font, another zoom, another kind of row.
  useBrowserLayoutEffect(() => {
    const next = measure(scroller.current, heights);
    if (next) setHeights(next);
  });
  const [first, end] = layout.between(view.top - beside, view.top + view.height + beside);
  const shown = useMemo(() => {
    const places = Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at);
    if (focused >= 0 && focused < first) places.unshift(focused);
    if (focused >= end && focused < rows.length) places.push(focused);
    return places;
  }, [first, end, focused, rows.length]);
  const reveal = (row: number) => {
    const box = scroller.current;
    const top = layout.tops[row] ?? 0;
    const bottom = layout.tops[row + 1] ?? top;
    if (!box) return;
    if (top < box.scrollTop) box.scrollTo({ top: row <= 1 ? 0 : top });
    else if (bottom > box.scrollTop + box.clientHeight)
      box.scrollTo({ top: bottom - box.clientHeight });
  };
  return { layout, shown, reveal };
}

/** The heights of rows as they are now; undefined while they are as known. */
function measure(box: HTMLElement | null, known: RowHeights): RowHeights | undefined {
  const heightOf = (kind: keyof RowHeights) =>
    box?.querySelector<HTMLElement>(`[data-row="${kind}"]`)?.offsetHeight || known[kind];
  const next = { heading: heightOf('heading'), chat: heightOf('chat'), found: heightOf('found') };
  const isSame = (Object.keys(next) as (keyof RowHeights)[]).every(
    (kind) => next[kind] === known[kind],
  );
  return isSame ? undefined : next;
}
