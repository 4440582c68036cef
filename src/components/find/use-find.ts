'use client';
import type * as React from 'react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { asksToFind, findEvent } from './open-find.ts';

/** What {@link useFind} gives. */
export interface FindState {
  /** How often it was asked for, 0 while it is closed: each time the field takes the focus. */
  readonly asked: number;
  readonly close: () => void;
}

/** Whether the find field of a list is open; what had the focus before gets it back when it closes. */
export function useFind(viewportRef: React.RefObject<HTMLElement | null>): FindState {
  const [asked, setAsked] = useState(0);
  const from = useRef<Element | null>(undefined);
  useEffect(() => {
    const list = viewportRef.current?.parentElement;
    if (!list) return undefined;
    const open = (event: Event) => {
      // So that who asked knows that it is done.
      event.preventDefault();
      const { activeElement } = list.getRootNode() as Document | ShadowRoot;
      if (!activeElement?.closest('.rv-find')) from.current = activeElement;
      setAsked((count) => count + 1);
    };
    const press = (event: KeyboardEvent) => {
      if (!event.defaultPrevented && asksToFind(event)) open(event);
    };
    list.addEventListener(findEvent, open);
    list.addEventListener('keydown', press);
    return () => {
      list.removeEventListener(findEvent, open);
      list.removeEventListener('keydown', press);
    };
  }, [viewportRef]);
  const close = useCallback(() => {
    setAsked(0);
    const isThere = from.current?.isConnected && from.current !== document.body;
    const back = isThere ? from.current : viewportRef.current;
    if (back instanceof HTMLElement) back.focus({ preventScroll: true });
  }, [viewportRef]);
  return { asked, close };
}
