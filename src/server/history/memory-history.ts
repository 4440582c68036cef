import type { ChatHistory, ChatSummary, SavedChat } from './chat-history.ts';

/** How much a history in memory keeps. */
export interface MemoryHistoryOptions {
  /** How many chats; the one that was changed longest ago goes first. @default 1000 */
  readonly maxChats?: number | undefined;
}

/** Keeps chats in the memory of one process, for tests and demos: a restart forgets them. */
export function memoryHistory({ maxChats = 1000 }: MemoryHistoryOptions = {}): ChatHistory {
  // The one that was changed last stands last.
  const chats = new Map<string, SavedChat>();
  const put = (chat: SavedChat) => {
    const key = keyOf(chat.id, chat.owner);
    chats.delete(key);
    chats.set(key, chat);
    const [oldest] = chats.keys();
    if (chats.size > maxChats && oldest !== undefined) chats.delete(oldest);
  };
  return {
    load: (chatId, owner) => chats.get(keyOf(chatId, owner)),
    save: put,
    list(owner, { limit, cursor }) {
      const own = [...chats.values()].filter((chat) => chat.owner === owner).reverse();
      const start = cursor === undefined ? 0 : own.findIndex(({ id }) => id === cursor) + 1;
      const page = own.slice(start, start + limit);
      const next = start + limit < own.length ? page.at(-1)?.id : undefined;
      return { chats: page.map(summaryOf), next };
    },
    rename(chatId, owner, title) {
      const key = keyOf(chatId, owner);
      const chat = chats.get(key);
      if (chat) chats.set(key, { ...chat, title });
    },
    delete: (chatId, owner) => void chats.delete(keyOf(chatId, owner)),
  };
}

/** A chat without its messages. */
function summaryOf({ messages: _messages, ...summary }: SavedChat): ChatSummary {
  return summary;
}

function keyOf(chatId: string, owner: string): string {
  return JSON.stringify([owner, chatId]);
}
