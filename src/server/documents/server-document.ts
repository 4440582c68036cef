import { ChatError } from '../../protocol/chat-error.ts';
import {
  encodeDocumentFrame,
  encodePresence,
  parsePresence,
  type DocumentFrame,
  type PresenceEntry,
} from '../../protocol/document-frame.ts';
import type { DocumentLimits } from './document-limits.ts';
import { DocumentKeeper } from './document-keeper.ts';
import { DocumentPresence } from './document-presence.ts';
import type { DocumentStore } from './document-store.ts';
import { DocumentText, type DocumentEdit } from './document-text.ts';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from './yjs.ts';

/** Who is told what happens in a document. */
export interface DocumentReader {
  /** A frame for it. */
  send(frame: Uint8Array): void;
  /** The document is no longer served. */
  goAway(): void;
}

/** What a document needs. */
export interface ServerDocumentOptions {
  readonly name: string;
  readonly store: DocumentStore;
  readonly limits: DocumentLimits;
  /** Is told what kept an update from being stored. */
  readonly onFailure: (error: unknown) => void;
}

const fromStore = Symbol('store');

/** One shared document on this server: its replica, who is in it, and what is stored of it. */
export class ServerDocument {
  /** Its name. */
  readonly name: string;
  readonly #doc = new Doc();
  /** The text that all of them write. */
  readonly content = new DocumentText(this.#doc.getText('text'));
  /** Who is in it. */
  readonly presence = new DocumentPresence();
  readonly #limits: DocumentLimits;
  readonly #readers = new Set<DocumentReader>();
  readonly #keeper: DocumentKeeper;
  /** No less than the size of the document. */
  #bytes = 0;
  #isClosed = false;

  private constructor({ name, store, limits, onFailure }: ServerDocumentOptions) {
    this.name = name;
    this.#limits = limits;
    this.#keeper = new DocumentKeeper(this.#doc, { name, store, onFailure, ...limits });
    this.#doc.on('update', (update: Uint8Array, origin: unknown) => {
      this.#bytes += update.length;
      this.#tell({ type: 'update', bytes: update }, origin);
      if (origin !== fromStore) this.#keeper.keep(update);
    });
  }

  /** Opens a document with all that is stored of it. */
  static async open(options: ServerDocumentOptions): Promise<ServerDocument> {
    const document = new ServerDocument(options);
    await document.#keeper.open({
      updated: (updates) => document.#load(updates),
      told: (presence) => document.#hear(presence),
    });
    // An empty word asks the other servers who is there.
    document.#keeper.tell(encodePresence([]));
    return document;
  }

  /** How many are in it. */
  get size(): number {
    return this.#readers.size;
  }

  /** Tells somebody what happens from now on. Throws a `ChatError` of code `overloaded` when too many are in it. */
  enter(reader: DocumentReader): void {
    if (this.#readers.size >= this.#limits.maxPeople) {
      throw new ChatError('overloaded', 'Too many people are in this document.', { status: 503 });
    }
    this.#readers.add(reader);
  }

  /** Tells somebody nothing more, and the others that he has left. */
  leave(reader: DocumentReader): void {
    this.#readers.delete(reader);
    this.#spread(this.presence.leave(reader), reader);
  }

  /** What a replica that knows so much lacks. */
  missing(known: Uint8Array): DocumentFrame {
    return { type: 'missing', bytes: encodeStateAsUpdate(this.#doc, known) };
  }

  /** What this replica knows. */
  known(): DocumentFrame {
    return { type: 'known', bytes: encodeStateVector(this.#doc) };
  }

  /**
   * Takes an update in. Throws a `ChatError` of code `too-large` when the document would become too large, and of code
   * `protocol` for bytes that are no update.
   */
  apply(update: Uint8Array, from: object): void {
    this.#makeRoom(update.length);
    try {
      applyUpdate(this.#doc, update, from);
    } catch (cause) {
      throw new ChatError('protocol', 'An update of a document cannot be read.', { cause });
    }
  }

  /** Makes an edit. Throws a `ChatError` of code `too-large` when the document would become too large. */
  edit(edit: DocumentEdit, from: object): void {
    this.#makeRoom(3 * (edit.insert ?? '').length);
    this.content.edit(edit, from);
  }

  /** Takes in what a replica says of itself, and passes it on. */
  present(entries: readonly PresenceEntry[], from: DocumentReader): void {
    this.#spread(this.presence.take(entries, from, this.#limits.maxReplicas), from);
  }

  /** Resolves when all that has been taken in until now is stored. */
  stored(): Promise<void> {
    return this.#keeper.stored();
  }

  /** Forgets those at other servers who have fallen silent. */
  sweep(): void {
    this.#tellPresence(this.presence.sweep());
  }

  /** Sends everybody away and stores what is left. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const reader of this.#readers) reader.goAway();
    await this.#keeper.close();
    this.#doc.destroy();
  }

  #makeRoom(bytes: number): void {
    if (this.#bytes + bytes <= this.#limits.maxBytes) return;
    // The sum also counts what later updates have deleted.
    this.#bytes = encodeStateAsUpdate(this.#doc).length;
    if (this.#bytes + bytes > this.#limits.maxBytes) throw tooLarge();
  }

  #load(updates: readonly Uint8Array[]): void {
    this.#doc.transact(() => {
      for (const update of updates) applyUpdate(this.#doc, update, fromStore);
    }, fromStore);
  }

  #hear(told: Uint8Array): void {
    const entries = parsePresence(told);
    if (entries.length === 0) {
      const { own } = this.presence;
      if (own.length > 0) this.#keeper.tell(encodePresence(own));
      return;
    }
    this.#tellPresence(this.presence.take(entries, 'elsewhere'));
  }

  #spread(entries: readonly PresenceEntry[], from: DocumentReader): void {
    if (entries.length === 0) return;
    this.#tellPresence(entries, from);
    this.#keeper.tell(encodePresence(entries));
  }

  #tellPresence(entries: readonly PresenceEntry[], from?: DocumentReader): void {
    if (entries.length > 0) this.#tell({ type: 'presence', bytes: encodePresence(entries) }, from);
  }

  #tell(frame: DocumentFrame, from: unknown): void {
    const bytes = encodeDocumentFrame(frame);
    for (const reader of this.#readers) if (reader !== from) reader.send(bytes);
  }
}

function tooLarge(): ChatError {
  const text = 'The document is as large as it may become. Copy what you have into a new one.';
  return new ChatError('too-large', text, { status: 413 });
}
