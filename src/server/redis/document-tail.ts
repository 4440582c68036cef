import { rest } from '../runs/rest.ts';
import type { RedisDocument } from './redis-document.ts';
import { readStreams, type Entry } from './run-entries.ts';
import type { StoreLink } from './store-link.ts';

// A document that was opened meanwhile is read with the next command.
const blockMs = 100;
const retryMs = 200;
const maxEntries = '200';

/** Follows all open documents of a server on one connection. After a cut each is loaded anew, so that nothing is missed. */
export class DocumentTail {
  readonly #link: StoreLink;
  readonly #documents = new Set<RedisDocument>();
  #isClosed = false;

  /** @param link Its own, because it is always busy waiting. */
  constructor(link: StoreLink) {
    this.#link = link;
    void this.#follow();
  }

  /** Follows a document from now on. */
  add(document: RedisDocument): void {
    this.#documents.add(document);
  }

  /** Follows it no more. */
  remove(document: RedisDocument): void {
    this.#documents.delete(document);
  }

  /** Follows nothing more. */
  close(): void {
    this.#isClosed = true;
    this.#link.close();
  }

  async #follow(): Promise<void> {
    let wasCut = false;
    while (!this.#isClosed) {
      try {
        const documents = [...this.#documents];
        if (wasCut) await Promise.all(documents.map((document) => document.load()));
        wasCut = false;
        await this.#read(documents);
      } catch {
        wasCut = true;
        if (!this.#isClosed) await rest(retryMs);
      }
    }
  }

  async #read(documents: readonly RedisDocument[]): Promise<void> {
    if (documents.length === 0) return rest(blockMs);
    if (!this.#link.isCluster) return this.#take(documents, ['BLOCK', String(blockMs)]);
    // On a cluster one command reads the keys of one slot, so none may wait.
    for (const document of documents) await this.#take([document], []);
    await rest(blockMs);
  }

  async #take(documents: readonly RedisDocument[], words: readonly string[]): Promise<void> {
    const keys = documents.flatMap(({ keys: { updates, presence } }) => [updates, presence]);
    const ids = documents.flatMap(({ updatesId, presenceId }) => [updatesId, presenceId]);
    const asked = ['XREAD', 'COUNT', maxEntries, ...words, 'STREAMS', ...keys, ...ids];
    const reply = readStreams(await this.#link.command(...asked));
    for (const document of documents) {
      const of = (key: string): readonly Entry[] => reply.get(key) ?? [];
      const updates = of(document.keys.updates);
      if (updates.length > 0) document.takeUpdates(updates);
      const presence = of(document.keys.presence);
      if (presence.length > 0) document.takePresence(presence);
    }
  }
}
