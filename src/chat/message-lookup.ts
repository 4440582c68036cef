import type { ChatMessage } from '../protocol/chat-message.ts';

/** Finds messages by id. Remembers where each was and looks there first, so that a long chat costs no search. */
export class MessageLookup {
  readonly #positions = new Map<string, number>();

  /** The message of that id in the given list. */
  find(messages: readonly ChatMessage[], id: string): ChatMessage | undefined {
    const remembered = messages[this.#positions.get(id) ?? -1];
    if (remembered?.id === id) return remembered;
    const index = messages.findLastIndex((message) => message.id === id);
    if (index === -1) this.#positions.delete(id);
    else this.#positions.set(id, index);
    return messages[index];
  }
}
