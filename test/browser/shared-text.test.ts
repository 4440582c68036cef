import { expect, it } from 'vitest';
import { IndexeddbPersistence } from 'y-indexeddb';
import { createSharedText } from '../../src/shared-text/create-shared-text.ts';

/** A socket to a server that never answers. */
class NoServer {
  readyState = 0;
  protocol = '';
  binaryType = '';
  addEventListener(): void {}
  send(): void {}
  close(): void {}
}

it('has what was written without a server after a reload, where a persistence keeps it', async () => {
  const document = `kept-${crypto.randomUUID()}`;
  const open = () => {
    const text = createSharedText({
      url: 'http://nowhere.example',
      document,
      WebSocket: NoServer,
      persistence: (name, doc) => new IndexeddbPersistence(name, doc),
    });
    text.open();
    return text;
  };
  const before = open();
  before.edit({ at: 0, insert: 'written offline' });
  // What is typed is put into the database by and by.
  await expect.poll(() => storedUpdates(document)).toBeGreaterThan(0);
  before.close();
  const after = open();
  await expect.poll(() => after.getState().text).toBe('written offline');
  expect(after.getState().isSaved).toBe(false);
  after.close();
});

function storedUpdates(name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.addEventListener('error', () => reject(new Error('it does not open')));
    opening.addEventListener('success', () => {
      const database = opening.result;
      if (!database.objectStoreNames.contains('updates')) return resolve(0);
      const count = database.transaction('updates').objectStore('updates').count();
      count.addEventListener('success', () => {
        database.close();
        resolve(count.result);
      });
    });
  });
}
