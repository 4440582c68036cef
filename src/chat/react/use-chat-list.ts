'use client';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useLatest } from '../../view/use-latest.ts';
import type { ChatListState } from '../list/chat-list-state.ts';
import {
  createChatList,
  type ChatListActs,
  type ChatListOptions,
} from '../list/create-chat-list.ts';
import type { ChatStorage } from '../storage/chat-storage.ts';

/** Options of {@link useChatList}. */
export interface UseChatListOptions extends ChatListOptions {
  /** The open chat, where the page itself knows it, from its address for example; then `onOpen` has to change it. @default the list's own */
  readonly activeId?: string | undefined;
  /** Is told of each chat that is opened, a new one among them. @default none */
  readonly onOpen?: ((chatId: string) => void) | undefined;
}

/** The chats of a storage, and what can be done with them; the functions stay the same. */
export interface ChatListView extends ChatListState, ChatListActs {}

/**
 * Lists the chats of a storage and follows what happens to them, in this page and in other tabs. Storage and options are read
 * once, at the first render, all but `activeId` and `onOpen`. Give `activeId` to `useStreamingChat` as its `id`, with the same
 * storage.
 *
 * @example
 * const [storage] = useState(localChatStorage);
 * const list = useChatList(storage);
 * const chat = useStreamingChat({ id: list.activeId, storage });
 */
export function useChatList(storage: ChatStorage, options: UseChatListOptions = {}): ChatListView {
  const [list] = useState(() =>
    createChatList(storage, { ...options, initialId: options.activeId ?? options.initialId }),
  );
  const latest = useLatest(options);
  const { activeId } = options;
  useEffect(() => list.start(), [list]);
  useEffect(() => {
    if (activeId !== undefined) list.open(activeId);
  }, [list, activeId]);
  const state = useSyncExternalStore(list.subscribe, list.getState, list.getState);
  const acts = useMemo(() => {
    const told = (chatId: string) => {
      latest.current.onOpen?.(chatId);
      return chatId;
    };
    return {
      ...list,
      open(chatId: string) {
        if (latest.current.activeId === undefined) list.open(chatId);
        told(chatId);
      },
      create: () => told(list.create()),
    };
  }, [list, latest]);
  return useMemo(
    () => ({ ...acts, ...state, activeId: activeId ?? state.activeId }),
    [acts, state, activeId],
  );
}
