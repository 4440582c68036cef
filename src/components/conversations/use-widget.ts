'use client';
import type * as React from 'react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';

/** What a widget needs of its parts. */
export interface WidgetOptions {
  readonly open: boolean | undefined;
  readonly onOpenChange: ((isOpen: boolean) => void) | undefined;
  readonly panel: React.RefObject<HTMLElement | null>;
  readonly bubble: React.RefObject<HTMLElement | null>;
  readonly defaultOpen: boolean;
}

/** How a widget stands, and what opens and closes it. */
export interface Widget {
  readonly isOpen: boolean;
  /** Whether it has been open. */
  readonly wasOpened: boolean;
  /** Whether it has the whole window. */
  readonly isFull: boolean;
  /** Whether it cannot be smaller. */
  readonly isPhone: boolean;
  readonly set: (isOpen: boolean) => void;
  readonly setFull: (isFull: boolean) => void;
  readonly pressKey: React.KeyboardEventHandler<HTMLElement>;
}

/** Opens and closes a widget, and moves the focus along. */
export function useWidget(options: WidgetOptions): Widget {
  const { panel, bubble, open, defaultOpen, onOpenChange } = options;
  const [own, setOwn] = useState(defaultOpen);
  const [isLarge, setFull] = useState(false);
  const isOpen = open ?? own;
  const [wasOpened, setOpened] = useState(isOpen);
  if (isOpen && !wasOpened) setOpened(true);
  const isPhone = useIsPhone();
  const isFull = isOpen && (isLarge || isPhone);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (wasOpen.current === isOpen) return;
    wasOpen.current = isOpen;
    if (isOpen) placeToStart(panel.current)?.focus({ preventScroll: true });
    else if (hasFocus(panel.current)) bubble.current?.focus({ preventScroll: true });
  }, [isOpen, panel, bubble]);
  const set = (next: boolean) => {
    if (!next && hasFocus(panel.current)) bubble.current?.focus({ preventScroll: true });
    setOwn(next);
    onOpenChange?.(next);
  };
  return {
    isOpen,
    wasOpened,
    isFull,
    isPhone,
    set,
    setFull,
    pressKey(event) {
      if (event.key === 'Tab' && isFull) return keepInside(event);
      if (event.key !== 'Escape' || event.defaultPrevented || isAnswering(event)) return;
      event.preventDefault();
      set(false);
    },
  };
}

const phone = '(width <= 30rem)';

function useIsPhone(): boolean {
  return useSyncExternalStore(watchWidth, isNarrow, () => false);
}

function watchWidth(listener: () => void): () => void {
  const query = globalThis.matchMedia?.(phone);
  query?.addEventListener('change', listener);
  return () => query?.removeEventListener('change', listener);
}

function isNarrow(): boolean {
  return globalThis.matchMedia?.(phone).matches ?? false;
}

/** Where one writes; the panel where a field with the focus would bring up a keyboard over half of the screen. */
function placeToStart(panel: HTMLElement | null): HTMLElement | null {
  const isTouched = globalThis.matchMedia?.('(pointer: coarse)').matches;
  const field = isTouched
    ? null
    : panel?.querySelector<HTMLElement>('textarea, input:not([type="file"])');
  return field ?? panel;
}

function hasFocus(panel: HTMLElement | null): boolean {
  const root = panel?.getRootNode() as Partial<DocumentOrShadowRoot> | undefined;
  return Boolean(root?.activeElement && panel?.contains(root.activeElement));
}

/** Escape stops an answer first. */
function isAnswering({ target }: React.KeyboardEvent): boolean {
  const chat = (target as Element).closest('.rv-chat');
  return /submitted|streaming|reconnecting/.test(chat?.getAttribute('data-status') ?? '');
}

/** A chat that has the whole window keeps the focus: what is behind cannot be seen. */
function keepInside(event: React.KeyboardEvent<HTMLElement>): void {
  const places = [
    ...event.currentTarget.querySelectorAll<HTMLElement>(
      'a[href], button, input, select, textarea, summary, [tabindex="0"]',
    ),
  ].filter((place) => place.tabIndex >= 0 && place.getClientRects().length > 0);
  const from = event.shiftKey ? places[0] : places.at(-1);
  if (event.target !== from && event.target !== event.currentTarget) return;
  if (event.target === event.currentTarget && !event.shiftKey) return;
  event.preventDefault();
  (event.shiftKey ? places.at(-1) : places[0])?.focus();
}
