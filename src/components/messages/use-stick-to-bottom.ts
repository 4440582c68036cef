'use client';
import type * as React from 'react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { StickToBottom } from './stick-to-bottom.ts';
import { attributeIs } from '../../view/attribute-is.ts';

/** What {@link useStickToBottom} gives: two refs to attach, the state, and the way back to the end. */
export interface StuckToBottom {
  /** Has the element that scrolls. */
  readonly viewportRef: React.RefObject<HTMLDivElement | null>;
  /** Goes on the element that scrolls. */
  readonly openRef: React.RefCallback<HTMLDivElement>;
  /** Goes on the element inside it that grows. */
  readonly contentRef: React.RefObject<HTMLDivElement | null>;
  readonly isFollowing: boolean;
  /** Goes to the end and follows again; never changes. */
  readonly follow: (behavior?: ScrollBehavior) => void;
  /** Goes on an empty element below the content. */
  readonly roomRef: React.RefObject<HTMLDivElement | null>;
  /** Follows until a question is at the top of the view, or with room below it goes there at once. Never changes. */
  readonly ask: (questionId: string, hasRoom: boolean) => void;
  /** Lets go of the end; never changes. */
  readonly release: () => void;
  /** Takes down where the reader is; answers how to go back there. Never changes. */
  readonly hold: () => () => void;
}

/** Keeps a list at its end while it grows, and lets go when the reader scrolls up; `onResize` hears of each new size. */
export function useStickToBottom(onResize: () => void): StuckToBottom {
  const viewportRef = useRef<HTMLDivElement>(null);
  const contentRef = useRef<HTMLDivElement>(null);
  const roomRef = useRef<HTMLDivElement>(null);
  const stick = useRef<StickToBottom>(undefined);
  const [isFollowing, setFollowing] = useState(true);
  // Before the first frame: who opens a chat sees its end, not first its beginning.
  const openRef = useCallback((viewport: HTMLDivElement | null) => {
    viewportRef.current = viewport;
    if (viewport && contentRef.current?.hasChildNodes()) viewport.scrollTop = viewport.scrollHeight;
  }, []);
  useEffect(() => {
    if (!viewportRef.current || !contentRef.current) return undefined;
    stick.current = new StickToBottom(viewportRef.current, contentRef.current, setFollowing);
    return stick.current.connect(onResize);
  }, [onResize]);
  const follow = useCallback((behavior?: ScrollBehavior) => stick.current?.follow(behavior), []);
  const hold = useCallback(() => stick.current?.hold() ?? (() => undefined), []);
  const ask = useCallback((questionId: string, hasRoom: boolean) => {
    const message = attributeIs('data-message-id', questionId);
    const row = contentRef.current?.querySelector(message)?.closest<HTMLElement>('.rv-row');
    const room = hasRoom ? roomRef.current : null;
    if (row) stick.current?.ask(row, room ?? undefined);
    else stick.current?.follow();
  }, []);
  const release = useCallback(() => stick.current?.release(), []);
  return { ask, release, openRef, roomRef, viewportRef, contentRef, isFollowing, follow, hold };
}
