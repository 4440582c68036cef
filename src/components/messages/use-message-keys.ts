'use client';
import type * as React from 'react';
import { useCallback, useEffect, useRef } from 'react';
import { LazyPart } from '../../view/lazy-part.ts';
import { useLazyPart } from '../../view/use-lazy-part.ts';
import type { FarRows } from './far-rows.ts';
import type { MessageKeys } from './message-keys.ts';
import type { StuckToBottom } from './use-stick-to-bottom.ts';

const messageKeys = new LazyPart(() => import('./message-keys.ts'));

/** What {@link useMessageKeys} gives. */
interface MessageKeysProps {
  /** Goes on an empty element behind the list. */
  readonly exitRef: React.RefObject<HTMLElement | null>;
  /** Goes on what scrolls. */
  readonly onKeyDown: React.KeyboardEventHandler;
}

/** Lets the keys go from message to message. */
export function useMessageKeys(
  { viewportRef, contentRef, release }: StuckToBottom,
  rows: FarRows,
): MessageKeysProps {
  const exitRef = useRef<HTMLElement>(null);
  const keys = useRef<MessageKeys>(undefined);
  const part = useLazyPart(messageKeys, true);
  useEffect(() => {
    const [viewport, content, exit] = [viewportRef.current, contentRef.current, exitRef.current];
    if (!part || !viewport || !content || !exit) return undefined;
    keys.current = new part.MessageKeys({ viewport, content, exit, rows, release });
    return keys.current.connect();
  }, [part, viewportRef, contentRef, rows, release]);
  const onKeyDown = useCallback((event: React.KeyboardEvent) => keys.current?.press(event), []);
  return { exitRef, onKeyDown };
}
