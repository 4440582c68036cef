import type { DocumentListener, DocumentStore, StoredDocument } from './document-store.ts';

/** How much is kept in memory. */
export interface MemoryDocumentsOptions {
  /** How many documents; of those that nobody is in, the one that was opened first goes. @default 1000 */
  readonly maxDocuments?: number | undefined;
}

interface Kept {
  updates: readonly Uint8Array[];
  readonly listeners: Set<DocumentListener>;
}

/** Keeps shared documents in the memory of this process. Servers that are given the same one share them. */
export function memoryDocuments({
  maxDocuments = 1000,
}: MemoryDocumentsOptions = {}): DocumentStore {
  const documents = new Map<string, Kept>();
  return {
    async open(name, listener) {
      const kept = documents.get(name) ?? { updates: [], listeners: new Set() };
      documents.delete(name);
      documents.set(name, kept);
      if (kept.updates.length > 0) listener.updated(kept.updates);
      kept.listeners.add(listener);
      makeRoom();
      return opened(kept, listener);
    },
    async remove(name) {
      documents.delete(name);
    },
    async close() {},
  };

  function makeRoom(): void {
    if (documents.size <= maxDocuments) return;
    const idle = [...documents].find(([, { listeners }]) => listeners.size === 0);
    if (idle) documents.delete(idle[0]);
  }
}

function opened(kept: Kept, listener: DocumentListener): StoredDocument {
  const others = () => [...kept.listeners].filter((each) => each !== listener);
  return {
    get updates() {
      return kept.updates.length;
    },
    async append(update) {
      kept.updates = [...kept.updates, update];
      for (const other of others()) other.updated([update]);
    },
    async compact(state) {
      kept.updates = [state];
    },
    tell(presence) {
      for (const other of others()) other.told(presence);
    },
    async close() {
      kept.listeners.delete(listener);
    },
  };
}
