import { expect, it, vi } from 'vitest';
import type { ChatOptions } from '../../src/chat/chat-options.ts';
import { ChatError } from '../../src/protocol/chat-error.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { settle } from '../../src/testing/manual-clock.ts';
import type { Script } from '../../src/testing/script.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import { request as newRequest } from '../transports/describe-transport.ts';
import { answerOf, chatBench, memoryStorage, textOf, textsOf } from './chat-bench.ts';

const words: Script = [
  'one ',
  { wait: 100 },
  'two ',
  { wait: 100 },
  'three ',
  { wait: 100 },
  'four',
];

interface ReloadOptions {
  readonly isAsync?: boolean;
  readonly script?: Script;
  readonly page?: Partial<ChatOptions>;
}

/** A page whose answer had come to its second word when it was reloaded. */
async function reloadInMidAnswer({ isAsync = false, script = words, page = {} }: ReloadOptions) {
  const memory = memoryStorage(isAsync);
  const bench = chatBench(script, { storage: memory.storage });
  void bench.chat.send('Hi');
  await bench.pass();
  await bench.pass(100);
  const before = answerOf(bench.chat);
  window.dispatchEvent(new Event('pagehide'));
  const later = memory.copy();
  return { ...bench, before, later, page: bench.reload({ storage: later.storage, ...page }) };
}

it.each([false, true])(
  'goes on after a reload in the same message (storage async: %s)',
  async (isAsync) => {
    const { page, before, clock, pass, transport } = await reloadInMidAnswer({ isAsync });
    void page.resume();
    await clock.advance(0);
    expect(textsOf(page)).toEqual(['Hi', 'one two ']);
    await pass(100);
    expect(textOf(page)).toBe('one two three ');
    expect(answerOf(page)?.id).toBe(before?.id);
    await pass(100);
    expect(answerOf(page)).toMatchObject({ id: before?.id, end: 'complete' });
    expect(textOf(page)).toBe('one two three four');
    expect(page.getState().messages).toHaveLength(2);
    expect(transport.requests).toHaveLength(1);
  },
);

it('shows what a storage without promises holds in the same task', async () => {
  const { page } = await reloadInMidAnswer({});
  void page.resume();
  expect(textsOf(page)).toEqual(['Hi', 'one two ']);
  expect(page.getState().status).toBe('reconnecting');
});

it('never shows less than before while the replay catches up', async () => {
  const script: Script = [
    { type: 'reasoning-start', id: 'r' },
    { type: 'reasoning-delta', id: 'r', delta: 'hmm ' },
    { type: 'reasoning-end', id: 'r' },
    'one ',
    { wait: 100 },
    'two ',
    { wait: 1000 },
  ];
  const shown: string[] = [];
  const replay = chatBench([
    ...script.slice(0, 2),
    { wait: 10 },
    { type: 'reasoning-end', id: 'r' },
    'one ',
    { wait: 10 },
    'two ',
    'three',
    { wait: 10 },
  ]);
  const { page, pass } = await reloadInMidAnswer({
    script,
    page: {
      transport: {
        send: (request) => replay.transport.send(request),
        resume: ({ chatId, signal }) =>
          replay.transport.send({
            chatId,
            signal,
            runId: 'r',
            messages: [],
            trigger: 'submit-message',
          }),
        cancel: () => Promise.resolve(),
      },
    },
  });
  page.subscribe(() => shown.push(JSON.stringify(answerOf(page)?.parts)));
  void page.resume();
  for (let frame = 0; frame < 4; frame += 1) {
    await replay.clock.advance(10);
    await pass();
  }
  expect(textOf(page)).toBe('one two three');
  const lengths = shown.map((parts) => parts.length);
  expect(Math.min(...lengths)).toBeGreaterThanOrEqual(lengths[0] ?? Infinity);
});

it('never shows less reasoning than before either', async () => {
  const reasoning: Script = [
    { type: 'reasoning-start', id: 'r' },
    { type: 'reasoning-delta', id: 'r', delta: 'first thought, ' },
    { wait: 100 },
    { type: 'reasoning-delta', id: 'r', delta: 'second thought' },
    { wait: 1000 },
  ];
  const replay = scriptedTransport([...reasoning.slice(0, 2), { wait: Infinity }]);
  const { page, before, pass } = await reloadInMidAnswer({
    script: reasoning,
    page: {
      transport: { ...replay, resume: ({ signal }) => replay.send(newRequest({ signal })) },
    },
  });
  void page.resume();
  await pass();
  expect(answerOf(page)?.parts).toEqual(before?.parts);
  expect(page.getState().status).toBe('streaming');
});

it('keeps what was shown when the user aborts before the replay has caught up', async () => {
  const { page, transport, before } = await reloadInMidAnswer({});
  void page.resume();
  void page.abort();
  expect(textOf(page)).toBe('one two ');
  expect(answerOf(page)).toMatchObject({ id: before?.id, end: 'aborted' });
  expect(transport.cancels).toHaveLength(1);
  await settle();
  expect(textOf(page)).toBe('one two ');
});

it('ends the message as expired when the server no longer has the run', async () => {
  const onDone = vi.fn<(message: ChatMessage) => void>();
  const bench = chatBench([], { keepsRuns: false });
  const { page, later } = await reloadInMidAnswer({
    page: { transport: bench.transport, onDone },
  });
  await page.resume();
  expect(answerOf(page)).toMatchObject({ end: 'expired', error: { code: 'expired' } });
  expect(page.getState()).toMatchObject({ status: 'error', error: { code: 'expired' } });
  expect(textOf(page)).toBe('one two ');
  expect(onDone).toHaveBeenCalledTimes(1);
  expect(later.read()?.activeRunId).toBeUndefined();
});

