import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createChatList, type ChatListStore } from '../../src/chat/list/create-chat-list.ts';
import type { ChatStorage } from '../../src/chat/storage/chat-storage.ts';
import { localChatStorage } from '../../src/chat/storage/web-chat-storage.ts';
import { eventually } from '../eventually.ts';
import { chatBench } from './chat-bench.ts';
import { chatOf } from './storage-contract.ts';

const stops: (() => void)[] = [];
function listOf(storage: ChatStorage = localChatStorage(), undoMs = 1_000_000): ChatListStore {
  const list = createChatList(storage, { undoMs, initialId: 'new' });
  stops.push(list.start());
  return list;
}
const idsOf = (list: ChatListStore) => list.getState().chats.map(({ id }) => id);
const save = (id: string, question: string, time: number) =>
  void localChatStorage().save(id, chatOf(question, time));

beforeEach(() => {
  save('a', 'On rivers', 3);
  save('b', 'On bread', 2);
  save('c', 'On winter', 1);
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  for (const id of ['a', 'b', 'c', 'd']) void localChatStorage().remove(id);
  localStorage.clear();
  vi.useRealTimers();
});

describe('a list of chats', () => {
  it('is there at once, so that a reload shows no empty list', () => {
    expect(idsOf(listOf())).toEqual(['a', 'b', 'c']);
    expect(listOf().getState()).toMatchObject({ status: 'ready', activeId: 'new' });
  });

  it('keeps what was done to it for the next page', () => {
    const list = listOf();
    list.rename('b', '  Bread and salt ');
    list.pin('c', true);
    list.rename('a', ' ');
    expect(idsOf(list)).toEqual(['c', 'a', 'b']);
    const { chats } = listOf().getState();
    expect(chats.map(({ id, title }) => [id, title])).toEqual([
      ['c', undefined],
      ['a', undefined],
      ['b', 'Bread and salt'],
    ]);
  });

  it('gives a deleted chat back until it is too late', () => {
    vi.useFakeTimers();
    const list = listOf(localChatStorage(), 5000);
    list.open('b');
    list.remove('b');
    expect(idsOf(list)).toEqual(['a', 'c']);
    expect(list.getState().activeId).not.toBe('b');
    vi.advanceTimersByTime(4000);
    list.undo('b');
    expect(idsOf(list)).toEqual(['a', 'b', 'c']);
    expect(list.getState().activeId).toBe('b');
    list.remove('b');
    list.holdUndo(true);
    vi.advanceTimersByTime(60_000);
    expect(localChatStorage().load('b')).toBeDefined();
    list.holdUndo(false);
    vi.advanceTimersByTime(5000);
    expect(localChatStorage().load('b')).toBeUndefined();
    list.undo('b');
    expect(idsOf(list)).toEqual(['a', 'c']);
  });

  it('makes deletions final when the page goes away', () => {
    const list = listOf();
    list.remove('a');
    expect(localChatStorage().load('a')).toBeDefined();
    dispatchEvent(new Event('pagehide'));
    expect(localChatStorage().load('a')).toBeUndefined();
    expect(idsOf(listOf())).toEqual(['b', 'c']);
  });

  it('does not bring a chat back by what a page saves while it can still be had back', () => {
    const list = listOf();
    list.remove('a');
    save('a', 'On rivers, again', 9);
    expect(idsOf(list)).toEqual(['b', 'c']);
    list.undo('a');
    expect(list.getState().chats[0]).toMatchObject({ id: 'a', firstWords: 'On rivers, again' });
  });

  it('shows a running chat, and marks it as unread when its answer has ended elsewhere', async () => {
    const list = listOf();
    const bench = chatBench(['Fine ', { wait: 100 }, 'weather.'], {
      id: 'd',
      storage: localChatStorage(),
    });
    void bench.chat.send('How is it?');
    await bench.pass();
    expect(list.getState().chats[0]).toMatchObject({ id: 'd', isRunning: true });
    await bench.pass(100);
    await eventually(() => expect(list.getState().chats[0]?.isUnread).toBe(true));
    list.open('d');
    expect(list.getState().chats[0]?.isUnread).toBe(false);
    expect(list.getState().chats[0]?.isRunning).toBeFalsy();
  });

  it('shows the title that a server gives', async () => {
    const list = listOf();
    const title = { type: 'data-title', data: { title: 'Weather' }, transient: true } as const;
    const bench = chatBench(['Fine.', title], { id: 'd', storage: localChatStorage() });
    void bench.chat.send('How is it?');
    await bench.pass();
    await eventually(() => expect(list.getState().chats[0]?.title).toBe('Weather'));
  });

  it('makes one new chat, not several', () => {
    const list = listOf();
    expect(list.create()).toBe('new');
    list.open('a');
    const made = list.create();
    expect(['a', 'b', 'c', 'new']).not.toContain(made);
    expect(list.create()).toBe(made);
  });

  it('tells what the storage could not do, and shows what is there', async () => {
    const storage: ChatStorage = {
      ...localChatStorage(),
      rename: () => Promise.reject(new Error('read only')),
    };
    const list = listOf(storage);
    list.rename('a', 'Rivers');
    expect(list.getState().chats[0]?.title).toBe('Rivers');
    await eventually(() => expect(list.getState().error?.code).toBe('storage'));
    expect(list.getState().chats[0]?.title).toBeUndefined();
  });

  it('finds titles first, then what was said, and no chat twice', async () => {
    localStorage.clear();
    save('a', 'Rain', 3);
    save('b', 'Where does rain come from?', 2);
    void localChatStorage().save('c', chatOf('Clouds', 4, 'They bring rain.'));
    const found = [];
    const { signal } = new AbortController();
    for await (const each of listOf().search('rain', signal)) found.push(each.id);
    expect(found).toEqual(['a', 'b', 'c']);
  });
});
