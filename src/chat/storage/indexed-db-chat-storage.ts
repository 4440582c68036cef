import { type ChatStorage } from './chat-storage.ts';
import { isStoredChat, type StoredChat } from '../state/stored-chat.ts';

/** Options of {@link indexedDbChatStorage}. */
export interface IndexedDbChatStorageOptions {
  /** The name of the database; its one store is `chats`. @default 'rivulet' */
  readonly database?: string | undefined;
}

const storeName = 'chats';

/**
 * Keeps chats in the browser's IndexedDB, by their id, for all tabs of this origin: room for files and long chats, where
 * `localStorage` ends at 5 MB. Each save is one transaction, so a page that is closed while it writes has stored the old
 * chat or the new one, whole. A failure (no space, no permission) rejects, and the chat tells `onError` once.
 *
 * @example
 * useStreamingChat({ url: '/api/chat', id: 'main', storage: indexedDbChatStorage() })
 */
export function indexedDbChatStorage(options: IndexedDbChatStorageOptions = {}): ChatStorage {
  const { database = 'rivulet' } = options;
  let opened: IDBDatabase | undefined;
  let opening: Promise<IDBDatabase> | undefined;
  return {
    async load(chatId) {
      const store = (await open()).transaction(storeName).objectStore(storeName);
      const chat = await resultOf<unknown>(store.get(chatId));
      return isStoredChat(chat) ? chat : undefined;
    },
    save: (chatId, chat: StoredChat) => write((store) => store.put(chat, chatId)),
    remove: (chatId) => write((store) => store.delete(chatId)),
  };

  async function write(change: (store: IDBObjectStore) => void): Promise<void> {
    // A page that goes away has no time to wait: what is open is written to at once.
    const transaction = (opened ?? (await open())).transaction(storeName, 'readwrite');
    const written = completed(transaction);
    change(transaction.objectStore(storeName));
    transaction.commit();
    await written;
  }

  function open(): Promise<IDBDatabase> {
    opening ??= openDatabase(database).then(use, (error: unknown) => {
      forget();
      throw error;
    });
    return opening;
  }

  function use(db: IDBDatabase): IDBDatabase {
    opened = db;
    db.addEventListener('close', forget);
    // Another tab wants to change or delete the database, which must not hang on this one.
    db.addEventListener('versionchange', () => {
      db.close();
      forget();
    });
    return db;
  }

  function forget(): void {
    opened = undefined;
    opening = undefined;
  }
}

function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(storeName));
  return resultOf(request);
}

function resultOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(asError(request.error)));
  });
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => reject(asError(transaction.error)));
  });
}

function asError(error: DOMException | null): Error {
  return error ?? new DOMException('The database was closed.', 'AbortError');
}
