'use client';
import type * as React from 'react';
import { useEffect, useId, useState } from 'react';
import { useLatest } from '../../view/use-latest.ts';
import { useWords } from '../../view/labels-context.ts';
import { englishAids, type AidLabels } from '../labels/aid-labels.ts';
import type { ComposerMenu, ComposerMenuItem } from './composer-menu.ts';
import { MenuOptions } from './menu-options.tsx';
import type { OpenQuery } from './open-query.ts';
import { putText } from './put-text.ts';
import { useMenuItems, type MenuItems } from './use-menu-items.ts';
import { useOpenQuery } from './use-open-query.ts';

/** Props of {@link ComposerMenus}. */
export interface ComposerMenusProps {
  /** Has the field in which the triggers are typed. */
  readonly fieldRef: React.RefObject<HTMLTextAreaElement | null>;
  readonly menus: readonly ComposerMenu[];
}

/** The menus of a message field. The focus stays in the field; arrows choose, Enter and Tab take, Escape closes. Renders a `<div>`. */
export function ComposerMenus({ fieldRef, menus }: ComposerMenusProps): React.JSX.Element {
  const words: AidLabels = useWords(englishAids);
  const { open, dismiss } = useOpenQuery(fieldRef, menus);
  const found = useMenuItems(open);
  const isShown = open !== undefined && offersAnything(open, found);
  const [active, setActive] = useActive(open, found.items.length);
  const listId = useId();
  const take = (item: ComposerMenuItem | undefined) => {
    if (!item || !open || !fieldRef.current) return;
    dismiss();
    takeItem(fieldRef.current, open, item);
  };
  useMenuKeys(fieldRef, {
    count: isShown ? found.items.length : 0,
    isShown,
    active,
    setActive,
    take: () => take(found.items[active]),
    dismiss,
  });
  useNamedList(
    fieldRef,
    isShown ? listId : undefined,
    isShown && found.items[active] ? active : -1,
  );
  return (
    <div className="rv-offers" data-chrome="">
      {isShown && (
        <MenuOptions {...{ listId, found, active, take, words }} label={open.menu.label} />
      )}
      <output className="rv-visually-hidden">{isShown ? told(found, words) : ''}</output>
    </div>
  );
}

/** Who has typed on behind a name of the menu's writes, and looks for nothing. */
function offersAnything({ query }: OpenQuery, { items, isLoading }: MenuItems): boolean {
  return items.length > 0 || (!/\s/.test(query) && (isLoading || query !== ''));
}

function told({ items, isLoading }: MenuItems, words: AidLabels): string {
  if (items.length > 0) return words.offers(items.length);
  return isLoading ? words.offersLoading : words.offersNone;
}

/** Which item is chosen: the first one, whenever something else is typed. */
function useActive(
  open: OpenQuery | undefined,
  count: number,
): readonly [number, (index: number) => void] {
  const [chosen, setChosen] = useState({ open, index: 0 });
  const index = chosen.open === open ? Math.min(chosen.index, Math.max(0, count - 1)) : 0;
  return [index, (next) => setChosen({ open, index: next })];
}

function takeItem(field: HTMLTextAreaElement, open: OpenQuery, item: ComposerMenuItem): void {
  const usual = item.onSelect ? '' : `${open.menu.trigger}${item.label}`;
  const text = item.insert ?? usual;
  const isFollowedBySpace = /^\s/.test(field.value.slice(open.end));
  putText(field, open.start, open.end, text && !isFollowedBySpace ? `${text} ` : text);
  item.onSelect?.();
}

interface MenuKeys {
  readonly count: number;
  readonly isShown: boolean;
  readonly active: number;
  readonly setActive: (index: number) => void;
  readonly take: () => void;
  readonly dismiss: () => void;
}

/** Hears the keys before the field does: Enter would send, and Escape would stop the answer. */
function useMenuKeys(fieldRef: ComposerMenusProps['fieldRef'], keys: MenuKeys): void {
  const latest = useLatest(keys);
  useEffect(() => {
    const field = fieldRef.current;
    const press = (event: KeyboardEvent) => {
      if (event.isComposing || event.keyCode === 229) return;
      if (!pressKey(event, latest.current)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    field?.addEventListener('keydown', press);
    return () => field?.removeEventListener('keydown', press);
  }, [fieldRef, latest]);
}

/** Answers whether the key was for the menu. */
function pressKey(event: KeyboardEvent, keys: MenuKeys): boolean {
  const { count, isShown, active, setActive } = keys;
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
  if (!isShown || shiftKey || ctrlKey || metaKey || altKey) return false;
  if (key === 'Escape') keys.dismiss();
  else if (count === 0) return false;
  else if (key === 'ArrowDown') setActive((active + 1) % count);
  else if (key === 'ArrowUp') setActive((active - 1 + count) % count);
  else if (key === 'Enter' || key === 'Tab') keys.take();
  else return false;
  return true;
}

/** Names the open list, and what is chosen in it, at the field that keeps the focus. */
function useNamedList(
  fieldRef: ComposerMenusProps['fieldRef'],
  listId: string | undefined,
  active: number,
): void {
  useEffect(() => {
    const field = fieldRef.current;
    if (!field || listId === undefined) return undefined;
    field.setAttribute('aria-autocomplete', 'list');
    field.setAttribute('aria-controls', listId);
    if (active >= 0) field.setAttribute('aria-activedescendant', `${listId}-${active}`);
    return () => {
      for (const name of ['autocomplete', 'controls', 'activedescendant'])
        field.removeAttribute(`aria-${name}`);
    };
  }, [fieldRef, listId, active]);
}
