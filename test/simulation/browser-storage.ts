import type { ChatStorage, StoredChat } from '../../src/chat/chat-storage.ts';

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
