import { rest } from '../runs/rest.ts';
import type { DocumentLimits } from './document-limits.ts';
import type { DocumentListener, DocumentStore, StoredDocument } from './document-store.ts';
import { encodeStateAsUpdate, mergeUpdates, type Doc } from './yjs.ts';

/** What a keeper needs. */
export interface DocumentKeeperOptions extends Pick<DocumentLimits, 'compactAfter'> {
  readonly name: string;
  readonly store: DocumentStore;
  /** Is told what kept an update from being stored; it is tried again. */
  readonly onFailure: (error: unknown) => void;
}

const patienceMs = 500;

/** Stores what happens in a document: one update after the other, those that come meanwhile as one, compacted now and then. */
export class DocumentKeeper {
  readonly #doc: Doc;
  readonly #options: DocumentKeeperOptions;
  #stored: StoredDocument | undefined;
  #waiting: Uint8Array[] = [];
  #told: (() => void)[] = [];
  #work: Promise<void> | undefined;
  #appending: Promise<void> | undefined;
  #isClosing = false;

  constructor(doc: Doc, options: DocumentKeeperOptions) {
    this.#doc = doc;
    this.#options = options;
  }

  /** Has the listener told all that is stored. */
  async open(listener: DocumentListener): Promise<void> {
    this.#stored = await this.#options.store.open(this.#options.name, listener);
  }

  /** Stores an update by and by. */
  keep(update: Uint8Array): void {
    this.#waiting.push(update);
    this.#work ??= this.#store().finally(() => (this.#work = undefined));
  }

  /** Passes on to other servers who is there. */
  tell(presence: Uint8Array): void {
    this.#stored?.tell(presence);
  }

  /** Resolves when all that was given until now is stored. */
  async stored(): Promise<void> {
    if (this.#waiting.length === 0) return this.#appending;
    await new Promise<void>((resolve) => this.#told.push(resolve));
  }

  /** Stores what waits, and ends. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#work;
    await this.#stored?.close();
  }

  async #store(): Promise<void> {
    // What is told in the same moment goes as one.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const updates = this.#waiting;
      const told = this.#told;
      [this.#waiting, this.#told] = [[], []];
      const appending = this.#append(updates);
      // Whoever waits for it learns nothing of a failure: it is tried again.
      this.#appending = appending.catch(() => undefined);
      try {
        await appending;
        for (const tell of told) tell();
      } catch (error) {
        this.#options.onFailure(error);
        this.#waiting.unshift(...updates);
        this.#told.unshift(...told);
        if (this.#isClosing) return;
        await rest(patienceMs);
      }
    }
  }

  async #append(updates: Uint8Array[]): Promise<void> {
    const [first] = updates;
    await this.#stored?.append(updates.length === 1 && first ? first : mergeUpdates(updates));
    await this.#compact();
  }

  async #compact(): Promise<void> {
    const stored = this.#stored;
    if (!stored || stored.updates < this.#options.compactAfter) return;
    await stored.compact(encodeStateAsUpdate(this.#doc));
  }
}
