import type { DocumentListener, DocumentStore } from '../documents/document-store.ts';
import { DocumentTail } from './document-tail.ts';
import { openRedisPair } from './open-redis-pair.ts';
import type { RedisAddress } from './redis-address.ts';
import { RedisDocument, documentKeys } from './redis-document.ts';

/** How documents are kept in Redis. */
export type RedisDocumentsOptions = RedisAddress & {
  /** How long a document that nobody changes is kept, in milliseconds. @default for ever */
  readonly forgetAfterMs?: number | undefined;
};

/**
 * Keeps shared documents in Redis or Valkey, 6.2 or newer, shared by all servers that are given the same one: what is
 * written at one of them is read at all others as it comes. Needs the `redis` package. Rejects with a `ChatError` of code `config` that says what to
 * do when Redis cannot be used.
 */
export async function redisDocuments(options: RedisDocumentsOptions): Promise<DocumentStore> {
  const { link, waiting } = await openRedisPair(options);
  const shared = { link, server: crypto.randomUUID(), forgetAfterMs: options.forgetAfterMs };
  const tail = new DocumentTail(waiting);
  return {
    async open(name: string, listener: DocumentListener) {
      const document = new RedisDocument(name, listener, {
        ...shared,
        onClose: (closed) => tail.remove(closed),
      });
      await document.load();
      tail.add(document);
      return document;
    },
    async remove(name) {
      const { state, updates, presence } = documentKeys(name);
      await link.command('DEL', state, updates, presence);
    },
    async close() {
      tail.close();
      link.close();
    },
  };
}
