import type { ChatEvent } from '../../protocol/chat-event.ts';

/** Which texts and reasonings of a message have begun and not ended. */
export class OpenParts {
  readonly #open = new Map<string, 'text' | 'reasoning'>();

  /** Takes the next event of the message. */
  note(event: ChatEvent): void {
    if (event.type === 'text-start') this.#open.set(event.id, 'text');
    else if (event.type === 'reasoning-start') this.#open.set(event.id, 'reasoning');
    else if (event.type === 'text-end' || event.type === 'reasoning-end')
      this.#open.delete(event.id);
  }

  /** Returns the events that end what is open. */
  close(): ChatEvent[] {
    return [...this.#open].map(([id, type]) => ({ type: `${type}-end`, id }));
  }
}
