'use client';
import type * as React from 'react';
import { useMemo, useState } from 'react';
import type { ChatListView } from '../../chat/react/use-chat-list.ts';
import type { ListedChat } from '../../chat/storage/listed-chat.ts';
import { useLatestCallback } from '../../view/use-latest-callback.ts';
import type { ChatLabels } from '../labels/chat-labels.ts';
import type { ChatActionsOf } from './chat-menu.ts';
import { nameOf, type RowActs } from './chat-row.tsx';
import type { ListRow } from './chat-rows.ts';
import type { PopupMenuProps } from './popup-menu.tsx';
import { useListKeys } from './use-list-keys.ts';
import { useRowFocus, type RowFocus } from './use-row-focus.ts';
import { useRowWindow, type RowWindow } from './use-row-window.ts';

/** Props of the grid of chats. */
export interface ChatGridProps {
  readonly list: ChatListView;
  readonly rows: readonly ListRow[];
  readonly texts: ChatLabels;
  readonly open: (chatId: string) => void;
  readonly undo: (chatId: string) => void;
  readonly chatActions: ChatActionsOf | undefined;
}

type ChatLine = Extract<ListRow, { type: 'chat' }>;

/** The menu that is open, and where. */
interface OpenMenu {
  readonly chat: ListedChat;
  readonly at: PopupMenuProps['at'];
}

/** What the rows of a list do, and what is going on with them. */
export interface Grid {
  /** The chats in the order of their rows. */
  readonly chats: readonly ListedChat[];
  readonly view: RowWindow;
  readonly focus: RowFocus;
  readonly acts: RowActs;
  readonly menu: OpenMenu | undefined;
  readonly closeMenu: () => void;
  /** The chat whose title is being changed. */
  readonly renamed: string | undefined;
  /** Begins to change a title; absent where chats cannot be renamed. */
  readonly rename: ((chat: ListedChat) => void) | undefined;
  readonly remove: (chat: ListedChat) => void;
  readonly pressKey: React.KeyboardEventHandler<HTMLElement>;
}

/** Keeps what is open, renamed and focused in a list of chats. */
export function useGrid(
  box: React.RefObject<HTMLElement | null>,
  { list, rows, texts, open, undo }: ChatGridProps,
): Grid {
  const chats = useMemo(
    () => rows.filter((row): row is ChatLine => row.type === 'chat').map(({ chat }) => chat),
    [rows],
  );
  const focus = useRowFocus(box, rows, chats, list.activeId);
  const view = useRowWindow(rows, box, focus.row);
  const [menu, setMenu] = useState<OpenMenu>();
  const { renamed, rename, takeTitle } = useRenaming(list, focus);
  const openRow = useLatestCallback(({ id }: ListedChat) => open(id));
  const openMenu = useLatestCallback((chat: ListedChat, at: OpenMenu['at']) =>
    setMenu({ chat, at }),
  );
  const remove = useLatestCallback((chat: ListedChat) => {
    const at = chats.findIndex(({ id }) => id === chat.id);
    focus.move((chats[at + 1] ?? chats[at - 1])?.id);
    list.remove(chat.id);
  });
  const acts = useMemo(
    () => ({ open: openRow, openMenu, rename, remove, takeTitle }),
    [openRow, openMenu, rename, remove, takeTitle],
  );
  const closeMenu = useLatestCallback(() => {
    setMenu(undefined);
    focus.move(menu?.chat.id, '[aria-haspopup]');
  });
  const pressKey = useListKeys({
    chats,
    at: chats.findIndex(({ id }) => id === focus.id),
    page: Math.max(1, view.shown.length >> 1),
    nameOf: (chat) => nameOf(chat, texts),
    focus(index) {
      view.reveal(rows.findIndex((row) => row.type === 'chat' && row.index === index));
      focus.move(chats[index]?.id);
    },
    rename,
    remove,
    undo() {
      const last = list.removed.at(-1);
      if (last) undo(last.chat.id);
    },
  });
  return { chats, view, focus, acts, menu, closeMenu, renamed, rename, remove, pressKey };
}

function useRenaming({ canRename, rename: save }: ChatGridProps['list'], focus: RowFocus) {
  const [renamed, setRenamed] = useState<string>();
  const takeTitle = useLatestCallback(
    ({ id }: ListedChat, title: string | undefined, hadFocus: boolean) => {
      setRenamed(undefined);
      if (title !== undefined) save(id, title);
      if (hadFocus) focus.move(id);
    },
  );
  const rename = useLatestCallback(({ id }: ListedChat) => {
    // The field takes the focus itself.
    focus.move(undefined);
    setRenamed(id);
  });
  return { renamed, rename: canRename ? rename : undefined, takeTitle };
}
