'use client';
import type * as React from 'react';
import { useEffect } from 'react';
import { LazyPart } from '../view/lazy-part.ts';

const keyboardRoom = new LazyPart(() => import('./keyboard-room.ts'));

/** Keeps a chat at the bottom edge of the window above the keyboard on the screen; what does it loads when what is seen changes. */
export function useKeyboardRoom(root: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const view = window.visualViewport;
    const leaving = new AbortController();
    const { signal } = leaving;
    const begin = async () => {
      const part = await keyboardRoom.load();
      if (!part || signal.aborted || !root.current || !view) return;
      signal.addEventListener('abort', part.makeKeyboardRoom(root.current, view));
    };
    view?.addEventListener('resize', () => void begin(), { signal, once: true });
    return () => leaving.abort();
  }, [root]);
}
