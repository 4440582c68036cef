import { expect, it, vi } from 'vitest';
import { createChat } from '../../src/chat/create-chat.ts';
import type { ChatTransport } from '../../src/protocol/chat-transport.ts';
import { faultyTransport } from '../../src/testing/faulty-transport.ts';
import { manualClock, settle } from '../../src/testing/manual-clock.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import { chatBench, textOf, textsOf } from './chat-bench.ts';

const told = vi.fn<(error: unknown) => void>();

function listenToUncaught(): typeof told {
  told.mockClear();
  vi.stubGlobal('reportError', told);
  return told;
}

function broken(): never {
  throw new Error('broken app');
}

it('goes on when the callbacks and listeners of the app throw, and reports what they threw', async () => {
  const uncaught = listenToUncaught();
  const { chat, pass, text, answer } = chatBench(['a', { wait: 10 }, 'b'], {
    onEvent: broken,
    onToken: broken,
    onDone: broken,
  });
  chat.subscribe(broken);
  const listener = vi.fn<() => void>();
  chat.subscribe(listener);
  void chat.send('Hi');
  await pass();
  await pass(10);
  vi.unstubAllGlobals();
  expect(text()).toBe('ab');
  expect(answer()?.end).toBe('complete');
  expect(listener).toHaveBeenCalled();
  expect(uncaught.mock.calls.length).toBeGreaterThan(8);
});

it('reports without reportError too, as in Node', async () => {
  vi.stubGlobal('reportError', undefined);
  const queued = vi.fn<(task: () => void) => void>();
  vi.stubGlobal('queueMicrotask', queued);
  const { report } = await import('../../src/chat/state/attempt.ts');
  report(new Error('nobody caught me'));
  vi.unstubAllGlobals();
  expect(() => queued.mock.calls[0]?.[0]()).toThrow('nobody caught me');
});

it('ends an answer as truncated when its transport throws', async () => {
  const { chat, pass, answer, text } = chatBench([], {
    transport: faultyTransport(scriptedTransport(['a', 'b']), { throwAfter: 3 }),
  });
  void chat.send('Hi');
  await pass();
  expect(text()).toBe('a');
  expect(answer()).toMatchObject({ end: 'truncated', error: { code: 'protocol' } });
  expect(chat.getState().error).toMatchObject({ retryable: true, cause: expect.any(Error) });
});

it('ends an answer as truncated when its transport stops without an end', async () => {
  const { chat, pass, answer } = chatBench([], {
    transport: faultyTransport(scriptedTransport(['a', 'b']), { stopAfter: 3 }),
  });
  void chat.send('Hi');
  await pass();
  expect(answer()).toMatchObject({ end: 'truncated', error: { code: 'truncated' } });
  expect(chat.getState().status).toBe('error');
});

it.each([
  ['throws', broken],
  [
    'ends without a word',
    // oxlint-disable-next-line func-names -- an empty iteration
    async function* () {},
  ],
] as const)(
  'refuses a send that its transport answers by what %s, and keeps the text',
  async (_, send) => {
    const transport: ChatTransport = { send, async *resume() {}, cancel: () => Promise.resolve() };
    const { chat } = chatBench([], { transport });
    expect(await chat.send('Hi')).toMatchObject({ accepted: false, error: { retryable: true } });
    expect(textsOf(chat)).toEqual(['Hi']);
    expect(chat.getState().status).toBe('error');
  },
);

it('completes an answer whose dialect has no end event, by the end of the transport', async () => {
  const { chat, pass, answer } = chatBench([], {
    transport: {
      async *send({ runId }) {
        yield { type: 'open', runId };
        yield { type: 'event', event: { type: 'text-delta', id: '1', delta: 'a' }, receivedAt: 0 };
        yield { type: 'end', end: 'complete' };
      },
      async *resume() {},
      cancel: () => Promise.resolve(),
    },
  });
  void chat.send('Hi');
  await pass();
  expect(answer()).toMatchObject({ end: 'complete', parts: [{ text: 'a', state: 'done' }] });
});

it('applies and ends in a hidden tab, where no frame comes', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('requestAnimationFrame', () => 1);
  vi.stubGlobal('cancelAnimationFrame', () => {});
  const clock = manualClock();
  const transport = scriptedTransport(['a', { wait: 1000 }, 'b'], { clock });
  const onDone = vi.fn<() => void>();
  const hidden = createChat({ transport, onDone });
  void hidden.send('Hi');
  await settle();
  expect(textOf(hidden)).toBeUndefined();
  vi.advanceTimersByTime(250);
  expect(textOf(hidden)).toBe('a');
  await clock.advance(1000);
  expect(onDone).toHaveBeenCalledTimes(1);
  expect(textOf(hidden)).toBe('ab');
  hidden.dispose();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('leaves no frame, timer or reader behind, however a run ends', async () => {
  const { chat, clock, frames, transport, pass } = chatBench(['a', { wait: 100 }, 'b']);
  const ways = [
    () => void chat.abort(),
    () => void chat.dispose(),
    () => chat.reset(),
    () => void pass(100),
  ];
  for (const way of ways) {
    void chat.send('Hi');
    await pass();
    way();
    await settle();
    expect(frames.pending).toBe(0);
    expect(clock.pending).toBe(0);
    expect(transport.readers).toBe(0);
  }
});

it('leaves no page listener behind when its run is over', async () => {
  const add = vi.spyOn(window, 'addEventListener');
  const remove = vi.spyOn(window, 'removeEventListener');
  const storage = { load: () => undefined, save: () => {}, remove: () => {} };
  const { chat, pass } = chatBench(['a', { wait: 100 }, 'b'], { storage });
  for (const way of [() => pass(100), () => chat.abort(), async () => chat.dispose()]) {
    void chat.send('Hi');
    await pass();
    expect(add.mock.calls.length).toBe(remove.mock.calls.length + 1);
    await way();
    expect(add.mock.calls).toEqual(remove.mock.calls);
  }
});

it('stops telling a listener that unsubscribed', async () => {
  const { chat, pass } = chatBench(['a']);
  const listener = vi.fn<() => void>();
  const unsubscribe = chat.subscribe(listener);
  unsubscribe();
  unsubscribe();
  void chat.send('Hi');
  await pass();
  expect(listener).not.toHaveBeenCalled();
});
