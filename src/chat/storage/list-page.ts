import type { ChatListPage } from './chat-storage.ts';
import type { ListedChat, ListedChats } from './listed-chat.ts';

/** The wanted page of all chats, the last changed first; all of them where no limit is given. */
export function pageOf(all: readonly ListedChat[], page: ChatListPage = {}): ListedChats {
  const { limit = Infinity, cursor } = page;
  const sorted = all.toSorted(byTime);
  const start = typeof cursor === 'string' ? sorted.findIndex(({ id }) => id === cursor) + 1 : 0;
  const chats = sorted.slice(start, start + limit);
  const hasMore = start + chats.length < sorted.length;
  return { chats, next: (hasMore && chats.at(-1)?.id) || null };
}

/** Orders chats by their last change, the newest first. */
export function byTime(a: ListedChat, b: ListedChat): number {
  return b.updatedAt - a.updatedAt || (a.id < b.id ? -1 : 1);
}
