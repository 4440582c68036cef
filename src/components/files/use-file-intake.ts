'use client';
import type * as React from 'react';
import { useEffect } from 'react';
import { useLatestCallback } from '../../view/use-latest-callback.ts';
import { watchDrops } from './page-drops.ts';

/**
 * Takes the files that are pasted into or dropped on the chat around an element, or the element itself where no chat is
 * around it. `dropHint` is shown over that place while files are dragged over it.
 */
export function useFileIntake(
  elementRef: React.RefObject<HTMLElement | null>,
  isOn: boolean,
  add: (files: readonly File[]) => void,
  dropHint: string,
): void {
  const take = useLatestCallback(add);
  useEffect(() => {
    const element = elementRef.current;
    if (!isOn || !element) return undefined;
    const zone = element.closest<HTMLElement>('.rv-chat') ?? element;
    const paste = (event: ClipboardEvent) => {
      const files = pastedFiles(event);
      if (event.defaultPrevented || files.length === 0) return;
      event.preventDefault();
      take(files);
    };
    const over = (isOver: boolean) => {
      // The stylesheet shows it: nothing is put into the page while something is dragged over it.
      if (isOver) zone.dataset['drop'] = dropHint;
      else delete zone.dataset['drop'];
    };
    zone.addEventListener('paste', paste);
    const unwatch = watchDrops({ element: zone, take, over });
    return () => {
      zone.removeEventListener('paste', paste);
      unwatch();
    };
  }, [elementRef, isOn, take, dropHint]);
}

/** Cells of a sheet and words of a text processor come with a picture of themselves: there the words are meant. */
function pastedFiles({ clipboardData }: ClipboardEvent): readonly File[] {
  if (!clipboardData) return [];
  const { types, files } = clipboardData;
  const isText = types.includes('text/plain') && types.includes('text/html');
  return isText ? [] : [...files];
}
