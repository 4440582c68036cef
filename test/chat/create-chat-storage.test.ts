import { expect, it, vi } from 'vitest';
import type { ChatStorage } from '../../src/chat/storage/chat-storage.ts';
import type { ChatError } from '../../src/protocol/chat-error.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { chatBench, memoryStorage, textsOf } from './chat-bench.ts';

it('does nothing without anything stored', async () => {
  const { storage } = memoryStorage();
  const { chat, transport } = chatBench([], { storage });
  const state = chat.getState();
  await chat.resume();
  expect(chat.getState()).toBe(state);
  expect(transport.resumes).toEqual([]);
});

it('loads a chat whose last answer had ended, and asks the server nothing', async () => {
  const memory = memoryStorage();
  const { chat, pass, reload, transport } = chatBench(['answer'], { storage: memory.storage });
  void chat.send('Hi');
  await pass();
  const page = reload({ storage: memory.copy().storage });
  await page.resume();
  expect(page.getState().messages).toEqual(chat.getState().messages);
  expect(transport.resumes).toEqual([]);
});

it('puts what is stored in the place of initial messages, but never of newer ones', async () => {
  const memory = memoryStorage(true, [
    ['chat', { messages: [{ id: 's', role: 'user', parts: [{ type: 'text', text: 'stored' }] }] }],
  ]);
  // A storage of the past: what is saved now is not what it loads.
  const storage = { ...memory.storage, save: () => {} };
  const initialMessages: ChatMessage[] = [
    { id: 'g', role: 'assistant', parts: [{ type: 'text', text: 'Welcome!' }], end: 'complete' },
  ];
  const { chat, reload, pass } = chatBench(['answer'], { storage, initialMessages });
  await chat.resume();
  expect(textsOf(chat)).toEqual(['stored']);
  const busy = reload();
  void busy.send('newer');
  await pass();
  await busy.resume();
  expect(textsOf(busy)).toEqual(['Welcome!', 'newer', 'answer']);
});

it('lets a send wait for a storage that is still loading', async () => {
  const memory = memoryStorage(true, [
    ['chat', { messages: [{ id: 's', role: 'user', parts: [{ type: 'text', text: 'stored' }] }] }],
  ]);
  const { chat, pass, transport } = chatBench(['answer'], { storage: memory.storage });
  void chat.resume();
  void chat.send('newer');
  await pass();
  expect(textsOf(chat)).toEqual(['stored', 'newer', 'answer']);
  expect(transport.requests[0]?.messages).toHaveLength(2);
});

it('saves while it streams, at most once a second, and when the page goes', async () => {
  const save = vi.fn<() => void>();
  const storage = { load: () => undefined, save, remove: () => {} };
  const { chat, pass } = chatBench(Array.from({ length: 100 }, () => ['x', { wait: 50 }]).flat(), {
    storage,
  });
  void chat.send('Hi');
  await pass();
  const before = save.mock.calls.length;
  for (let frame = 0; frame < 60; frame += 1) await pass(50);
  expect(save.mock.calls.length - before).toBe(2);
  window.dispatchEvent(new Event('pagehide'));
  expect(save.mock.calls.length - before).toBe(3);
});

it('removes from storage what is reset', async () => {
  const memory = memoryStorage();
  const { chat, pass } = chatBench(['answer'], { storage: memory.storage });
  void chat.send('Hi');
  await pass();
  expect(memory.read()?.messages).toHaveLength(2);
  chat.reset();
  expect(memory.read()).toBeUndefined();
});

it('tells of a storage that fails, once while it goes on failing', async () => {
  const error = new DOMException('full', 'QuotaExceededError');
  for (const isAsync of [false, true]) {
    const onError = vi.fn<(error: ChatError) => void>();
    let isFull = true;
    const storage: ChatStorage = {
      load: () => undefined,
      save() {
        if (isAsync) return isFull ? Promise.reject(error) : Promise.resolve();
        if (isFull) throw error;
        return undefined;
      },
      remove: () => {},
    };
    const { chat, pass } = chatBench(['a', { wait: 2000 }, 'b', { wait: 2000 }, 'c'], {
      storage,
      onError,
    });
    void chat.send('Hi');
    await pass();
    await pass(2000);
    expect(onError).toHaveBeenCalledTimes(1);
    expect(onError.mock.calls[0]?.[0]).toMatchObject({ code: 'storage', cause: error });
    expect(chat.getState().error).toBeUndefined();
    isFull = false;
    await pass(2000);
    isFull = true;
    void chat.send('again');
    await pass();
    expect(onError).toHaveBeenCalledTimes(2);
  }
});

it('goes on without a storage that throws or rejects, and reports it', async () => {
  const told = vi.fn<(error: unknown) => void>();
  vi.stubGlobal('reportError', told);
  const error = new Error('storage is broken');
  const broken = () => {
    throw error;
  };
  for (const load of [broken, () => Promise.reject(error)]) {
    told.mockClear();
    const { chat, pass, text } = chatBench(['answer'], {
      storage: { load, save: broken, remove: broken },
    });
    await chat.resume();
    void chat.send('Hi');
    await pass();
    chat.reset();
    expect(text()).toBeUndefined();
    expect(told.mock.calls.every(([thrown]) => thrown === error)).toBe(true);
    expect(told.mock.calls.length).toBeGreaterThanOrEqual(3);
  }
  vi.unstubAllGlobals();
});
