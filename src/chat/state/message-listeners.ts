import { attempt } from './attempt.ts';

/** Names the listeners of the whole chat; no message has it. */
const everything = Symbol('everything');

type Listener = () => void;

/** Listeners of a whole chat, and of single messages: a change of one message costs no more in a long chat. */
export class MessageListeners {
  readonly #groups = new Map<string | symbol, Set<Listener>>();

  /** Adds a listener of one message, or of everything; the returned function removes it. */
  add(listener: Listener, messageId: string | symbol = everything): () => void {
    const group = this.#groups.get(messageId) ?? new Set();
    // A wrapper of its own, so that a listener added twice is told twice and removed once.
    const entry = () => listener();
    this.#groups.set(messageId, group.add(entry));
    return () => {
      if (group.delete(entry) && group.size === 0) this.#groups.delete(messageId);
    };
  }

  /** Tells that something changed, and if one message did, which. */
  tell(messageId?: string): void {
    this.#tellGroup(everything);
    if (messageId !== undefined) this.#tellGroup(messageId);
  }

  /** Tells that any message may have changed. */
  tellAll(): void {
    for (const messageId of this.#groups.keys()) this.#tellGroup(messageId);
  }

  #tellGroup(messageId: string | symbol): void {
    this.#groups.get(messageId)?.forEach(attempt);
  }
}
