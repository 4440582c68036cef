import type { ChatStorage } from '../../src/chat/storage/chat-storage.ts';
import type { StoredChat } from '../../src/chat/state/stored-chat.ts';

/** What a browser keeps from page to page; only the newest page writes it, because the ones before are dead. */
export class BrowserStorage {
  #stored: StoredChat | undefined;
  #pages = 0;

  /** Gives the next page its way to the storage. */
  open(): ChatStorage {
    const page = ++this.#pages;
    return {
      load: () => this.#stored,
      save: (_, chat) => {
        if (page === this.#pages) this.#stored = structuredClone(chat);
      },
      remove: () => {},
    };
  }
}
