'use client';
import type * as React from 'react';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { McpAppDisplayMode } from './app-host.ts';

/** How an app stands, and what changes it. */
export interface DisplayMode {
  /** Of the element around the app. */
  readonly ref: React.RefObject<HTMLDivElement | null>;
  readonly mode: McpAppDisplayMode;
  /** Takes another mode where that is possible; returns the mode that the app has then. */
  readonly change: (mode: string) => McpAppDisplayMode;
}

/**
 * Full screen is the browser's top layer, as a popover: a frame that moves in the document would load anew, and
 * one that is only `fixed` stays inside of a message that is skipped off screen.
 */
export function useDisplayMode(): DisplayMode {
  const ref = useRef<HTMLDivElement>(null);
  const [mode, setMode] = useState<McpAppDisplayMode>('inline');
  const change = useCallback((wish: string): McpAppDisplayMode => {
    const isFull = wish === 'fullscreen' && ref.current?.showPopover !== undefined;
    const next = isFull ? 'fullscreen' : 'inline';
    setMode(next);
    return next;
  }, []);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element || mode === 'inline') return undefined;
    const { activeElement } = element.ownerDocument;
    element.popover = 'manual';
    element.showPopover();
    element.querySelector('button')?.focus();
    return () => {
      element.popover = null;
      if (activeElement instanceof HTMLElement) activeElement.focus();
    };
  }, [mode]);
  return { ref, mode, change };
}
