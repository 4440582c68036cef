'use client';
import type * as React from 'react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { StickToBottom } from './stick-to-bottom.ts';

/** What {@link useStickToBottom} gives: two refs to attach, the state, and the way back to the end. */
export interface StuckToBottom {
  /** Goes on the element that scrolls. */
  readonly viewportRef: React.RefObject<HTMLDivElement | null>;
  /** Goes on the element inside it that grows. */
  readonly contentRef: React.RefObject<HTMLOListElement | null>;
  readonly isFollowing: boolean;
  /** Goes to the end and follows again; never changes. */
  readonly follow: (behavior?: ScrollBehavior) => void;
}

/** Keeps a list at its end while it grows, and lets go when the reader scrolls up. */
export function useStickToBottom(): StuckToBottom {
  const viewportRef = useRef<HTMLDivElement>(null);
  const contentRef = useRef<HTMLOListElement>(null);
  const stick = useRef<StickToBottom>(undefined);
  const [isFollowing, setFollowing] = useState(true);
  useEffect(() => {
    if (!viewportRef.current || !contentRef.current) return undefined;
    stick.current = new StickToBottom(viewportRef.current, contentRef.current, setFollowing);
    return stick.current.connect();
  }, []);
  const follow = useCallback((behavior?: ScrollBehavior) => stick.current?.follow(behavior), []);
  return { viewportRef, contentRef, isFollowing, follow };
}
