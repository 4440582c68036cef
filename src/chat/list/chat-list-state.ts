import type { ChatError } from '../../protocol/chat-error.ts';
import type { ListedChat } from '../storage/listed-chat.ts';
import { byTime } from '../storage/list-page.ts';

/** A chat that was deleted and can still be had back. */
export interface RemovedChat {
  /** The chat as it was listed. */
  readonly chat: ListedChat;
  /** Whether it was the open one. */
  readonly wasActive: boolean;
}

/** What a list of chats shows. */
export interface ChatListState {
  /** The chats: pinned ones first, of each the last changed first. Objects that did not change keep their identity. */
  readonly chats: readonly ListedChat[];
  /** The open chat; one that is not listed is new. */
  readonly activeId: string;
  /** Whether the storage has answered. */
  readonly status: 'loading' | 'ready' | 'error';
  /** What the storage could not do last; absent once something has worked. */
  readonly error?: ChatError | undefined;
  /** Whether the storage has more chats than are listed; `loadMore` gets them. */
  readonly hasMore: boolean;
  /** What was deleted and can still be had back, the last deleted last. */
  readonly removed: readonly RemovedChat[];
}

/** Puts a chat into an ordered list, in place of the one with its id; the same list where nothing changes. */
export function withChat(chats: readonly ListedChat[], chat: ListedChat): readonly ListedChat[] {
  const at = chats.findIndex(({ id }) => id === chat.id);
  const before = chats[at];
  if (before && isSame(before, chat)) return chats;
  const others = before ? chats.toSpliced(at, 1) : chats;
  const place = others.findIndex((other) => inOrder(chat, other) < 0);
  return others.toSpliced(place < 0 ? others.length : place, 0, chat);
}

/** Takes a chat out; the same list where it is not there. */
export function withoutChat(chats: readonly ListedChat[], id: string): readonly ListedChat[] {
  return chats.some((chat) => chat.id === id) ? chats.filter((chat) => chat.id !== id) : chats;
}

/** Pinned chats first, of each the last changed first. */
export function inOrder(a: ListedChat, b: ListedChat): number {
  return Number(b.isPinned ?? false) - Number(a.isPinned ?? false) || byTime(a, b);
}

function isSame(a: ListedChat, b: ListedChat): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => Reflect.get(a, name) === Reflect.get(b, name));
}
