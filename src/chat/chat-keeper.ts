import { attempt, report } from './attempt.ts';
import type { ChatStorage, StoredChat } from './chat-storage.ts';

type Loaded = StoredChat | undefined;

/** Facts of a {@link ChatKeeper}. */
export interface ChatKeeperOptions {
  readonly chatId: string;
  readonly storage: ChatStorage | undefined;
  /** What is to be kept now. */
  readonly read: () => StoredChat;
  /** Milliseconds. */
  readonly now: () => number;
}

const saveEveryMs = 1000;

/** Keeps one chat in a storage, which may be absent or broken: what it throws is reported and changes nothing. */
export class ChatKeeper {
  readonly #options: ChatKeeperOptions;
  #savedAt = 0;

  constructor(options: ChatKeeperOptions) {
    this.#options = options;
  }

  /** What was kept before; a promise only where the storage needs one, so that a reload shows no empty frame. */
  load(): Loaded | Promise<Loaded> {
    const { storage, chatId } = this.#options;
    try {
      const loaded = storage?.load(chatId);
      return isPromise(loaded) ? loaded.then((value) => value, report) : loaded;
    } catch (error) {
      return report(error);
    }
  }

  /** Saves now. */
  save(): void {
    const { storage, chatId, read, now } = this.#options;
    if (!storage) return;
    this.#savedAt = now();
    attempt(() => storage.save(chatId, read()));
  }

  /** Saves if the last time was more than a second ago. */
  saveSometimes(): void {
    if (this.#options.now() - this.#savedAt > saveEveryMs) this.save();
  }

  /** Forgets the chat. */
  remove(): void {
    const { storage, chatId } = this.#options;
    attempt(() => storage?.remove(chatId));
  }
}

/** Says whether a value must be waited for. */
export function isPromise<Value>(value: Value | Promise<Value>): value is Promise<Value> {
  return typeof value === 'object' && value !== null && 'then' in value;
}
