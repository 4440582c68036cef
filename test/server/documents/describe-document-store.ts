import { array, assert, asyncProperty, constant, oneof, string } from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type {
  DocumentStore,
  StoredDocument,
} from '../../../src/server/documents/document-store.ts';
import { eventually } from '../../eventually.ts';

/** Opens a document and writes down what its listener is told. */
async function opened(store: DocumentStore, name: string) {
  const updates: string[] = [];
  const told: string[] = [];
  const document: StoredDocument = await store.open(name, {
    updated: (found) => void updates.push(...found.map((bytes) => Buffer.from(bytes).toString())),
    told: (presence) => void told.push(Buffer.from(presence).toString()),
  });
  return { document, updates, told };
}

const bytes = (text: string) => new TextEncoder().encode(text);

/** What every store of documents does. @param open Opens a store; all that it opens are of the same place. */
export function describeDocumentStore(
  name: string,
  open: () => Promise<DocumentStore>,
  isShared: boolean,
): void {
  describe(`the documents of ${name}`, () => {
    const stores: DocumentStore[] = [];
    const next = async () => {
      const store = await open();
      stores.push(store);
      return store;
    };
    afterEach(() => Promise.all(stores.splice(0).map((store) => store.close())));

    it('are found again, whatever was appended and wherever they were compacted', async () => {
      let count = 0;
      await assert(
        asyncProperty(
          array(oneof(string({ unit: 'binary', minLength: 1 }), constant(null)), {
            maxLength: 12,
          }),
          async (steps) => {
            const document = `found ${(count += 1)} / {ü}`;
            const store = await next();
            const first = await opened(store, document);
            let expected: string[] = [];
            for (const step of steps) {
              if (step !== null) {
                await first.document.append(bytes(step));
                expected.push(Buffer.from(step).toString());
              } else if (!isShared) {
                // A shared one replaces only what it has read back.
                expected = [JSON.stringify(expected)];
                await first.document.compact(bytes(expected[0] ?? ''));
              }
            }
            await first.document.close();
            const again = await opened(await next(), document);
            expect(again.updates).toEqual(expected);
            await again.document.close();
          },
        ),
        { numRuns: 20 },
      );
    });

    it('are apart from each other, and gone when they are removed', async () => {
      const store = await next();
      const [one, two] = [await opened(store, 'one'), await opened(store, 'two')];
      await one.document.append(bytes('of one'));
      await two.document.append(bytes('of two'));
      await one.document.close();
      await store.remove('one');
      expect((await opened(store, 'one')).updates).toEqual([]);
      expect((await opened(store, 'two')).updates).toEqual(['of two']);
    });

    if (!isShared) return;

    it('tell other servers what is added, and who is there', async () => {
      const [here, there] = [
        await opened(await next(), 'both'),
        await opened(await next(), 'both'),
      ];
      await here.document.append(bytes('added here'));
      here.document.tell(bytes('somebody'));
      await eventually(() => {
        expect(there.updates).toEqual(['added here']);
        expect(there.told).toEqual(['somebody']);
      });
      expect(here.updates).toEqual([]);
      await there.document.append(bytes('added there'));
      await eventually(() => expect(here.updates).toEqual(['added there']));
    });

    it('are compacted without a loss to whoever comes later', async () => {
      const [here, there] = [await opened(await next(), 'c'), await opened(await next(), 'c')];
      for (let n = 0; n < 20; n += 1) await here.document.append(bytes(`u${n}`));
      await eventually(() => expect(there.updates).toHaveLength(20));
      await eventually(() => expect(here.document.updates).toBe(20));
      await here.document.compact(bytes('all of them'));
      await there.document.append(bytes('later'));
      const again = await opened(await next(), 'c');
      expect(again.updates.slice(0, 1)).toEqual(['all of them']);
      expect(again.updates.at(-1)).toBe('later');
    });
  });
}
