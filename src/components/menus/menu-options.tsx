'use client';
import type * as React from 'react';
import { useEffect, useRef } from 'react';
import type { AidLabels } from '../labels/aid-labels.ts';
import type { ComposerMenuItem } from './composer-menu.ts';
import type { MenuItems } from './use-menu-items.ts';

/** Props of {@link MenuOptions}. */
export interface MenuOptionsProps {
  readonly listId: string;
  readonly label: string;
  readonly found: MenuItems;
  /** The place of the item that is chosen. */
  readonly active: number;
  readonly take: (item: ComposerMenuItem) => void;
  readonly words: AidLabels;
}

/** What a menu offers. Renders a `<div role="listbox">`, or a line that says why there is none. */
export function MenuOptions(props: MenuOptionsProps): React.JSX.Element {
  const { listId, label, found, active, take, words } = props;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (list.current) show(list.current, list.current.children[active]);
  }, [active]);
  if (found.items.length === 0) {
    const { offersLoading, offersNone } = words;
    return <p className="rv-offers-none">{found.isLoading ? offersLoading : offersNone}</p>;
  }
  return (
    <div
      ref={list}
      id={listId}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- it stands beside a field, which no list of the page's own can
      role="listbox"
      className="rv-offers-list"
      aria-label={label}
      aria-busy={found.isLoading || undefined}
      tabIndex={-1}
      // The field keeps the focus, and with it the keyboard of a phone.
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
    >
      {found.items.map((item, index) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field hears the keys
        <div
          key={item.id ?? item.label}
          id={`${listId}-${index}`}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- see above
          role="option"
          className="rv-offer"
          aria-selected={index === active}
          tabIndex={-1}
          onClick={() => take(item)}
        >
          <span className="rv-offer-label">{item.label}</span>
          {item.description && <span className="rv-offer-note">{item.description}</span>}
        </div>
      ))}
    </div>
  );
}

/** Scrolls a list, and nothing around it, until an option is seen. */
function show(list: HTMLElement, option: Element | undefined): void {
  if (!option) return;
  const [view, box] = [list.getBoundingClientRect(), option.getBoundingClientRect()];
  if (box.top < view.top) list.scrollTop -= view.top - box.top;
  else if (box.bottom > view.bottom) list.scrollTop += box.bottom - view.bottom;
}
