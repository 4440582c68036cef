import { expect, it, vi } from 'vitest';
import { messageText } from '../../src/protocol/message-text.ts';
import type { ChatStore } from '../../src/chat/chat-store.ts';
import { offlineOutbox } from '../../src/chat/send/offline-outbox.ts';
import type { TabChannel } from '../../src/chat/tabs/tab-mirror.ts';
import { settle } from '../../src/testing/manual-clock.ts';
import { chatBench, countIds, textsOf } from './chat-bench.ts';
import { manualLine, tabLocks } from './manual-line.ts';

/** Channels of one browser: what one tab posts all others get, as copies and at once. */
function tabs(): () => TabChannel {
  const listeners = new Map<TabChannel, (event: { data: unknown }) => void>();
  return () => {
    const channel: TabChannel = {
      addEventListener: (_, listener) => void listeners.set(channel, listener),
      postMessage(data) {
        for (const [other, listener] of listeners) {
          if (other !== channel) listener({ data: structuredClone(data) });
        }
      },
      close: () => void listeners.delete(channel),
    };
    return channel;
  };
}

/** Shows a chat, and waits for its mirror, which loads with the first screen. */
async function open(chat: ChatStore): Promise<void> {
  chat.subscribe(() => undefined);
  await vi.dynamicImportSettled();
}

const slow = ['one ', { wait: 1000 }, 'two ', { wait: 1000 }, 'three'];

/** Two tabs of one chat over one server; the second one opens when it is asked for. */
async function twoTabs() {
  const mirror = tabs();
  const bench = chatBench(slow, { mirror });
  await open(bench.chat);
  const openSecond = async () => {
    const second = bench.reload({ mirror, createId: countIds('second') });
    await open(second);
    return second;
  };
  return { ...bench, openSecond };
}

it('shows in a second tab what the first one reads', async () => {
  const { chat, pass, openSecond } = await twoTabs();
  const second = await openSecond();
  void chat.send('Hi');
  await pass();
  expect(textsOf(second)).toEqual(['Hi', 'one ']);
  expect(second.getState().status).toBe('streaming');
  await pass(1000);
  expect(textsOf(second)).toEqual(['Hi', 'one two ']);
  await pass(1000);
  expect(second.getState().status).toBe('ready');
  expect(second.getState().messages).toEqual(chat.getState().messages);
});

it('shows all of it in a tab that opens in the middle of the answer', async () => {
  const { chat, pass, openSecond } = await twoTabs();
  void chat.send('Hi');
  await pass();
  expect(textsOf(await openSecond())).toEqual(['Hi', 'one ']);
});

it('shows an answer that had begun before the mirror of its tab was loaded', async () => {
  const mirror = tabs();
  const { chat, pass, reload } = chatBench(slow, { mirror });
  const second = reload({ createId: countIds('second') });
  await open(second);
  void chat.send('Hi');
  await pass();
  expect(textsOf(second)).toEqual([]);
  await open(chat);
  expect(textsOf(second)).toEqual(['Hi', 'one ']);
});

it('stops the answer from the second tab', async () => {
  const { chat, pass, openSecond, transport } = await twoTabs();
  const second = await openSecond();
  void chat.send('Hi');
  await pass();
  await second.abort();
  for (const tab of [chat, second]) {
    expect(tab.getState().status).toBe('ready');
    expect(tab.getState().messages.at(-1)).toMatchObject({ end: 'aborted' });
  }
  expect(transport.cancels.length).toBeGreaterThan(0);
});

it('refuses to send while another tab reads an answer', async () => {
  const { chat, pass, openSecond } = await twoTabs();
  const second = await openSecond();
  void chat.send('Hi');
  await pass();
  expect(await second.send('Me too')).toMatchObject({ accepted: false });
  await pass(1000);
  await pass(1000);
  expect(await second.send('And now')).toMatchObject({ accepted: true });
  await pass();
  expect(textsOf(chat)).toEqual(['Hi', 'one two three', 'And now', 'one ']);
});

it('goes on in the second tab when the first one is closed', async () => {
  const { chat, pass, openSecond } = await twoTabs();
  const second = await openSecond();
  void chat.send('Hi');
  await pass();
  chat.dispose();
  await settle();
  await pass(1000);
  await pass(1000);
  await pass(1000);
  expect(second.getState().messages.map(messageText)).toEqual(['Hi', 'one two three']);
  expect(second.getState().messages.at(-1)).toMatchObject({ end: 'complete' });
});

it('asks nothing of other tabs without the option', async () => {
  const { chat, pass, reload } = chatBench(slow);
  const second = reload();
  second.subscribe(() => undefined);
  chat.subscribe(() => undefined);
  void chat.send('Hi');
  await pass();
  expect(textsOf(second)).toEqual([]);
});

it('shows in all tabs what waits for the connection, and sends it from one', async () => {
  const mirror = tabs();
  const line = manualLine();
  const outbox = offlineOutbox({ line, lock: tabLocks() });
  const bench = chatBench(['answer'], { mirror, outbox });
  const second = bench.reload({ createId: countIds('second') });
  for (const chat of [bench.chat, second]) await open(chat);
  line.goOffline();
  await second.send('one');
  expect(bench.chat.getState().outbox).toMatchObject([{ input: 'one' }]);
  line.goOnline();
  await bench.pass();
  await bench.pass();
  for (const chat of [bench.chat, second]) {
    expect(textsOf(chat)).toEqual(['one', 'answer']);
    expect(chat.getState().outbox).toEqual([]);
  }
  expect(bench.transport.requests).toHaveLength(1);
});