it('says that a run is lost that had shown nothing yet', async () => {
  const memory = memoryStorage();
  const bench = chatBench([{ wait: 1000 }, 'late'], { storage: memory.storage, keepsRuns: false });
  void bench.chat.send('Hi');
  await settle();
  const page = bench.reload({ storage: memory.copy().storage });
  await page.resume();
  expect(textsOf(page)).toEqual(['Hi']);
  expect(page.getState()).toMatchObject({ status: 'error', error: { retryable: true } });
});

it('keeps the run for another try when the way to the server is blocked', async () => {
  const refused = new ChatError('network', 'Offline.');
  const resume = vi.fn<() => AsyncIterable<never>>();
  const { page, later, transport, pass } = await reloadInMidAnswer({
    page: {
      transport: {
        send: (request) => transport.send(request),
        async *resume(request) {
          resume();
          if (resume.mock.calls.length === 1) {
            yield { type: 'end', end: 'error', error: refused };
          } else yield* transport.resume(request);
        },
        cancel: () => Promise.resolve(),
      },
    },
  });
  await page.resume();
  expect(page.getState()).toMatchObject({ status: 'error', error: refused });
  expect(answerOf(page)?.end).toBe('truncated');
  expect(later.read()?.activeRunId).toBeDefined();
  void page.resume();
  expect(answerOf(page)?.end).toBeUndefined();
  await pass(500);
  expect(textOf(page)).toBe('one two three four');
  expect(answerOf(page)?.end).toBe('complete');
});

it('goes on with a truncated answer when the connection is back', async () => {
  const bench = chatBench(['one ', { wait: 100 }, 'two']);
  let sent = 0;
  const { chat, pass } = chatBench([], {
    transport: {
      async *send(request) {
        for await (const item of bench.transport.send(request)) {
          yield item;
          if (item.type === 'event') sent += 1;
          if (sent === 3) break;
        }
        yield { type: 'end', end: 'truncated', error: new ChatError('network', 'Gone.') };
      },
      resume: (request) => bench.transport.resume(request),
      cancel: () => Promise.resolve(),
    },
  });
  void chat.send('Hi');
  await pass();
  expect(answerOf(chat)?.end).toBe('truncated');
  void chat.resume();
  await bench.clock.advance(100);
  await pass();
  expect(answerOf(chat)?.end).toBe('complete');
  expect(textsOf(chat)).toEqual(['Hi', 'one two']);
});

it('refuses a send while a stored answer goes on', async () => {
  const { page } = await reloadInMidAnswer({ isAsync: true });
  void page.resume();
  expect(await page.send('newer')).toMatchObject({ accepted: false });
  expect(textsOf(page)).toEqual(['Hi', 'one two ']);
});

it('reads a run once, however often it is resumed', async () => {
  for (const isAsync of [false, true]) {
    const { page, transport, pass } = await reloadInMidAnswer({ isAsync });
    void page.resume();
    void page.resume();
    await pass();
    void page.resume();
    await pass(1000);
    expect(transport.resumes).toHaveLength(1);
    expect(textOf(page)).toBe('one two three four');
  }
});

it.each(['reset', 'dispose'] as const)('ignores what storage finds after a %s', async (act) => {
  const { page, transport } = await reloadInMidAnswer({ isAsync: true });
  void page.resume();
  page[act]();
  await settle();
  await settle();
  expect(page.getState()).toMatchObject({ messages: [], status: 'ready' });
  expect(transport.resumes).toEqual([]);
});

it('leaves the run to the server on dispose, and goes on with it on resume', async () => {
  for (const storage of [undefined, memoryStorage().storage]) {
    const { chat, transport, pass, frames, clock, answer, text } = chatBench(words, {
      ...(storage && { storage }),
    });
    void chat.send('Hi');
    await pass();
    expect(chat.dispose()).toBe(true);
    await settle();
    expect(transport.cancels).toEqual([]);
    expect(transport.readers + frames.pending + clock.pending).toBe(0);
    expect(answer()?.end).toBe('truncated');
    await pass(100);
    expect(text()).toBe('one ');
    void chat.resume();
    expect(answer()?.end).toBeUndefined();
    await pass();
    expect(text()).toBe('one two ');
    await pass(200);
    expect(answer()?.end).toBe('complete');
    expect(chat.getState().messages).toHaveLength(2);
    expect(chat.dispose()).toBe(false);
  }
});

it('resolves a send whose chat is disposed before the server has answered', async () => {
  const { chat } = chatBench([{ accept: 1000 }, 'late']);
  const sending = chat.send('Hi');
  await settle();
  chat.dispose();
  expect(await sending).toMatchObject({ accepted: true });
});

it('finds the active run of a chat without storage, and can stop it', async () => {
  const first = chatBench(words);
  void first.chat.send('Hi');
  await first.pass();
  const other = first.reload();
  void other.resume();
  await first.pass();
  expect(textOf(other)).toBe('one ');
  expect(other.getState().status).toBe('streaming');
  await other.abort();
  await first.pass();
  expect(first.transport.cancels[0]?.runId).toBe(first.transport.requests[0]?.runId);
  expect(first.answer()?.end).toBe('aborted');
});

it('looks for an active run without a trace where there is none, and makes way for a send', async () => {
  const { chat, transport, pass, text } = chatBench(['answer']);
  const state = chat.getState();
  await chat.resume();
  expect(chat.getState()).toBe(state);
  void chat.resume();
  void chat.send('Hi');
  await pass();
  expect(text()).toBe('answer');
  expect(transport.resumes.map(({ signal }) => signal.aborted)).toEqual([false, true]);
});
