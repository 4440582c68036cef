import type { ChatMessage } from '../protocol/chat-message.ts';
import { tryJson } from '../protocol/json.ts';
import type { Branches } from './hidden-versions.ts';
import type { OutboxMessage } from './outbox-message.ts';

/** What a chat keeps for the next page load. */
export interface StoredChat {
  readonly messages: readonly ChatMessage[];
  /** The run that was still going; `resume()` asks the server for the rest of it. */
  readonly activeRunId?: string;
  /**
   * What the server has said of that run when it has not named it: nothing yet (`awaited`), or an answer without a name
   * (`unnamed`), which nobody can take up. Absent: it has named it.
   */
  readonly activeRun?: 'awaited' | 'unnamed';
  /** The answer that the run adds to, as it was before; absent when the run began one. */
  readonly continued?: ChatMessage;
  /** The versions that are not shown, by the message before them; absent when there are none. */
  readonly branches?: Branches;
  /** What the server does not have yet, the oldest first; absent when there is nothing. */
  readonly outbox?: readonly OutboxMessage[];
}

/**
 * A place that outlives the page. All may be asynchronous; of two saves the later one must win. What throws or rejects is
 * told `onError` (code `storage`), a save that fails again and again only once, and the chat goes on.
 */
export interface ChatStorage {
  load(chatId: string): StoredChat | undefined | Promise<StoredChat | undefined>;
  save(chatId: string, chat: StoredChat): void | Promise<void>;
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

/** Says whether what was found in a storage is a chat. */
export function isStoredChat(value: unknown): value is StoredChat {
  return (
    typeof value === 'object' &&
    value !== null &&
    'messages' in value &&
    Array.isArray(value.messages)
  );
}
