import { tryJson } from '../../protocol/json.ts';
import { isEmptyChat, isStoredChat, type StoredChat } from '../state/stored-chat.ts';
import type { ChatStorage } from './chat-storage.ts';
import { webDrafts } from './web-drafts.ts';
import { webSummaries } from './web-summaries.ts';
import { searchEach } from './search-each.ts';

/** Keeps chats in this tab's `sessionStorage`, under `rivulet:<chat id>`; the oldest messages go when it is full. */
export function sessionChatStorage(): ChatStorage {
  return webChatStorage('session', () => globalThis.sessionStorage);
}

/**
 * Keeps chats in the browser's `localStorage`, under `rivulet:<chat id>`, for all tabs of this origin; the oldest
 * messages go when it is full.
 */
export function localChatStorage(): ChatStorage {
  return webChatStorage('local', () => globalThis.localStorage);
}

const prefix = 'rivulet:';
const keyOf = (chatId: string) => `${prefix}${chatId}`;

function webChatStorage(place: string, open: () => Storage): ChatStorage {
  const load = (chatId: string) => parseStoredChat(open().getItem(keyOf(chatId)));
  const summaries = webSummaries({ place, open, prefix, load });
  const drafts = webDrafts(open);
  return {
    load,
    save(chatId, chat) {
      const storage = open();
      // A chat in which nothing was said yet is not worth a place.
      if (isEmptyChat(chat) && storage.getItem(keyOf(chatId)) === null) return;
      if (!summaries.maySave(chatId, chat)) return;
      try {
        write(storage, chatId, chat);
        summaries.save(chatId, chat);
      } catch (error) {
        // Full: what is newest is kept, and that it is not all is told.
        keepNewest(storage, chatId, chat);
        throw error;
      }
    },
    remove(chatId) {
      open().removeItem(keyOf(chatId));
      drafts.remove(chatId);
      summaries.remove(chatId);
    },
    list: summaries.list,
    rename: (chatId, title) => summaries.change(chatId, { title, isNamed: true }),
    mark: summaries.change,
    watch: summaries.watch,
    search: (text, options) => searchEach(text, options, load),
    drafts,
  };
}

/** Keeps as much as there is room for: first the versions go that nobody sees, then the oldest messages. */
function keepNewest(storage: Storage, chatId: string, chat: StoredChat): void {
  const { branches: _branches, ...shown } = chat;
  let { messages } = chat;
  while (!attempt(() => write(storage, chatId, { ...shown, messages })) && messages.length > 1) {
    messages = messages.slice(Math.ceil(messages.length / 2));
  }
}

function write(storage: Storage, chatId: string, chat: StoredChat): true {
  storage.setItem(keyOf(chatId), JSON.stringify(chat));
  return true;
}

function attempt<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

function parseStoredChat(text: string | null): StoredChat | undefined {
  // Anyone may have written there.
  const value = tryJson(text ?? 'null');
  return isStoredChat(value) ? value : undefined;
}
