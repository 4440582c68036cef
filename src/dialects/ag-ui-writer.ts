import type { ChatEvent, ProviderMetadata } from '../protocol/chat-event.ts';
import { AnswerWriter, type PartFacts } from './answer-writer.ts';
import { mergeProviders } from './merge-providers.ts';

type Kind = 'text' | 'reasoning';

interface OpenPart {
  readonly kind: Kind;
  readonly id: string;
  providerMetadata?: ProviderMetadata;
}

/**
 * Writes the answer of one agent of AG-UI, whose messages may grow side by side: one that was begun by name stays open until
 * it is ended or a tool is called, any other until the next one.
 */
export class AgUiWriter extends AnswerWriter {
  #open = new Map<string, OpenPart>();
  #begun = new Set<string>();
  #unnamed = 0;

  /** Notes that a message begins; it gets a part with its first words. */
  begin(kind: Kind, id: string): void {
    if (id) this.#begun.add(`${kind} ${id}`);
  }

  /** Notes that the end of a message is near: its part closes with the next one at the latest. */
  fade(kind: Kind, id: string): void {
    this.#begun.delete(`${kind} ${id}`);
  }

  /** Ends a message; one without a name is that which is open. */
  endMessage(kind: Kind, id: string): void {
    if (id) this.fade(kind, id);
    for (const [key, part] of this.#open) {
      if (part.kind === kind && (part.id === id || !this.#begun.has(key))) this.#end(key);
    }
  }

  override write(kind: Kind, delta: string, facts?: PartFacts): void {
    if (!delta || this.isEnded) return;
    const id = facts?.id ?? this.#nameless(kind);
    const key = `${kind} ${id}`;
    this.#endOthers(key);
    if (!this.#open.has(key)) {
      this.#open.set(key, { kind, id });
      this.emit({ type: `${kind}-start`, id });
    }
    this.emit({ type: `${kind}-delta`, id, delta });
  }

  /** Keeps what a provider wants back with a message: with its part while that is open, else with one that has no words. */
  keep(id: string, providerMetadata: ProviderMetadata): void {
    const open = this.#open.get(`reasoning ${id}`) ?? this.#open.get(`text ${id}`);
    if (open) open.providerMetadata = mergeProviders(open.providerMetadata, providerMetadata);
    else {
      this.emit({ type: 'reasoning-start', id, providerMetadata });
      this.emit({ type: 'reasoning-end', id });
    }
  }

  override close(): void {
    for (const key of this.#open.keys()) this.#end(key);
    super.close();
  }

  #endOthers(key: string): void {
    for (const other of this.#open.keys()) {
      if (other !== key && !this.#begun.has(other)) this.#end(other);
    }
  }

  #end(key: string): void {
    const part = this.#open.get(key);
    if (!part) return;
    this.#open.delete(key);
    const { kind, id, providerMetadata } = part;
    const end: ChatEvent = { type: `${kind}-end`, id };
    this.emit(providerMetadata ? { ...end, providerMetadata } : end);
  }

  #nameless(kind: Kind): string {
    const last = [...this.#open.values()].at(-1);
    return last?.kind === kind ? last.id : String(this.#unnamed++);
  }
}
