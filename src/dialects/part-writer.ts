import type { ChatEvent } from '../protocol/chat-event.ts';

/** Turns deltas without part borders into events with them: one part is open at a time. */
export class PartWriter {
  #kind: 'text' | 'reasoning' = 'text';
  #id: string | undefined;
  #count = 0;

  /** Writes a delta; opens a part, or closes one of the other kind first, where needed. */
  write(kind: 'text' | 'reasoning', delta: string): ChatEvent[] {
    if (!delta) return [];
    const events = kind === this.#kind ? [] : this.close();
    if (this.#id === undefined) {
      this.#kind = kind;
      this.#id = String(this.#count++);
      events.push({ type: `${kind}-start`, id: this.#id });
    }
    events.push({ type: `${kind}-delta`, id: this.#id, delta });
    return events;
  }

  /** Closes the open part, if there is one. */
  close(): ChatEvent[] {
    const id = this.#id;
    this.#id = undefined;
    return id === undefined ? [] : [{ type: `${this.#kind}-end`, id }];
  }
}
