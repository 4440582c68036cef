'use client';

import { type RefObject, useEffect } from 'react';
import { LazyPart } from './lazy-part.ts';
import { useLazyPart } from './use-lazy-part.ts';

const scrollStop = new LazyPart(() => import('./scroll-stop.ts'));

/**
 * Makes an element a stop of the Tab key as long as there is something in it to scroll to: who has no other means must
 * reach it, and everybody else must not pass through it.
 *
 * @param content What grows in it, where the element itself keeps its size. @default the element alone
 * @param idle Its `tabindex` while nothing scrolls. @default none, so that it cannot have the focus
 */
export function useScrollStop(
  ref: RefObject<HTMLElement | null>,
  content?: RefObject<HTMLElement | null>,
  idle?: -1 | 0,
): void {
  const part = useLazyPart(scrollStop, true);
  useEffect(() => {
    if (!part || !ref.current) return undefined;
    return part.watchScrolling(ref.current, content?.current ?? undefined, idle);
  }, [part, ref, content, idle]);
}
