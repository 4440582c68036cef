import { isRecord, tryJson } from '../../protocol/json.ts';
import type { StoredChat } from '../state/stored-chat.ts';
import type { ChatListPage, ListedChange } from './chat-storage.ts';
import { idleSlices } from './idle-slices.ts';
import { pageOf } from './list-page.ts';
import { changesOf } from './listed-changes.ts';
import { summarize, type KeptSummary, type ListedChats } from './listed-chat.ts';

/** Where the summaries of a web storage are, and the chats that they sum up. */
export interface WebSummariesHost {
  /** Names the storage. */
  readonly place: string;
  readonly open: () => Storage;
  /** What the keys of the chats begin with. */
  readonly prefix: string;
  readonly load: (chatId: string) => StoredChat | undefined;
}

/** What a web storage lists: a summary for each chat beside it, so that a list of thousands reads no message. */
export interface WebSummaries {
  readonly maySave: (chatId: string, chat: StoredChat) => boolean;
  readonly save: (chatId: string, chat: StoredChat) => void;
  readonly remove: (chatId: string) => void;
  /** Changes what is listed of a chat that is there. */
  readonly change: (chatId: string, change: Partial<KeptSummary>) => void;
  readonly list: (page?: ChatListPage) => ListedChats | Promise<ListedChats>;
  readonly watch: (listener: (change: ListedChange) => void) => () => void;
}

const prefix = 'rivulet.chat:';

/** Keeps summaries under `rivulet.chat:<chat id>`. */
export function webSummaries({ place, open, prefix: chats, load }: WebSummariesHost): WebSummaries {
  const changes = changesOf(place);
  const read = (chatId: string) => parseSummary(open().getItem(prefix + chatId));
  return {
    maySave: (chatId, chat) => changes.maySave(chatId, chat),
    save,
    remove(chatId) {
      open().removeItem(prefix + chatId);
      changes.tell({ chatId, chat: undefined, isOwn: true });
    },
    change(chatId, change) {
      const kept = read(chatId);
      if (kept) put({ ...kept, ...change });
    },
    list(page) {
      const { listed, old } = look();
      if (old.length === 0) return pageOf(listed, page);
      return sumUp(old).then((added) => pageOf([...listed, ...added], page));
    },
    watch(listener) {
      const stop = changes.watch(listener);
      const hear = (event: StorageEvent) => hearStorage(event, open(), changes.tell.bind(changes));
      globalThis.addEventListener?.('storage', hear);
      return () => {
        stop();
        globalThis.removeEventListener?.('storage', hear);
      };
    },
  };

  function save(chatId: string, chat: StoredChat): KeptSummary | undefined {
    const summary = summarize(chatId, chat, read(chatId), Date.now());
    if (summary) put(summary);
    return summary;
  }

  function put(summary: KeptSummary): void {
    open().setItem(prefix + summary.id, JSON.stringify(summary));
    changes.tell({ chatId: summary.id, chat: summary, isOwn: true });
  }

  /** The summaries that are there, and the chats without one: an older version of the kit has stored them. */
  function look(): { listed: KeptSummary[]; old: string[] } {
    const storage = open();
    const listed: KeptSummary[] = [];
    const old: string[] = [];
    for (const key of Object.keys(storage)) {
      if (key.startsWith(prefix)) {
        const kept = parseSummary(storage.getItem(key));
        if (kept) listed.push(changes.found(kept));
      } else if (key.startsWith(chats)) {
        const chatId = key.slice(chats.length);
        if (storage.getItem(prefix + chatId) === null) old.push(chatId);
      }
    }
    return { listed, old };
  }

  async function sumUp(old: readonly string[]): Promise<KeptSummary[]> {
    const added: KeptSummary[] = [];
    const slices = idleSlices();
    for (const chatId of old) {
      await slices.next();
      const chat = load(chatId);
      const summary = chat && save(chatId, chat);
      if (summary) added.push(changes.found(summary));
    }
    return added;
  }
}

function hearStorage(
  { storageArea, key, newValue }: StorageEvent,
  storage: Storage,
  tell: (change: ListedChange) => void,
): void {
  if (storageArea !== storage || !key?.startsWith(prefix)) return;
  const chatId = key.slice(prefix.length);
  tell({ chatId, chat: parseSummary(newValue), isOwn: false });
}

function parseSummary(text: string | null): KeptSummary | undefined {
  const value = tryJson(text ?? 'null');
  const isSummary =
    isRecord(value) && typeof value['id'] === 'string' && typeof value['updatedAt'] === 'number';
  return isSummary ? (value as unknown as KeptSummary) : undefined;
}
