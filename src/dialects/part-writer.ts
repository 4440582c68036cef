import type { ChatEvent, ProviderMetadata } from '../protocol/chat-event.ts';
import { mergeProviders } from './merge-providers.ts';

type Kind = 'text' | 'reasoning';

/** What a piece of text may say beside itself. */
export interface PartFacts {
  /** The part's name on the wire; a new name begins a new part. @default counted */
  readonly id?: string | undefined;
  readonly providerMetadata?: ProviderMetadata | undefined;
}

/** Sets the borders of an answer's texts, of which one is open at a time. */
export class PartWriter {
  readonly #push: (event: ChatEvent) => void;
  #kind: Kind = 'text';
  #open: string | undefined;
  #name: string | undefined;
  // What the provider wants back with the open part, and whether it has been told.
  #signed: ProviderMetadata | undefined;
  #isTold = true;
  #count = 0;

  constructor(push: (event: ChatEvent) => void) {
    this.#push = push;
  }

  /** The kind of the part that is open. */
  get openKind(): Kind | undefined {
    return this.#open === undefined ? undefined : this.#kind;
  }

  /** The name of the newest part on the wire, if it has one. */
  get name(): string | undefined {
    return this.#name;
  }

  /** Gives the id of the part of this kind and name: the open one, or one that begins now in its place. */
  enter(kind: Kind, facts: PartFacts | undefined): string {
    const isIts = kind === this.#kind && facts?.id === this.#name;
    if (this.#open !== undefined && isIts) return this.#open;
    this.close();
    return this.#begin(kind, facts);
  }

  /** Keeps what the provider wants back with the open part, beside what was kept before. */
  sign(providerMetadata: ProviderMetadata): void {
    this.#signed = mergeProviders(this.#signed, providerMetadata);
    this.#isTold = false;
  }

  /** Closes the open part, if there is one. */
  close(): void {
    const id = this.#open;
    if (id === undefined) return;
    this.#open = undefined;
    const providerMetadata = this.#isTold ? undefined : this.#signed;
    this.#push({ type: `${this.#kind}-end`, id, ...(providerMetadata && { providerMetadata }) });
  }

  /** Leaves the open part, which is taken back. */
  forget(): void {
    this.#open = undefined;
  }

  #begin(kind: Kind, facts: PartFacts | undefined): string {
    const id = facts?.id ?? String(this.#count);
    this.#kind = kind;
    this.#name = facts?.id;
    this.#open = id;
    this.#count++;
    const { providerMetadata } = facts ?? {};
    this.#signed = providerMetadata;
    this.#isTold = true;
    this.#push({ type: `${kind}-start`, id, ...(providerMetadata && { providerMetadata }) });
    return id;
  }
}
