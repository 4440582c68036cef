import type { ChatMessage } from '../protocol/chat-message.ts';

/** What a chat keeps for the next page load. */
export interface StoredChat {
  readonly messages: readonly ChatMessage[];
  /** The run that was still going; `resume()` asks the server for the rest of it. */
  readonly activeRunId?: string;
}

/** A place that outlives the page. `load` may be asynchronous; a full or forbidden store must not throw. */
export interface ChatStorage {
  load(chatId: string): StoredChat | undefined | Promise<StoredChat | undefined>;
  save(chatId: string, chat: StoredChat): void;
  remove(chatId: string): void;
}

/** Keeps chats in this tab's `sessionStorage`, under `rivulet:<chat id>`. */
export function sessionChatStorage(): ChatStorage {
  return webChatStorage(() => globalThis.sessionStorage);
}

/** Keeps chats in the browser's `localStorage`, under `rivulet:<chat id>`, for all tabs of this origin. */
export function localChatStorage(): ChatStorage {
  return webChatStorage(() => globalThis.localStorage);
}

function webChatStorage(open: () => Storage): ChatStorage {
  const key = (chatId: string) => `rivulet:${chatId}`;
  return {
    load: (chatId) => attempt(() => parseStoredChat(open().getItem(key(chatId)))),
    save: (chatId, chat) => attempt(() => open().setItem(key(chatId), JSON.stringify(chat))),
    remove: (chatId) => attempt(() => open().removeItem(key(chatId))),
  };
}

// A browser may forbid storage (private mode, a sandboxed frame) or be full; the chat goes on without it.
function attempt<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

function parseStoredChat(text: string | null): StoredChat | undefined {
  if (text === null) return undefined;
  const value = JSON.parse(text) as Partial<StoredChat> | null;
  if (!Array.isArray(value?.messages)) return undefined;
  return value as StoredChat;
}
