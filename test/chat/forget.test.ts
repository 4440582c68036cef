import { expect, it, vi } from 'vitest';
import { offlineOutbox } from '../../src/chat/send/offline-outbox.ts';
import type { TabChannel } from '../../src/chat/tabs/tab-mirror.ts';
import { ChatError } from '../../src/protocol/chat-error.ts';
import { chatBench, countIds, memoryStorage, textsOf } from './chat-bench.ts';
import { manualLine, tabLocks } from './manual-line.ts';

/** Channels of one browser whose messages arrive later, as a browser's do. */
function tabs(): () => TabChannel {
  const listeners = new Map<TabChannel, (event: { data: unknown }) => void>();
  return () => {
    const channel: TabChannel = {
      addEventListener: (_, listener) => void listeners.set(channel, listener),
      postMessage(data) {
        const copy: unknown = structuredClone(data);
        for (const [other, listener] of listeners) {
          if (other !== channel) queueMicrotask(() => listener({ data: copy }));
        }
      },
      close: () => void listeners.delete(channel),
    };
    return channel;
  };
}

const secret = 'the secret ';
const script = [secret, { wait: 100 }, 'goes ', { wait: 100 }, 'on'];

it('removes a chat from storage, outbox, versions and server', async () => {
  const memory = memoryStorage();
  const line = manualLine();
  const outbox = offlineOutbox({ line, lock: tabLocks() });
  const deleteChat = vi.fn(() => Promise.resolve());
  const bench = chatBench(script, { storage: memory.storage, outbox });
  Object.assign(bench.transport, { deleteChat });
  const { chat, pass } = bench;
  void chat.send(`What is ${secret}?`);
  for (let turn = 0; turn < 4; turn += 1) await pass(100);
  void chat.regenerate();
  await pass();
  line.goOffline();
  await chat.abort();
  void chat.send(`More of ${secret}`);
  await pass();
  expect(memory.read()?.outbox).toHaveLength(1);
  expect(await chat.forget()).toEqual({ forgotten: true });
  expect(memory.read()).toBeUndefined();
  expect(JSON.stringify(chat.getState())).not.toContain(secret);
  expect(deleteChat).toHaveBeenCalledExactlyOnceWith('chat');
  line.goOnline();
  await pass(500);
  expect(JSON.stringify([chat.getState(), memory.read()])).not.toContain(secret);
  // It can be used again, and nothing comes back with it.
  void chat.send('Hello');
  await pass();
  expect(JSON.stringify(bench.transport.requests.at(-1)?.messages)).not.toContain(secret);
});

it.each(['the one that reads', 'another one'])(
  'empties all tabs, from %s, in mid-answer',
  async (from) => {
    const memory = memoryStorage();
    const mirror = tabs();
    const { chat, reload, pass, transport } = chatBench(script, {
      mirror,
      storage: memory.storage,
    });
    chat.subscribe(() => undefined);
    await vi.dynamicImportSettled();
    const second = reload({ mirror, createId: countIds('second') });
    const third = reload({ mirror, createId: countIds('third') });
    for (const tab of [second, third]) tab.subscribe(() => undefined);
    await vi.dynamicImportSettled();
    void chat.send('Hi');
    await pass();
    void chat.edit(chat.getState().messages[0]?.id ?? '', 'Hi again');
    await pass();
    expect(textsOf(second)).toContain(secret);
    const forgetting = (from === 'another one' ? second : chat).forget();
    await pass();
    expect(await forgetting).toEqual({ forgotten: true });
    for (let turn = 0; turn < 4; turn += 1) await pass(100);
    for (const tab of [chat, second, third]) {
      expect(tab.getState()).toMatchObject({ status: 'ready', messages: [] });
    }
    expect(memory.read()).toBeUndefined();
    expect(transport.cancels.length).toBeGreaterThan(0);
    // Nobody has kept a version of it.
    void third.send('New');
    await pass(500);
    expect(JSON.stringify(memory.read())).not.toContain(secret.repeat(2));
    expect(Object.keys(memory.read()?.branches ?? {})).toEqual([]);
  },
);

it('tells what could not be removed, and forgets the rest', async () => {
  const onError = vi.fn();
  const { chat, transport, pass } = chatBench([secret], { onError });
  const error = new ChatError('cancel', 'not told');
  Object.assign(transport, { deleteChat: () => Promise.reject(error) });
  void chat.send('Hi');
  await pass();
  expect(await chat.forget()).toEqual({ forgotten: false, error });
  expect(onError).toHaveBeenCalledExactlyOnceWith(error);
  expect(chat.getState().messages).toEqual([]);
  const memory = memoryStorage();
  const storage = { ...memory.storage, remove: () => Promise.reject(new Error('locked')) };
  const { chat: stored } = chatBench([secret], { storage, onError });
  expect(await stored.forget()).toMatchObject({ forgotten: false, error: { code: 'storage' } });
});
