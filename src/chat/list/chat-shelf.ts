import { asChatError } from '../../protocol/chat-error.ts';
import type { ChatStorage } from '../storage/chat-storage.ts';
import type { ListedChat } from '../storage/listed-chat.ts';
import { inOrder, withChat, type ChatListState } from './chat-list-state.ts';

/** The chats of a storage, as far as they were read. */
export interface ChatShelf {
  /** The present state; the same object until something changes. */
  readonly getState: () => ChatListState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Changes the state and tells the listeners. */
  readonly set: (change: Partial<ChatListState>) => void;
  /** A chat of the list. */
  readonly listed: (chatId: string) => ListedChat | undefined;
  /** Puts a chat into the list. */
  readonly put: (chat: ListedChat) => void;
  /** Reads the list from its beginning. */
  readonly load: () => Promise<void>;
  /** Reads the next page, where there is one. */
  readonly loadMore: () => void;
  /** Reads the list now, and whenever the page is looked at again after a while; answers how to stop that. */
  readonly keepFresh: () => () => void;
  /** Has the storage do something; what it could not do is told, and the list shows what is there. */
  readonly tell: (act: () => void | Promise<void>) => Promise<void>;
}

const staleMs = 60_000;

/** Makes an empty shelf; chats that are being deleted are not put on it. */
export function createChatShelf(
  storage: ChatStorage,
  activeId: string,
  isRemoved: (chatId: string) => boolean,
): ChatShelf {
  const listeners = new Set<() => void>();
  let state: ChatListState = {
    chats: [],
    activeId,
    status: 'loading',
    hasMore: false,
    removed: [],
  };
  let next: string | null = null;
  let isLoading = false;
  let loadedAt = 0;
  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set,
    listed: (chatId) => state.chats.find(({ id }) => id === chatId),
    put: (chat) => set({ chats: withChat(state.chats, chat) }),
    load: () => load(null),
    loadMore() {
      if (next !== null) void load(next);
    },
    keepFresh() {
      const page = globalThis.document;
      const look = () => {
        const isStale = Date.now() - loadedAt > staleMs;
        if (page.visibilityState === 'visible' && isStale) void load(null);
      };
      page?.addEventListener('visibilitychange', look);
      void load(null);
      return () => page?.removeEventListener('visibilitychange', look);
    },
    async tell(act) {
      try {
        await act();
      } catch (cause) {
        await load(null);
        fail(cause);
      }
    },
  };

  function set(change: Partial<ChatListState>): void {
    const names = Object.keys(change) as (keyof ChatListState)[];
    if (names.every((name) => state[name] === change[name])) return;
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  async function load(cursor: string | null): Promise<void> {
    if (isLoading) return;
    isLoading = true;
    try {
      const asked = storage.list?.({ cursor });
      // What is there at once is shown at once: a reload shows no empty list.
      const page = asked && 'then' in asked ? await asked : asked;
      next = page?.next ?? null;
      loadedAt = Date.now();
      const chats = joined(page?.chats ?? [], cursor !== null);
      set({ chats, status: 'ready', error: undefined, hasMore: next !== null });
    } catch (cause) {
      fail(cause, state.status === 'loading' ? 'error' : state.status);
    } finally {
      isLoading = false;
    }
  }

  function joined(chats: readonly ListedChat[], isMore: boolean): readonly ListedChat[] {
    const ids = new Set(chats.map(({ id }) => id));
    const before = isMore ? state.chats.filter(({ id }) => !ids.has(id)) : [];
    return [...before, ...chats].filter(({ id }) => !isRemoved(id)).toSorted(inOrder);
  }

  function fail(cause: unknown, status = state.status): void {
    const text = 'The chats could not be read or changed. Try again.';
    set({ error: asChatError(cause, 'storage', text), status });
  }
}
