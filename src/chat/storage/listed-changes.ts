import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { StoredChat } from '../state/stored-chat.ts';
import type { ListedChange } from './chat-storage.ts';
import type { KeptSummary } from './listed-chat.ts';

/** What the storages of one place tell each other in this page: two of `localChatStorage()` are two doors to one room. */
export class ListedChanges {
  readonly #listeners = new Set<(change: ListedChange) => void>();
  /** The first message of each chat that was saved here. */
  readonly #saved = new Map<string, ChatMessage | undefined>();
  readonly #removed = new Map<string, ChatMessage | undefined>();
  readonly #running = new Set<string>();

  /** Calls a listener with each change; answers how to stop that. */
  readonly watch = (listener: (change: ListedChange) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Tells of a change. */
  tell(change: ListedChange): void {
    const { chatId, chat, isOwn } = change;
    if (chat?.isRunning) this.#running.add(chatId);
    else this.#running.delete(chatId);
    if (!chat && !this.#removed.has(chatId)) this.#removed.set(chatId, this.#saved.get(chatId));
    if (chat && !isOwn) this.#removed.delete(chatId);
    for (const listener of this.#listeners) listener(change);
  }

  /**
   * Whether a chat may be saved. One that was deleted may still stand in a page, which saves it when it goes away: it comes
   * back only when something else is saved under its name.
   */
  maySave(chatId: string, { messages }: StoredChat): boolean {
    const [first] = messages;
    const gone = this.#removed.get(chatId);
    if (gone !== undefined && gone === first) return false;
    this.#removed.delete(chatId);
    this.#saved.set(chatId, first);
    return true;
  }

  /** What is listed of a chat that was found in the storage: a run that nobody here has seen begin left something to see. */
  found(kept: KeptSummary): KeptSummary {
    if (!kept.isRunning || this.#running.has(kept.id)) return kept;
    return { ...kept, isRunning: false, isUnread: true };
  }
}

const places = new Map<string, ListedChanges>();

/** The changes of a place, by its name; one object for all of its storages. */
export function changesOf(place: string): ListedChanges {
  const changes = places.get(place) ?? new ListedChanges();
  places.set(place, changes);
  return changes;
}
