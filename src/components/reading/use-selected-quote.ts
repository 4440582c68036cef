'use client';
import type * as React from 'react';
import { useCallback, useEffect, useState } from 'react';
import { selectedQuote, type SelectedQuote } from './selected-quote.ts';

/** What is selected of an answer once the selecting is over, and what puts its button away. */
export function useSelectedQuote(
  viewportRef: React.RefObject<HTMLElement | null>,
  buttonRef: React.RefObject<HTMLElement | null>,
): readonly [SelectedQuote | undefined, () => void] {
  const [selected, setSelected] = useState<SelectedQuote>();
  const dismiss = useCallback(() => setSelected(undefined), []);
  useEffect(() => {
    const viewport = viewportRef.current;
    return viewport ? watchSelection(viewport, setSelected) : undefined;
  }, [viewportRef]);
  useEffect(() => {
    const viewport = viewportRef.current;
    if (!selected || !viewport) return undefined;
    const press = (event: KeyboardEvent) => {
      const button = buttonRef.current;
      const isOnButton = event.target === button;
      if (event.key === 'Escape') {
        dismiss();
        if (!isOnButton) return;
        event.preventDefault();
        viewport.focus({ preventScroll: true });
      }
      if (isOnButton || !button || !isPlainTab(event) || !isInReading(event.target, viewport))
        return;
      event.preventDefault();
      event.stopPropagation();
      button.focus({ preventScroll: true });
    };
    const page = viewport.ownerDocument;
    page.addEventListener('keydown', press, true);
    return () => page.removeEventListener('keydown', press, true);
  }, [selected, dismiss, viewportRef, buttonRef]);
  return [selected, dismiss];
}

/** Tells each selection of an answer, while a pointer draws it only once it lets go. */
function watchSelection(
  viewport: HTMLElement,
  tell: (selected: SelectedQuote | undefined) => void,
): () => void {
  const page = viewport.ownerDocument;
  let isDrawing = viewport.matches(':active');
  const look = () => tell(isDrawing ? undefined : selectedQuote(viewport));
  const begin = ({ target }: Event) => {
    isDrawing = viewport.contains(target as Node);
  };
  const end = () => {
    if (!isDrawing) return;
    isDrawing = false;
    look();
  };
  look();
  page.addEventListener('selectionchange', look);
  page.addEventListener('pointerdown', begin);
  for (const type of ['pointerup', 'pointercancel']) page.addEventListener(type, end);
  return () => {
    page.removeEventListener('selectionchange', look);
    page.removeEventListener('pointerdown', begin);
    for (const type of ['pointerup', 'pointercancel']) page.removeEventListener(type, end);
  };
}

function isPlainTab({ key, shiftKey, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  return key === 'Tab' && !(shiftKey || ctrlKey || altKey || metaKey);
}

/** Whether a key is pressed where one reads, not somewhere else on the page. */
function isInReading(target: EventTarget | null, viewport: HTMLElement): boolean {
  return target === viewport.ownerDocument.body || viewport.contains(target as Node);
}
