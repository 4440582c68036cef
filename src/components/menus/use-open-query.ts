'use client';
import type * as React from 'react';
import { useCallback, useEffect, useState } from 'react';
import { useLatest } from '../../view/use-latest.ts';
import type { ComposerMenu } from './composer-menu.ts';
import { openQuery, type OpenQuery } from './open-query.ts';

/** What {@link useOpenQuery} gives. */
export interface OpenQueryState {
  /** What is typed behind a trigger, while its menu is open. */
  readonly open: OpenQuery | undefined;
  /** Closes the menu until another trigger is typed. */
  readonly dismiss: () => void;
}

/** Watches a field for the triggers of menus. */
export function useOpenQuery(
  fieldRef: React.RefObject<HTMLTextAreaElement | null>,
  menus: readonly ComposerMenu[],
): OpenQueryState {
  const latest = useLatest(menus);
  const [open, setOpen] = useState<OpenQuery>();
  const [dismissed, setDismissed] = useState<string>();
  useEffect(() => {
    const field = fieldRef.current;
    if (!field) return undefined;
    const look = () => setOpen((before) => sameOr(before, openIn(field, latest.current)));
    const listening = new AbortController();
    const { signal } = listening;
    for (const type of ['input', 'keyup', 'click', 'focus', 'blur'])
      field.addEventListener(type, look, { signal });
    field.ownerDocument.addEventListener('selectionchange', look, { signal });
    look();
    return () => listening.abort();
  }, [fieldRef, latest]);
  const key = open && `${open.menu.trigger} ${open.start}`;
  // Another trigger, or none: what was dismissed may open again.
  if (dismissed !== undefined && dismissed !== key) setDismissed(undefined);
  const dismiss = useCallback(() => setDismissed(key), [key]);
  return { open: dismissed === key ? undefined : open, dismiss };
}

function openIn(field: HTMLTextAreaElement, menus: readonly ComposerMenu[]): OpenQuery | undefined {
  const { selectionStart, selectionEnd, value } = field;
  const { activeElement } = field.getRootNode() as Document | ShadowRoot;
  if (activeElement !== field || selectionStart !== selectionEnd) return undefined;
  return openQuery(value, selectionStart, menus);
}

function sameOr(before: OpenQuery | undefined, next: OpenQuery | undefined): OpenQuery | undefined {
  const isSame =
    before?.menu === next?.menu && before?.start === next?.start && before?.query === next?.query;
  return isSame ? before : next;
}
