'use client';
import type * as React from 'react';
import { useEffect, useRef, useState } from 'react';
import type { ListedChat } from '../../chat/storage/listed-chat.ts';
import type { ListRow } from './chat-rows.ts';
import { attributeIs } from '../../view/attribute-is.ts';

/** Which chat of a list has the focus, or would get it. */
export interface RowFocus {
  /** The chat that had it last; the open one before that. */
  readonly id: string | undefined;
  /** Whether one has had it. */
  readonly hasSeen: boolean;
  /** Its row; -1 while it is not there. */
  readonly row: number;
  /** Moves the focus to a chat once it is rendered: to what opens it, or to another part of its row; undefined leaves it where it is. */
  readonly move: (chatId: string | undefined, part?: string) => void;
  /** Notes where the focus has come. */
  readonly see: (event: React.FocusEvent) => void;
  /** The chat that Tab reaches among the rendered rows. */
  readonly stopAmong: (shown: readonly number[]) => string | undefined;
}

interface Wanted {
  readonly id: string;
  readonly part: string;
}

/** Keeps the one stop of a list of chats. */
export function useRowFocus(
  box: React.RefObject<HTMLElement | null>,
  rows: readonly ListRow[],
  chats: readonly ListedChat[],
  activeId: string,
): RowFocus {
  const [seen, setSeen] = useState<string>();
  const [wanted, setWanted] = useState<Wanted>();
  const done = useRef<Wanted>(undefined);
  const isListed = (id: string | undefined) => chats.some((chat) => chat.id === id);
  const id = [wanted?.id, seen, activeId].find(isListed);
  const row = id === undefined ? -1 : rows.findIndex((each) => isRowOf(each, id));
  useEffect(() => {
    if (!wanted || done.current === wanted) return;
    const { id: chatId, part } = wanted;
    const place = box.current?.querySelector<HTMLElement>(
      `${attributeIs('data-chat-id', chatId)} ${part}`,
    );
    if (!place) return;
    done.current = wanted;
    place.focus({ preventScroll: true });
  });
  return {
    id,
    hasSeen: seen !== undefined,
    row,
    move(chatId, part = '.rv-chat-open') {
      setWanted(chatId === undefined ? undefined : { id: chatId, part });
    },
    see({ target }) {
      const chatId = target.closest<HTMLElement>('[data-chat-id]')?.dataset['chatId'];
      if (chatId === undefined) return;
      setSeen(chatId);
      setWanted(undefined);
    },
    stopAmong(shown) {
      if (shown.includes(row)) return id;
      for (const place of shown) {
        const each = rows[place];
        if (each?.type === 'chat') return each.chat.id;
      }
      return undefined;
    },
  };
}

function isRowOf(row: ListRow, id: string): boolean {
  return row.type === 'chat' && row.chat.id === id;
}
