import { ChatError } from '../../protocol/chat-error.ts';
import { textAt } from '../../protocol/json.ts';
import { attempt, report } from '../state/attempt.ts';
import type { ChatCallbacks } from '../options/chat-callbacks.ts';
import type { ChatStorage } from './chat-storage.ts';
import type { StoredChat } from '../state/stored-chat.ts';
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
  /** `onError` is told what the storage threw. */
  readonly callbacks: { readonly current: ChatCallbacks };
}

/** Keeps one chat in a storage, which may be absent or broken: what it throws is told to `onError` and changes nothing. */
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
  /** Takes what the model calls the chat. */
  readonly name: (title: unknown) => void;
  /** Forgets the chat; answers with the error that `onError` was told. */
  readonly remove: () => Promise<ChatError | undefined>;
}

const saveEveryMs = 1000;

/** Makes the keeper of one chat. */
export function createChatKeeper(options: ChatKeeperOptions): ChatKeeper {
  const { chatId, storage, read, now, callbacks } = options;
  let savedAt = 0;
  let title: string | undefined;
  /** Whether the last save failed: a storage that is full or forbidden is reported once, not every second. */
  let isFailing = false;
  let stopWatching: (() => void) | undefined;
  return {
    load() {
      return guard(
        () => storage?.load(chatId),
        (cause) => void tell(cause),
      );
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
    name(given) {
      title = textAt(given, 'title') || title;
    },
    async remove() {
      title = undefined;
      return (await guard(() => storage?.remove(chatId), tell)) ?? undefined;
    },
  };

  function save(): void {
    savedAt = now();
    void guard(() => {
      const saved = storage?.save(chatId, { ...read(), ...(title && { title }) });
      return isPromise(saved) ? saved.then(succeed) : succeed();
    }, fail);
  }

  function succeed(): void {
    isFailing = false;
  }

  function fail(cause: unknown): void {
    if (!isFailing) tell(cause);
    isFailing = true;
  }

  function tell(cause: unknown): ChatError {
    const { onError } = callbacks.current;
    const message = 'The browser did not keep all of this chat for the next page load.';
    const error = new ChatError('storage', message, { cause });
    if (onError) attempt(() => onError(error));
    else report(cause);
    return error;
  }
}

/** Answers with what the storage gives; with nothing once it has failed, now or later. */
function guard<Value, Failure>(
  action: () => Value | Promise<Value>,
  onError: (cause: unknown) => Failure,
): Value | Failure | Promise<Value | Failure> {
  try {
    const value = action();
    return isPromise(value) ? value.catch(onError) : value;
  } catch (error) {
    return onError(error);
  }
}

/** Says whether a value must be waited for. */
export function isPromise<Value>(value: Value | Promise<Value>): value is Promise<Value> {
  return typeof value === 'object' && value !== null && 'then' in value;
}
