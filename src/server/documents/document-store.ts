/** Who is told what a store knows of one document. */
export interface DocumentListener {
  /** Updates that are stored: first all there were, later those that other servers have added. */
  updated(updates: readonly Uint8Array[]): void;
  /** What another server passes on of who is there. */
  told(presence: Uint8Array): void;
}

/** One document in a store, while a server has it open. */
export interface StoredDocument {
  /** How many updates are stored since it was last compacted. */
  readonly updates: number;
  /** Adds an update; resolves when it is stored. Rejects with what keeps it from that. */
  append(update: Uint8Array): Promise<void>;
  /** Puts one update in the place of all that the listener has been told and that `append` has resolved for: it holds all of them. */
  compact(state: Uint8Array): Promise<void>;
  /** Passes on to the other servers who is there; nothing of it is stored. */
  tell(presence: Uint8Array): void;
  /** Is told nothing more. */
  close(): Promise<void>;
}

/**
 * Keeps shared documents: for each a list of Yjs updates, in any order, some of them perhaps twice. `memoryDocuments` of
 * `rivulet/server`, `fileDocuments` of `rivulet/server/node` and `redisDocuments` of `rivulet/server/redis` are such.
 */
export interface DocumentStore {
  /** Opens a document, empty where there is none; resolves when `listener` has been told all that is stored. */
  open(name: string, listener: DocumentListener): Promise<StoredDocument>;
  /** Forgets a document. */
  remove(name: string): Promise<void>;
  /** Ends it; what is being stored is stored first. */
  close(): Promise<void>;
}
