import { tryJson } from '../../protocol/json.ts';
import { isStoredChat, type StoredChat } from '../state/stored-chat.ts';

/**
 * A place that outlives the page. All may be asynchronous; of two saves the later one must win. What throws or rejects is
 * told `onError` (code `storage`), a save that fails again and again only once, and the chat goes on.
 */
export interface ChatStorage {
  /** Reads a chat; `undefined` when there is none. */
  load(chatId: string): StoredChat | undefined | Promise<StoredChat | undefined>;

  /** Writes a chat in place of what was stored under its id. */
  save(chatId: string, chat: StoredChat): void | Promise<void>;

  /** Deletes a chat; one that is not there is no failure. */
  remove(chatId: string): void | Promise<void>;
}

/** Keeps chats in this tab's `sessionStorage`, under `rivulet:<chat id>`; the oldest messages go when it is full. */
export function sessionChatStorage(): ChatStorage {
  return webChatStorage(() => globalThis.sessionStorage);
}

/**
 * Keeps chats in the browser's `localStorage`, under `rivulet:<chat id>`, for all tabs of this origin; the oldest
 * messages go when it is full.
 */
export function localChatStorage(): ChatStorage {
  return webChatStorage(() => globalThis.localStorage);
}

const keyOf = (chatId: string) => `rivulet:${chatId}`;

function webChatStorage(open: () => Storage): ChatStorage {
  return {
    load(chatId) {
      return parseStoredChat(open().getItem(keyOf(chatId)));
    },
    save(chatId, chat) {
      try {
        write(open(), chatId, chat);
      } catch (error) {
        // Full: what is newest is kept, and that it is not all is told.
        keepNewest(open(), chatId, chat);
        throw error;
      }
    },
    remove: (chatId) => open().removeItem(keyOf(chatId)),
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
