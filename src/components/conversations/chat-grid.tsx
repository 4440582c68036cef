'use client';
import type * as React from 'react';
import { useEffect, useRef } from 'react';
import type { ChatListView } from '../../chat/react/use-chat-list.ts';
import { LazyPart } from '../../view/lazy-part.ts';
import { useLazyPart } from '../../view/use-lazy-part.ts';
import { ChatRow, nameOf } from './chat-row.tsx';
import type { ListRow } from './chat-rows.ts';
import { chatMenu } from './chat-menu.ts';
import { useGrid, type ChatGridProps, type Grid } from './use-grid.ts';

const popupMenu = new LazyPart(() => import('./popup-menu.tsx'));
const loadMenu = () => void popupMenu.load();

/** The chats themselves, as many as are seen; one stop of the Tab key. Renders a `<div role="grid">`. */
export function ChatGrid(props: ChatGridProps): React.JSX.Element {
  const { list, rows, texts, chatActions } = props;
  const box = useRef<HTMLDivElement>(null);
  const grid = useGrid(box, props);
  const { chats, view, menu, rename, remove } = grid;
  const popup = useLazyPart(popupMenu, menu !== undefined || grid.focus.hasSeen);
  useMorePages(list, view.shown.at(-1) ?? 0, rows.length);
  return (
    <div ref={box} className="rv-chats-box">
      <div
        role="grid"
        tabIndex={-1}
        className="rv-chats-rows"
        aria-label={texts.chats}
        aria-rowcount={list.hasMore ? -1 : chats.length}
        aria-busy={list.status === 'loading' || undefined}
        style={{ blockSize: view.layout.tops[rows.length] }}
        onKeyDown={grid.pressKey}
        onFocus={grid.focus.see}
        onPointerEnter={loadMenu}
      >
        <ShownRows rows={rows} activeId={list.activeId} texts={texts} grid={grid} />
      </div>
      {menu && popup && (
        <popup.PopupMenu
          label={nameOf(menu.chat, texts)}
          items={chatMenu({ chat: menu.chat, list, texts, rename, remove, more: chatActions })}
          at={menu.at}
          onClose={grid.closeMenu}
        />
      )}
    </div>
  );
}

/** Gets more chats when the end of those that are known is near. */
function useMorePages({ hasMore, loadMore }: ChatListView, last: number, count: number): void {
  const wantedAt = hasMore && last >= count - 2 ? count : 0;
  useEffect(() => {
    if (wantedAt > 0) loadMore();
  }, [wantedAt, loadMore]);
}

interface ShownRowsProps extends Pick<ChatGridProps, 'rows' | 'texts'> {
  readonly activeId: string;
  readonly grid: Grid;
}

/** The rows that are seen, those of a day in one group. */
function ShownRows({ rows, ...rest }: ShownRowsProps): React.ReactNode {
  const groups = new Map<string, number[]>();
  for (const place of rest.grid.view.shown) {
    const { group = '' } = rows[place] ?? {};
    groups.set(group, [...(groups.get(group) ?? []), place]);
  }
  return [...groups].map(([group, places]) => (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as the grid
    <div key={group} role="rowgroup" aria-label={group || undefined}>
      {places.map((place) => (
        <ShownRow key={keyOf(rows[place])} row={rows[place]} place={place} {...rest} />
      ))}
    </div>
  ));
}

function keyOf(row: ListRow | undefined): string {
  return row?.type === 'chat' ? `chat ${row.chat.id}` : 'heading';
}

interface ShownRowProps extends Omit<ShownRowsProps, 'rows'> {
  readonly row: ListRow | undefined;
  readonly place: number;
}

function ShownRow({ row, place, activeId, texts, grid }: ShownRowProps): React.ReactNode {
  const { view, focus, acts, renamed } = grid;
  const top = view.layout.tops[place] ?? 0;
  if (!row) return null;
  if (row.type === 'heading') {
    return (
      // The group has the name already.
      <div
        className="rv-chats-group"
        data-row="heading"
        aria-hidden="true"
        style={{ insetBlockStart: top }}
      >
        {row.group}
      </div>
    );
  }
  const { chat, snippet, index } = row;
  return (
    <ChatRow
      {...{ chat, snippet, index, top, acts, texts }}
      isActive={chat.id === activeId}
      isStop={chat.id === focus.stopAmong(view.shown)}
      isRenamed={chat.id === renamed}
    />
  );
}
