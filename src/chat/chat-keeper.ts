import { attempt, report } from './attempt.ts';
import type { ChatStorage, StoredChat } from './chat-storage.ts';
import { onPageHide } from './page-hide.ts';

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

/** Keeps one chat in a storage, which may be absent or broken: what it throws is reported and changes nothing. */
export interface ChatKeeper {
  /** What was kept before; a promise only where the storage needs one, so that a reload shows no empty frame. */
  readonly load: () => Loaded | Promise<Loaded>;
  /** Saves now. */
  readonly save: () => void;
  /** Saves if the last time was more than a second ago. */
  readonly saveSometimes: () => void;
  /** Saves when the page goes away, after `prepare`. */
  readonly watchPage: (prepare: () => void) => void;
  /** Stops that. */
  readonly unwatchPage: () => void;
  /** Forgets the chat. */
  readonly remove: () => void;
}

const saveEveryMs = 1000;

/** Makes the keeper of one chat. */
export function createChatKeeper({ chatId, storage, read, now }: ChatKeeperOptions): ChatKeeper {
  let savedAt = 0;
  let stopWatching: (() => void) | undefined;
  return {
    load() {
      const loaded = attempt(() => storage?.load(chatId));
      return isPromise(loaded) ? loaded.then((chat) => chat, report) : loaded;
    },
    save,
    saveSometimes() {
      if (now() - savedAt > saveEveryMs) save();
    },
    watchPage(prepare) {
      if (!storage) return;
      stopWatching ??= onPageHide(() => {
        prepare();
        save();
      });
    },
    unwatchPage() {
      stopWatching?.();
      stopWatching = undefined;
    },
    remove: () => attempt(() => storage?.remove(chatId)),
  };

  function save(): void {
    savedAt = now();
    attempt(() => storage?.save(chatId, read()));
  }
}

/** Says whether a value must be waited for. */
export function isPromise(value: Loaded | Promise<Loaded>): value is Promise<Loaded> {
  return Boolean(value && 'then' in value);
}
