'use client';
import type * as React from 'react';
import { useLayoutEffect } from 'react';

/** How far it stays from what it belongs to, and from the edges. */
const gap = 6;

/**
 * Places what floats over a list near something in it, and again at each scroll: on the side where it should be, on the other
 * one where there is no room. It is not to be seen while what it belongs to is not.
 */
export function usePlace(
  ref: React.RefObject<HTMLElement | null>,
  viewportRef: React.RefObject<HTMLElement | null>,
  rectOf: () => DOMRect | undefined,
  side: 'above' | 'below' = 'above',
): void {
  useLayoutEffect(() => {
    const viewport = viewportRef.current;
    if (!viewport || !ref.current) return undefined;
    const place = () => {
      if (ref.current) move(ref.current, viewport, rectOf(), side);
    };
    place();
    const window = viewport.ownerDocument.defaultView;
    // What is in the list scrolls too: code, tables.
    viewport.addEventListener('scroll', place, { capture: true, passive: true });
    window?.addEventListener('resize', place);
    return () => {
      viewport.removeEventListener('scroll', place, { capture: true });
      window?.removeEventListener('resize', place);
    };
  });
}

function move(
  element: HTMLElement,
  viewport: HTMLElement,
  rect: DOMRect | undefined,
  side: 'above' | 'below',
): void {
  const frame = viewport.getBoundingClientRect();
  const isSeen = rect && rect.bottom > frame.top && rect.top < frame.bottom;
  element.style.visibility = isSeen ? '' : 'hidden';
  if (!isSeen) return;
  const { offsetWidth: width, offsetHeight: height } = element;
  const above = rect.top - gap - height;
  const below = rect.bottom + gap;
  const hasRoom = { above: above >= frame.top, below: below + height <= frame.bottom };
  const other = side === 'above' ? 'below' : 'above';
  const top = (hasRoom[side] || !hasRoom[other] ? side : other) === 'above' ? above : below;
  const left = rect.left + (rect.width - width) / 2;
  const list = element.offsetParent?.getBoundingClientRect() ?? frame;
  element.style.left = `${within(left, frame.left + gap, frame.right - width - gap) - list.left}px`;
  element.style.top = `${within(top, frame.top + gap, frame.bottom - height - gap) - list.top}px`;
}

function within(at: number, from: number, to: number): number {
  return Math.max(from, Math.min(at, to));
}
