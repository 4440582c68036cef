'use client';
import type * as React from 'react';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { ListIcon, type ListIconShape } from './list-icon.tsx';

/** Something that a menu offers. */
export interface MenuItem {
  readonly label: string;
  readonly icon?: ListIconShape | undefined;
  /** Whether it takes something away. */
  readonly isDanger?: boolean | undefined;
  readonly onSelect: () => void;
}

/** Props of {@link PopupMenu}. */
export interface PopupMenuProps {
  /** What the menu is about. */
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** Where it opens: below a box, or at a point. */
  readonly at: DOMRect | { readonly x: number; readonly y: number };
  /** It is to be closed; what was chosen is done after that, and may send the focus elsewhere. */
  readonly onClose: () => void;
}

/** A menu above the page, at home in no box that could cut it. Renders a `<div role="menu">`. */
export function PopupMenu({ label, items, at, onClose }: PopupMenuProps): React.JSX.Element {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const box = menu.current;
    if (!box) return;
    // Browsers without it show the menu in its place, above what stands there.
    box.showPopover?.();
    place(box, at);
    box.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
  }, [at]);
  useEffect(() => {
    const page = menu.current?.ownerDocument;
    const press = (event: Event) => {
      if (!event.composedPath().includes(menu.current as EventTarget)) onClose();
    };
    // What it belongs to moves away; that an answer scrolls elsewhere is no reason.
    const scroll = ({ target }: Event) => {
      if (target !== menu.current && (target as Node).contains(menu.current)) onClose();
    };
    page?.addEventListener('pointerdown', press, true);
    page?.addEventListener('scroll', scroll, true);
    return () => {
      page?.removeEventListener('pointerdown', press, true);
      page?.removeEventListener('scroll', scroll, true);
    };
  }, [onClose]);
  return (
    <div
      ref={menu}
      role="menu"
      tabIndex={-1}
      className="rv-menu"
      popover="manual"
      aria-label={label}
      data-chrome=""
      onKeyDown={(event) => pressKey(event, onClose)}
      onContextMenu={(event) => event.preventDefault()}
    >
      {items.map(({ label: words, icon, isDanger, onSelect }) => (
        <button
          key={words}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className="rv-menu-item"
          data-variant={isDanger ? 'danger' : undefined}
          onClick={() => {
            onClose();
            onSelect();
          }}
        >
          {icon && <ListIcon shape={icon} />}
          {words}
        </button>
      ))}
    </div>
  );
}

function pressKey(
  event: React.KeyboardEvent<HTMLElement>,
  onClose: PopupMenuProps['onClose'],
): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const at = items.findIndex((item) => item.matches(':focus'));
  const next = nextItem(event.key, at, items.length);
  event.stopPropagation();
  if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault();
    onClose();
  } else if (next !== undefined) {
    event.preventDefault();
    items[next]?.focus();
  } else if (/^\S$/u.test(event.key) && !event.ctrlKey && !event.metaKey) {
    const letter = event.key.toLocaleLowerCase();
    items.find((item) => item.textContent?.trim().toLocaleLowerCase().startsWith(letter))?.focus();
  }
}

function nextItem(key: string, at: number, count: number): number | undefined {
  if (key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowUp') return (at - 1 + count) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return undefined;
}

/** Puts the menu where it has room: below, else above, and never outside of the window. */
function place(menu: HTMLElement, at: PopupMenuProps['at']): void {
  const view = menu.ownerDocument.documentElement;
  const { width, height } = menu.getBoundingClientRect();
  const isRtl = menu.matches(':dir(rtl)');
  const isBox = 'bottom' in at;
  const start = isBox === isRtl ? at.x : at.x + (isBox ? at.width : 0) - width;
  const below = isBox ? at.bottom + 4 : at.y;
  const above = (isBox ? at.top - 4 : at.y) - height;
  const top = below + height <= view.clientHeight ? below : above;
  menu.style.left = `${within(start, view.clientWidth - width)}px`;
  menu.style.top = `${within(top, view.clientHeight - height)}px`;
}

function within(start: number, most: number): number {
  return Math.max(4, Math.min(start, most - 4));
}
