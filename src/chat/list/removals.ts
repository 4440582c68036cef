import type { ListedChat } from '../storage/listed-chat.ts';
import type { RemovedChat } from './chat-list-state.ts';

/** What deleting with a way back needs. */
export interface RemovalsHost {
  /** Milliseconds. */
  readonly undoMs: number;
  /** Deletes a chat for good. */
  readonly finish: (chatId: string) => void;
  /** Shows what can still be had back. */
  readonly show: (removed: readonly RemovedChat[]) => void;
}

/** Chats that were deleted and can still be had back, each for its time. */
export interface Removals {
  readonly add: (removed: RemovedChat) => void;
  /** Gives a chat back; undefined when it is too late. */
  readonly undo: (chatId: string) => RemovedChat | undefined;
  /** Stops the time, or lets it begin anew. */
  readonly hold: (isHeld: boolean) => void;
  /** Deletes all of them now. */
  readonly finishAll: () => void;
  /** Forgets one that somebody else has deleted. */
  readonly forget: (chatId: string) => void;
  /** Takes what has become of a chat meanwhile; answers whether it is one of them. */
  readonly update: (chat: ListedChat) => boolean;
  readonly has: (chatId: string) => boolean;
}

/** Makes a place for deleted chats. */
export function createRemovals({ undoMs, finish, show }: RemovalsHost): Removals {
  const removed = new Map<string, RemovedChat>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  let isHeld = false;
  return {
    add(chat) {
      const { id } = chat.chat;
      removed.set(id, chat);
      wait(id);
      tell();
    },
    undo(chatId) {
      const chat = removed.get(chatId);
      drop(chatId);
      return chat;
    },
    hold(held) {
      isHeld = held;
      for (const id of removed.keys()) wait(id);
    },
    finishAll() {
      for (const id of removed.keys()) end(id);
    },
    forget: drop,
    update(chat) {
      const before = removed.get(chat.id);
      if (before) removed.set(chat.id, { ...before, chat });
      return before !== undefined;
    },
    has: (chatId) => removed.has(chatId),
  };

  function wait(id: string): void {
    clearTimeout(timers.get(id));
    if (!isHeld)
      timers.set(
        id,
        setTimeout(() => end(id), undoMs),
      );
  }

  function end(id: string): void {
    drop(id);
    finish(id);
  }

  function drop(id: string): void {
    clearTimeout(timers.get(id));
    timers.delete(id);
    if (removed.delete(id)) tell();
  }

  function tell(): void {
    show([...removed.values()]);
  }
}
