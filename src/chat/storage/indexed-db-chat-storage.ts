import { chatDatabase } from './chat-database.ts';
import type { ChatStorage } from './chat-storage.ts';
import { isEmptyChat, isStoredChat, type StoredChat } from '../state/stored-chat.ts';
import { idleSlices } from './idle-slices.ts';
import { pageOf } from './list-page.ts';
import { changesOf } from './listed-changes.ts';
import { summarize, type KeptSummary } from './listed-chat.ts';
import { searchEach } from './search-each.ts';
import { shareChanges } from './share-changes.ts';

/** Options of {@link indexedDbChatStorage}. */
export interface IndexedDbChatStorageOptions {
  /** The name of the database; its one store is `chats`. @default 'rivulet' */
  readonly database?: string | undefined;
}

// In the one store stand chats by their id, a summary and a draft of each by lists of two words: an older version of the kit
// finds its chats as before.
const summaryKey = (chatId: string): IDBValidKey => ['summary', chatId];
const draftKey = (chatId: string): IDBValidKey => ['draft', chatId];
const allSummaries = () => IDBKeyRange.bound(['summary'], ['summary', []]);
const allChats = () => IDBKeyRange.upperBound([], true);

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
  const { read, write, update } = chatDatabase(database);
  const place = `indexeddb:${database}`;
  const changes = changesOf(place);
  const shared = shareChanges(place, changes);
  /** The chats that are known to be there. */
  const present = new Set<string>();
  const load = async (chatId: string) => {
    const chat = await read<unknown>((store) => store.get(chatId));
    if (!isStoredChat(chat)) return undefined;
    present.add(chatId);
    return chat;
  };
  return {
    load,
    save,
    async remove(chatId) {
      await write((store) => {
        for (const key of [chatId, summaryKey(chatId), draftKey(chatId)]) store.delete(key);
      });
      shared.tell(chatId, undefined);
    },
    async list(page) {
      const kept = await read<KeptSummary[]>((store) => store.getAll(allSummaries()));
      const listed = [...kept.map((each) => changes.found(each)), ...(await sumUpOld(kept))];
      return pageOf(listed, page);
    },
    rename: (chatId, title) => change(chatId, (kept) => kept && { ...kept, title, isNamed: true }),
    mark: (chatId, marks) => change(chatId, (kept) => kept && { ...kept, ...marks }),
    watch: shared.watch,
    search: (text, asked) => searchEach(text, asked, load),
    drafts: {
      load: (chatId) => read<string | undefined>((store) => store.get(draftKey(chatId))),
      save: (chatId, text) =>
        write((store) => {
          if (text) store.put(text, draftKey(chatId));
          else store.delete(draftKey(chatId));
        }),
    },
  };

  async function save(chatId: string, chat: StoredChat): Promise<void> {
    // A chat in which nothing was said yet is not worth a place.
    if (isEmptyChat(chat) && !present.has(chatId)) return;
    if (!changes.maySave(chatId, chat)) return;
    present.add(chatId);
    await write((store) => store.put(chat, chatId));
    // Of its own, because it has to be read first: the chat must be whole even where there is no time for that.
    await change(chatId, (kept) => summarize(chatId, chat, kept, Date.now()));
  }

  async function change(
    chatId: string,
    make: (kept: KeptSummary | undefined) => KeptSummary | undefined,
  ): Promise<void> {
    const made = await update(summaryKey(chatId), make);
    if (made) shared.tell(chatId, made);
  }

  /** Lists the chats that an older version of the kit has stored. */
  async function sumUpOld(known: readonly KeptSummary[]): Promise<KeptSummary[]> {
    const ids = new Set<IDBValidKey>(known.map(({ id }) => id));
    const keys = await read((store) => store.getAllKeys(allChats()));
    const added: KeptSummary[] = [];
    const slices = idleSlices();
    for (const id of keys) {
      if (typeof id !== 'string' || ids.has(id)) continue;
      await slices.next();
      const chat = await load(id);
      const summary = chat && summarize(id, chat, undefined, Date.now());
      if (!summary) continue;
      await write((store) => store.put(summary, summaryKey(id)));
      added.push(changes.found(summary));
    }
    return added;
  }
}
