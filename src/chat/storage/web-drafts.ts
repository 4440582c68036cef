import type { ChatDrafts } from './chat-storage.ts';

const keyOf = (chatId: string) => `rivulet.draft:${chatId}`;

/** Drafts in a web storage, which answers at once. */
export interface WebDrafts extends ChatDrafts {
  /** Deletes a draft. */
  readonly remove: (chatId: string) => void;
}

/** Keeps drafts in a web storage, under `rivulet.draft:<chat id>`. */
export function webDrafts(open: () => Storage): WebDrafts {
  return {
    remove(chatId) {
      try {
        open().removeItem(keyOf(chatId));
      } catch {
        // Where nothing is kept, there is no draft to remove: the chat itself can go.
      }
    },
    load: (chatId) => open().getItem(keyOf(chatId)) ?? undefined,
    save(chatId, text) {
      if (text) open().setItem(keyOf(chatId), text);
      else open().removeItem(keyOf(chatId));
    },
  };
}
