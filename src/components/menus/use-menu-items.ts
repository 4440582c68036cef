'use client';
import { useEffect, useState } from 'react';
import type { ComposerMenuItem } from './composer-menu.ts';
import { filterItems } from './filter-items.ts';
import type { OpenQuery } from './open-query.ts';

/** What {@link useMenuItems} gives. */
export interface MenuItems {
  readonly items: readonly ComposerMenuItem[];
  /** Whether a function of the host has not answered yet; what it answered before is shown until then. */
  readonly isLoading: boolean;
}

/** What a function of the host has answered, and to what. */
interface Answer {
  readonly open: OpenQuery;
  readonly items: readonly ComposerMenuItem[];
}

const none: readonly ComposerMenuItem[] = [];

/** What the open menu offers for what is typed. */
export function useMenuItems(open: OpenQuery | undefined): MenuItems {
  const [answer, setAnswer] = useState<Answer>();
  useEffect(() => {
    if (!open || typeof open.menu.items !== 'function') return undefined;
    const { items: ask } = open.menu;
    const asking = new AbortController();
    const show = (items: readonly ComposerMenuItem[]) => {
      if (!asking.signal.aborted) setAnswer({ items, open });
    };
    // In a promise, so that one that throws at once fails as one that rejects.
    Promise.resolve()
      .then(() => ask(open.query, asking.signal))
      .then(show, () => show(none));
    return () => asking.abort();
  }, [open]);
  if (!open) return { items: none, isLoading: false };
  const { items } = open.menu;
  if (typeof items !== 'function')
    return { items: filterItems(items, open.query), isLoading: false };
  const isOfThis = answer?.open.menu === open.menu && answer.open.start === open.start;
  return { items: isOfThis ? answer.items : none, isLoading: answer?.open !== open };
}
