import { createId } from '../state/create-id.ts';
import type { ChatMarks, ChatStorage, FoundChat, ListedChange } from '../storage/chat-storage.ts';
import { onPageHide } from '../storage/page-hide.ts';
import { hasWords, titleOf, wordsOf } from '../storage/search-words.ts';
import { withoutChat, type ChatListState } from './chat-list-state.ts';
import { createChatShelf } from './chat-shelf.ts';
import { createRemovals } from './removals.ts';

/** Options of {@link createChatList}. */
export interface ChatListOptions {
  /** The chat that is open at first. @default a new one */
  readonly initialId?: string | undefined;
  /** How long a deleted chat can be had back, in milliseconds. @default 10,000 */
  readonly undoMs?: number | undefined;
  /** Makes the ids of new chats. @default 128 random bits */
  readonly createId?: (() => string) | undefined;
}

/** What can be done with a list of chats; the functions stay the same. */
export interface ChatListActs {
  /** Opens a chat: it is `activeId` then, and no longer unread. */
  readonly open: (chatId: string) => void;
  /** Opens a new chat, which is listed once something was said in it; answers with its id. */
  readonly create: () => string;
  /** Gives a chat another title; an empty one changes nothing. */
  readonly rename: (chatId: string, title: string) => void;
  /** Keeps a chat above the others, or no longer. */
  readonly pin: (chatId: string, isPinned: boolean) => void;
  /** Takes a chat off the list; it is deleted once it can no longer be had back. */
  readonly remove: (chatId: string) => void;
  /** Takes the deletion of a chat back. */
  readonly undo: (chatId: string) => void;
  /** Stops the time in which a deletion can be taken back, or lets it begin anew. */
  readonly holdUndo: (isHeld: boolean) => void;
  /** Deletes now what could still be had back. */
  readonly finishRemovals: () => void;
  /** Gets more chats where the storage gives them in pages. */
  readonly loadMore: () => void;
  /** Reads the list anew. */
  readonly reload: () => void;
  /** Finds chats that have all words: those with the words in their titles first, then by what was said in them. */
  readonly search: (text: string, signal: AbortSignal) => AsyncIterable<FoundChat>;
  /** Whether the storage can rename chats. */
  readonly canRename: boolean;
  /** Whether the storage can pin chats. */
  readonly canPin: boolean;
}

/** A list of chats without a screen. */
export interface ChatListStore extends ChatListActs {
  /** The present state; the same object until something changes. */
  readonly getState: () => ChatListState;
  /** Calls the listener after each change; answers how to stop that. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Reads the list and follows its changes; the returned function stops that and makes deletions final. */
  readonly start: () => () => void;
}

/** Makes the list of the chats in a storage. */
export function createChatList(storage: ChatStorage, options: ChatListOptions = {}): ChatListStore {
  const { createId: makeId = createId, undoMs = 10_000 } = options;
  const shelf = createChatShelf(storage, options.initialId ?? makeId(), (id) => removals.has(id));
  const { getState, set, listed, put, load, tell } = shelf;
  const removals = createRemovals({
    undoMs,
    finish: (chatId) => void tell(() => storage.remove(chatId)),
    show: (removed) => set({ removed }),
  });
  return {
    getState,
    subscribe: shelf.subscribe,
    start: () => {
      const stopWatching = storage.watch?.(take);
      const stopLooking = shelf.keepFresh();
      const stopHiding = onPageHide(removals.finishAll);
      return () => {
        stopWatching?.();
        stopLooking();
        stopHiding();
        removals.finishAll();
      };
    },
    open,
    create,
    rename,
    pin: (chatId, isPinned) => mark(chatId, { isPinned }),
    remove,
    undo,
    holdUndo: removals.hold,
    finishRemovals: removals.finishAll,
    loadMore: shelf.loadMore,
    reload: () => void load(),
    search: (text, signal) => searchList(storage, getState().chats, text, signal, removals.has),
    canRename: storage.rename !== undefined,
    canPin: storage.mark !== undefined,
  };

  function take({ chatId, chat, isOwn }: ListedChange): void {
    if (!chat) {
      removals.forget(chatId);
      return set({ chats: withoutChat(getState().chats, chatId) });
    }
    if (removals.update(chat)) return;
    const hasEnded = listed(chatId)?.isRunning === true && !chat.isRunning;
    put(chat);
    // Only the page that has read an answer knows whether it was seen.
    const isHidden = globalThis.document?.visibilityState === 'hidden';
    const isSeen = chatId === getState().activeId && !isHidden;
    if (isOwn && hasEnded && !isSeen) mark(chatId, { isUnread: true });
  }

  function open(chatId: string): void {
    set({ activeId: chatId });
    if (listed(chatId)?.isUnread) mark(chatId, { isUnread: false });
  }

  function create(): string {
    const { activeId } = getState();
    // A new chat in which nothing was said is as good as another.
    if (listed(activeId) || removals.has(activeId)) open(makeId());
    return getState().activeId;
  }

  function rename(chatId: string, title: string): void {
    const name = title.trim();
    const chat = listed(chatId);
    if (!name || !chat || !storage.rename) return;
    put({ ...chat, title: name });
    void tell(() => storage.rename?.(chatId, name));
  }

  function remove(chatId: string): void {
    const chat = listed(chatId);
    if (!chat) return;
    const wasActive = getState().activeId === chatId;
    set({ chats: withoutChat(getState().chats, chatId) });
    removals.add({ chat, wasActive });
    if (wasActive) create();
  }

  function undo(chatId: string): void {
    const removed = removals.undo(chatId);
    if (!removed) return;
    put(removed.chat);
    if (removed.wasActive && !listed(getState().activeId)) open(chatId);
  }

  function mark(chatId: string, marks: ChatMarks): void {
    const chat = listed(chatId);
    if (!chat || !storage.mark) return;
    put({ ...chat, ...marks });
    void tell(() => storage.mark?.(chatId, marks));
  }
}

async function* searchList(
  storage: ChatStorage,
  chats: ChatListState['chats'],
  text: string,
  signal: AbortSignal,
  isRemoved: (chatId: string) => boolean,
): AsyncGenerator<FoundChat, void, undefined> {
  const words = wordsOf(text);
  const named = new Set(chats.filter((chat) => hasWords(titleOf(chat), words)));
  for (const { id } of named) yield { id };
  const others = chats.filter((chat) => !named.has(chat));
  for await (const found of storage.search?.(text, { signal, chats: others }) ?? []) {
    if (signal.aborted) return;
    if (!isRemoved(found.id)) yield found;
  }
}
