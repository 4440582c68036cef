import { afterEach, expect, it, vi } from 'vitest';
import { localChatStorage, sessionChatStorage } from '../../src/chat/storage/web-chat-storage.ts';
import { finishedPair } from './chat-bench.ts';

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
  sessionStorage.clear();
});

const chat = { messages: finishedPair(1), activeRunId: 'run-1' };

it.each([
  { name: 'localStorage', make: localChatStorage, area: localStorage },
  { name: 'sessionStorage', make: sessionChatStorage, area: sessionStorage },
])('keeps chats in $name by their id', ({ make, area }) => {
  const storage = make();
  void storage.save('a', chat);
  expect(storage.load('a')).toEqual(chat);
  expect(storage.load('b')).toBeUndefined();
  expect(Object.keys(area).toSorted()).toEqual(['rivulet.chat:a', 'rivulet:a']);
  void storage.remove('a');
  expect(storage.load('a')).toBeUndefined();
});

it.each(['', '{', 'null', '7', '{"messages":"no"}', '[]'])(
  'ignores what is no chat: %j',
  (text) => {
    localStorage.setItem('rivulet:a', text);
    expect(localChatStorage().load('a')).toBeUndefined();
  },
);

it('keeps the newest messages when the storage is full, and says so', () => {
  const messages = Array.from({ length: 100 }, (_, index) => finishedPair(index)).flat();
  const values = new Map<string, string>();
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation((key) => values.get(key) ?? null);
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation((key, value) => {
    if (value.length > 10_000) throw new DOMException('full', 'QuotaExceededError');
    values.set(key, value);
  });
  const storage = localChatStorage();
  expect(() => storage.save('a', { messages, activeRunId: 'run-1' })).toThrow('full');
  const stored = storage.load('a');
  if (!stored || stored instanceof Promise) throw new Error('Nothing was stored.');
  expect(stored.activeRunId).toBe('run-1');
  expect(stored.messages.length).toBeGreaterThan(20);
  expect(stored.messages).toEqual(messages.slice(-stored.messages.length));
});

it('says so where a storage is forbidden', () => {
  vi.spyOn(globalThis, 'localStorage', 'get').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  const storage = localChatStorage();
  expect(() => storage.save('a', chat)).toThrow('denied');
  expect(() => storage.remove('a')).toThrow('denied');
  expect(() => storage.load('a')).toThrow('denied');
});
