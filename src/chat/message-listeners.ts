import { attempt } from './attempt.ts';

/** Listeners of a whole chat, and of single messages: a change of one message costs no more in a long chat. */
export class MessageListeners {
  readonly #ofChat = new Set<() => void>();
  readonly #ofMessage = new Map<string, Set<() => void>>();

  /** Adds a listener of one message, or of everything; the returned function removes it. */
  add(listener: () => void, messageId?: string): () => void {
    // A wrapper of its own, so that a listener added twice is told twice and removed once.
    const entry = () => listener();
    if (messageId === undefined) {
      this.#ofChat.add(entry);
      return () => this.#ofChat.delete(entry);
    }
    const group = this.#ofMessage.get(messageId) ?? new Set();
    this.#ofMessage.set(messageId, group.add(entry));
    return () => {
      group.delete(entry);
      if (group.size === 0 && this.#ofMessage.get(messageId) === group) {
        this.#ofMessage.delete(messageId);
      }
    };
  }

  /** Tells that something changed, and if one message did, which. */
  tell(messageId?: string): void {
    tellGroup(this.#ofChat);
    if (messageId !== undefined) tellGroup(this.#ofMessage.get(messageId));
  }

  /** Tells that any message may have changed. */
  tellAll(): void {
    tellGroup(this.#ofChat);
    for (const group of this.#ofMessage.values()) tellGroup(group);
  }
}

function tellGroup(group: ReadonlySet<() => void> | undefined): void {
  for (const listener of group ?? []) attempt(listener);
}
