import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localChatStorage, sessionChatStorage } from '../../src/chat/storage/web-chat-storage.ts';
import type { ListedChange } from '../../src/chat/storage/chat-storage.ts';
import { chatOf, describeListing } from './storage-contract.ts';

describe.each([
  { name: 'localStorage', open: localChatStorage, area: localStorage },
  { name: 'sessionStorage', open: sessionChatStorage, area: sessionStorage },
])('chats in $name', ({ open, area }) => {
  const clear = () => area.clear();
  beforeEach(clear);
  afterEach(clear);
  describeListing({
    open,
    clear: async () => {
      for (const { id } of (await open().list?.())?.chats ?? []) await open().remove(id);
      clear();
    },
    storeOld: (id, chat) => area.setItem(`rivulet:${id}`, JSON.stringify(chat)),
  });
});

function tell(key: string, newValue: string | null): void {
  dispatchEvent(new StorageEvent('storage', { key, newValue, storageArea: localStorage }));
}

it('hears what another tab does', () => {
  const heard: ListedChange[] = [];
  const stop = localChatStorage().watch?.((change) => heard.push(change));
  const summary = { id: 'x', createdAt: 1, updatedAt: 2, isRunning: true };
  tell('rivulet.chat:x', JSON.stringify(summary));
  tell('rivulet.chat:x', null);
  tell('rivulet:x', 'what is said in it');
  tell('other', '1');
  expect(heard).toEqual([
    { chatId: 'x', chat: summary, isOwn: false },
    { chatId: 'x', chat: undefined, isOwn: false },
  ]);
  stop?.();
});

it('lists an answer that no page reads any more as something to see', async () => {
  const { messages } = chatOf('Are you there?', 1);
  const summary = { id: 'left', createdAt: 1, updatedAt: 1, isRunning: true };
  localStorage.setItem('rivulet:left', JSON.stringify({ messages, activeRunId: 'r' }));
  localStorage.setItem('rivulet.chat:left', JSON.stringify(summary));
  expect((await localChatStorage().list?.())?.chats).toMatchObject([
    { id: 'left', isRunning: false, isUnread: true },
  ]);
  localStorage.clear();
});
