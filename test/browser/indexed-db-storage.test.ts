import { afterEach, describe, expect, it, vi } from 'vitest';
import { createChat } from '../../src/chat/create-chat.ts';
import { indexedDbChatStorage } from '../../src/chat/storage/indexed-db-chat-storage.ts';
import { offlineOutbox } from '../../src/chat/send/offline-outbox.ts';
import type { ChatError } from '../../src/protocol/chat-error.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import { finishedPair, textsOf } from '../chat/chat-bench.ts';
import { describeListing } from '../chat/storage-contract.ts';
import { manualLine } from '../chat/manual-line.ts';
import { eventually } from '../eventually.ts';

const database = 'rivulet-test';

afterEach(async () => {
  vi.restoreAllMocks();
  await new Promise((resolve) => {
    const deleted = indexedDB.deleteDatabase(database);
    deleted.addEventListener('success', resolve);
    deleted.addEventListener('blocked', resolve);
  });
});

const long = Array.from({ length: 5000 }, (_, index) => finishedPair(index)).flat();

it('keeps chats by their id, longer than localStorage could', async () => {
  const storage = indexedDbChatStorage({ database });
  expect(await storage.load('a')).toBeUndefined();
  const file = `data:text/plain,${'x'.repeat(8_000_000)}`;
  const chat = {
    messages: [
      ...long,
      {
        id: 'f',
        role: 'user' as const,
        parts: [{ type: 'file' as const, mediaType: 'text/plain', url: file }],
      },
    ],
    activeRunId: 'run-1',
  };
  await storage.save('a', chat);
  expect(await indexedDbChatStorage({ database }).load('a')).toEqual(chat);
  await storage.remove('a');
  expect(await storage.load('a')).toBeUndefined();
});

it('lets the last of several saves win, also those made before the database was open', async () => {
  const storage = indexedDbChatStorage({ database });
  const saves = [1, 2, 3].map((count) =>
    storage.save('a', { messages: finishedPair(0), activeRunId: `run-${count}` }),
  );
  await Promise.all(saves.map((save) => Promise.resolve(save)));
  expect((await storage.load('a'))?.activeRunId).toBe('run-3');
});

it('stores the old chat or the new one, whole, when its page goes away in the middle', async () => {
  const frame = document.body.appendChild(document.createElement('iframe'));
  const page = frame.contentWindow;
  if (!page) throw new Error('The frame has no window.');
  const storage = indexedDbChatStorage({ database });
  await storage.save('a', { messages: finishedPair(1) });
  const opened = page.indexedDB.open(database, 1);
  await new Promise((resolve) => opened.addEventListener('success', resolve));
  const transaction = opened.result.transaction('chats', 'readwrite');
  transaction.objectStore('chats').put({ messages: long }, 'a');
  frame.remove();
  const found = await storage.load('a');
  expect([2, long.length]).toContain(found?.messages.length);
});

it('tells onError when there is no room, and the chat goes on', async () => {
  const full = new DOMException('No room.', 'QuotaExceededError');
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore) {
    vi.spyOn(this.transaction, 'error', 'get').mockReturnValue(full);
    this.transaction.abort();
    return new EventTarget() as IDBRequest<IDBValidKey>;
  });
  // Aborted, it cannot be committed any more.
  vi.spyOn(IDBTransaction.prototype, 'commit').mockImplementation(() => undefined);
  const onError = vi.fn<(error: ChatError) => void>();
  const chat = createChat({
    transport: scriptedTransport(['answer']),
    storage: indexedDbChatStorage({ database }),
    onError,
  });
  await chat.send('Hi');
  await eventually(() => expect(onError).toHaveBeenCalledTimes(1));
  await eventually(() => expect(textsOf(chat)).toEqual(['Hi', 'answer']));
  expect(onError.mock.calls[0]?.[0]).toMatchObject({ code: 'storage', cause: full });
});

it('lets another tab delete the database, and opens it again', async () => {
  const storage = indexedDbChatStorage({ database });
  await storage.save('a', { messages: finishedPair(1) });
  await new Promise((resolve) => {
    indexedDB.deleteDatabase(database).addEventListener('success', resolve);
  });
  expect(await storage.load('a')).toBeUndefined();
  await storage.save('a', { messages: finishedPair(2) });
  expect((await storage.load('a'))?.messages).toEqual(finishedPair(2));
});

it('brings a message of the outbox through a reload, over a real database and real locks', async () => {
  const line = manualLine();
  const transport = scriptedTransport(['answer']);
  const open = () =>
    createChat({
      id: 'a',
      transport,
      storage: indexedDbChatStorage({ database }),
      outbox: offlineOutbox({ line }),
    });
  const before = open();
  line.goOffline();
  await before.send('Hi');
  before.dispose();
  const after = [open(), open()];
  await Promise.all(after.map((chat) => chat.resume()));
  await eventually(() => expect(after[0]?.getState().outbox).toHaveLength(1));
  line.goOnline();
  await eventually(() => {
    for (const chat of after) expect(chat.getState().outbox).toEqual([]);
  });
  await eventually(() => expect(after.map(textsOf)).toContainEqual(['Hi', 'answer']));
  expect(transport.requests).toHaveLength(1);
  for (const chat of after) chat.dispose();
});

describe('the list of the chats in IndexedDB', () => {
  const listed = 'rivulet-listed';
  const all = async (act: (store: IDBObjectStore) => void) => {
    const opened = indexedDB.open(listed, 1);
    opened.addEventListener('upgradeneeded', () => opened.result.createObjectStore('chats'));
    await new Promise((resolve) => opened.addEventListener('success', resolve));
    const transaction = opened.result.transaction('chats', 'readwrite');
    act(transaction.objectStore('chats'));
    await new Promise((resolve) => transaction.addEventListener('complete', resolve));
    opened.result.close();
  };
  const storage = indexedDbChatStorage({ database: listed });
  describeListing({
    open: () => storage,
    clear: async () => {
      for (const { id } of (await storage.list?.())?.chats ?? []) await storage.remove(id);
      await all((store) => store.clear());
    },
    storeOld: (id, chat) => all((store) => store.put(chat, id)),
  });

  it('is told to the other tabs', async () => {
    const heard: unknown[] = [];
    const tab = new BroadcastChannel(`rivulet.chats:indexeddb:${listed}`);
    tab.addEventListener('message', ({ data }) => heard.push(data));
    await storage.save('told', { messages: finishedPair(3) });
    await expect.poll(() => heard).toMatchObject([{ chatId: 'told', chat: { id: 'told' } }]);
    const seen: unknown[] = [];
    const stop = storage.watch?.((change) => seen.push(change));
    const chat = { id: 'theirs', createdAt: 1, updatedAt: 1 };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is not a window
    tab.postMessage({ chatId: 'theirs', chat });
    await expect.poll(() => seen).toEqual([{ chatId: 'theirs', chat, isOwn: false }]);
    stop?.();
    tab.close();
  });
});
