// @vitest-environment node
import { expect, it } from 'vitest';
import type { ChatOptions } from '../../src/chat/chat-options.ts';
import { offlineOutbox } from '../../src/chat/send/offline-outbox.ts';
import type { OutboxLock } from '../../src/chat/send/outbox-line.ts';
import { ChatError } from '../../src/protocol/chat-error.ts';
import type { MessageInput } from '../../src/protocol/chat-message.ts';
import { manualClock, settle } from '../../src/testing/manual-clock.ts';
import type { Script } from '../../src/testing/script.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import { chatBench, countIds, memoryStorage, textsOf } from './chat-bench.ts';
import { manualLine, tabLocks } from './manual-line.ts';

const unreachable = new ChatError('network', 'The server does not answer.');
const tooLarge = new ChatError('too-large', 'The message is too long.', { status: 413 });

type Answers = (index: number) => Script;

/** A chat with an outbox, whose connection the test takes away. */
function outboxBench(
  answers: Answers = (index) => [`answer ${index}`],
  options: Partial<ChatOptions> & { lock?: OutboxLock } = {},
) {
  const line = manualLine();
  const { lock, ...chatOptions } = options;
  const outbox = offlineOutbox({ line, ...(lock && { lock }) });
  const bench = chatBench((_, index) => answers(index), { outbox, ...chatOptions });
  return { ...bench, line, held: () => bench.chat.getState().outbox };
}

const photo: MessageInput = {
  text: 'What is this?',
  files: [{ type: 'file', mediaType: 'image/png', url: 'data:image/png;base64,AA==' }],
  metadata: { mood: 'curious' },
};

it('keeps what is sent offline, and sends it in order once the browser is online', async () => {
  const { chat, line, pass, transport, held } = outboxBench();
  line.goOffline();
  expect(await chat.send('one')).toEqual({ accepted: true, messageId: 'id-1', isInOutbox: true });
  await chat.send('two');
  expect(held().map(({ input, error }) => [input, error])).toEqual([
    ['one', undefined],
    ['two', undefined],
  ]);
  expect(chat.getState()).toMatchObject({ status: 'ready', messages: [] });
  expect(transport.requests).toEqual([]);
  const runs = held().map(({ runId }) => runId);
  line.goOnline();
  await pass();
  await pass();
  expect(textsOf(chat)).toEqual(['one', 'answer 0', 'two', 'answer 1']);
  expect(transport.requests.map(({ runId }) => runId)).toEqual(runs);
  expect(held()).toEqual([]);
});

it('sends at once, and keeps nothing, while the browser is online', async () => {
  const { chat, pass, held, line } = outboxBench();
  const sent = chat.send('Hi');
  expect(textsOf(chat)).toEqual(['Hi']);
  await pass();
  expect(await sent).toEqual({ accepted: true, messageId: 'id-1' });
  expect(textsOf(chat)).toEqual(['Hi', 'answer 0']);
  expect(held()).toEqual([]);
  expect(line.listeners()).toBe(0);
});

it('keeps a message that did not get through with its files and data, and sends it with the same run id', async () => {
  const { chat, line, pass, transport, held } = outboxBench((index) =>
    index === 0 ? [{ refuse: unreachable }] : ['a photo'],
  );
  expect(await chat.send(photo)).toMatchObject({ accepted: true, isInOutbox: true });
  expect(held()).toEqual([
    expect.objectContaining({
      input: photo,
      error: { code: 'network', message: unreachable.message, retryable: true },
    }),
  ]);
  expect(chat.getState().messages).toEqual([]);
  line.goOnline();
  await pass();
  expect(transport.requests).toHaveLength(2);
  expect(transport.requests[1]?.runId).toBe(transport.requests[0]?.runId);
  expect(transport.requests[1]?.messages).toMatchObject([
    { parts: [photo.files?.[0], { text: photo.text }], metadata: photo.metadata },
  ]);
  expect(textsOf(chat)).toEqual(['What is this?', 'a photo']);
});

it('waits without an error when the browser went offline while it was sent', async () => {
  const { chat, line, pass, held } = outboxBench((index) =>
    index === 0 ? [{ wait: 100 }, { refuse: unreachable }] : ['answer'],
  );
  void chat.send('Hi');
  line.goOffline();
  await pass(100);
  expect(held()).toMatchObject([{ input: 'Hi' }]);
  expect(held()[0]?.error).toBeUndefined();
});

it('survives a reload: what waited is sent by the next page, once', async () => {
  const memory = memoryStorage();
  const { chat, line, pass, transport, reload } = outboxBench(undefined, {
    storage: memory.storage,
  });
  line.goOffline();
  await chat.send(photo);
  await chat.send('and then?');
  const [first] = chat.getState().outbox;
  const page = reload({ storage: memory.copy().storage });
  chat.dispose();
  await page.resume();
  expect(page.getState().outbox).toMatchObject([{ input: photo }, { input: 'and then?' }]);
  line.goOnline();
  await pass();
  await settle();
  await pass();
  expect(textsOf(page)).toEqual(['What is this?', 'answer 0', 'and then?', 'answer 1']);
  expect(transport.requests.map(({ runId }) => runId)[0]).toBe(first?.runId);
  expect(transport.requests).toHaveLength(2);
});

it('sends again with the same run id what a page was sending when it went away', async () => {
  const memory = memoryStorage();
  const { chat, pass, transport, reload } = outboxBench(() => [{ accept: 50 }, 'answer'], {
    storage: memory.storage,
  });
  void chat.send('Hi');
  await settle();
  // Nothing of the old page runs any more: what it had stored is all there is.
  const page = reload({ storage: memory.copy().storage });
  await page.resume();
  await pass(50);
  await pass();
  expect(textsOf(page)).toEqual(['Hi', 'answer']);
  expect(transport.resumes).toEqual([]);
  expect(new Set(transport.requests.map(({ runId }) => runId)).size).toBe(1);
});

it('stores no message as unsent that the server has', async () => {
  const memory = memoryStorage();
  const { chat, pass } = outboxBench(() => ['a', { wait: 100 }, 'b'], { storage: memory.storage });
  void chat.send('Hi');
  await pass();
  expect(memory.read()?.outbox).toBeUndefined();
  expect(memory.read()?.activeRunId).toBe('id-2');
  expect(memory.read()?.messages).toHaveLength(1);
});

it('forgets what its user takes out, and sends what its user wants sent', async () => {
  const { chat, line, pass, held } = outboxBench();
  line.goOffline();
  for (const text of ['one', 'two', 'three']) await chat.send(text);
  chat.unqueue(held()[0]?.id ?? '');
  expect(held().map(({ input }) => input)).toEqual(['two', 'three']);
  // The browser may be wrong about the connection.
  chat.resend(held()[1]?.id);
  await pass();
  expect(textsOf(chat)).toEqual(['three', 'answer 0']);
  expect(held().map(({ input }) => input)).toEqual(['two']);
});

it('keeps what the server will never take for its user, and goes on with the next', async () => {
  const { chat, line, pass, held } = outboxBench((index) =>
    index === 0 ? [{ refuse: tooLarge }] : ['answer'],
  );
  line.goOffline();
  await chat.send('a novel');
  await chat.send('short');
  line.goOnline();
  await pass();
  expect(textsOf(chat)).toEqual(['short', 'answer']);
  expect(held()).toMatchObject([{ input: 'a novel', error: { code: 'too-large' } }]);
  line.goOnline();
  await pass();
  expect(held()).toHaveLength(1);
});

it('gives a message back to its sender that the server refuses at once', async () => {
  const { chat, held } = outboxBench(() => [{ refuse: tooLarge }]);
  expect(await chat.send('a novel')).toEqual({ accepted: false, error: tooLarge });
  expect(held()).toEqual([]);
  expect(chat.getState().messages).toEqual([]);
});

it('stops at the first message that does not get through, so that the order is kept', async () => {
  const { chat, line, pass, held, transport } = outboxBench((index) =>
    index === 0 ? [{ refuse: unreachable }] : ['answer'],
  );
  line.goOffline();
  await chat.send('one');
  await chat.send('two');
  line.goOnline();
  await pass();
  expect(held().map(({ input }) => input)).toEqual(['one', 'two']);
  expect(transport.requests).toHaveLength(1);
  // A new message is a sign that its user wants the others sent, too.
  await chat.send('three');
  for (let frame = 0; frame < 3; frame += 1) await pass();
  expect(textsOf(chat).filter((text) => text !== 'answer')).toEqual(['one', 'two', 'three']);
});

it('refuses an empty message, offline too', async () => {
  const { chat, line, held } = outboxBench();
  line.goOffline();
  expect(await chat.send('')).toMatchObject({ accepted: false, error: { code: 'bad-request' } });
  expect(held()).toEqual([]);
});

it('keeps a message that is sent offline while an answer is interrupted, and sends it after the answer', async () => {
  const { chat, line, pass, held } = outboxBench((index) => [
    `answer ${index}`,
    { reconnect: 100 },
    '.',
  ]);
  void chat.send('one');
  await pass();
  line.goOffline();
  await chat.send('two');
  expect(held()).toMatchObject([{ input: 'two' }]);
  line.goOnline();
  await pass(100);
  await pass();
  expect(textsOf(chat)).toEqual(['one', 'answer 0.', 'two', 'answer 1']);
});

it('holds what waits when its user stops the answer before it', async () => {
  const { chat, line, pass, held, transport } = outboxBench((index) => [
    `answer ${index}`,
    { wait: 100 },
  ]);
  line.goOffline();
  await chat.send('one');
  await chat.send('two');
  line.goOnline();
  await pass();
  await chat.abort();
  line.goOnline();
  await pass();
  expect(transport.requests).toHaveLength(1);
  expect(held()).toMatchObject([{ input: 'two', error: { retryable: false } }]);
  chat.resend();
  await pass();
  expect(transport.requests).toHaveLength(2);
});

it('takes a message that was aborted before the server had answered into the chat, and sends it no more', async () => {
  const { chat, line, pass, held, transport } = outboxBench(() => [{ accept: 100 }, 'answer']);
  void chat.send('Hi');
  await settle();
  await chat.abort();
  line.goOnline();
  await pass(200);
  expect(textsOf(chat)).toEqual(['Hi']);
  expect(held()).toEqual([]);
  expect(transport.requests).toHaveLength(1);
});

it('leaves no listener behind when it is disposed, and sends when it comes back', async () => {
  const { chat, line, pass, held, transport } = outboxBench(() => [{ accept: 50 }, 'answer']);
  void chat.send('one');
  await settle();
  line.goOffline();
  await chat.send('two');
  expect(line.listeners()).toBe(1);
  expect(chat.dispose()).toBe(true);
  await settle();
  expect(line.listeners()).toBe(0);
  expect(held().map(({ input }) => input)).toEqual(['one', 'two']);
  expect(chat.getState().messages).toEqual([]);
  line.goOnline();
  await chat.resume();
  await pass(50);
  await pass(50);
  expect(textsOf(chat)).toEqual(['one', 'answer', 'two', 'answer']);
  expect(new Set(transport.requests.map(({ runId }) => runId)).size).toBe(2);
});

it('forgets everything with a reset', async () => {
  const memory = memoryStorage();
  const { chat, line, pass, held, transport } = outboxBench(undefined, { storage: memory.storage });
  line.goOffline();
  await chat.send('one');
  chat.reset();
  await settle();
  expect(held()).toEqual([]);
  expect(memory.read()).toBeUndefined();
  line.goOnline();
  await pass();
  expect(transport.requests).toEqual([]);
  expect(line.listeners()).toBe(0);
});

it('sends once from two tabs that loaded the same messages', async () => {
  const memory = memoryStorage();
  const lock = tabLocks();
  const { chat, line, pass, reload, transport } = outboxBench(undefined, {
    storage: memory.storage,
    lock,
  });
  line.goOffline();
  await chat.send('one');
  const second = reload({ createId: countIds('second') });
  await second.resume();
  expect(second.getState().outbox).toHaveLength(1);
  line.goOnline();
  for (let frame = 0; frame < 3; frame += 1) await pass();
  expect(transport.requests).toHaveLength(1);
  expect(second.getState().outbox).toEqual([]);
  expect(textsOf(second)[0]).toBe('one');
});

it('does not lose a message to a storage that failed to keep it', async () => {
  const memory = memoryStorage();
  const storage = { ...memory.storage, save: () => {} };
  void memory.storage.save('chat', { messages: [] });
  const { chat, line, pass } = outboxBench(undefined, { storage });
  line.goOffline();
  await chat.send('one');
  line.goOnline();
  await pass();
  expect(textsOf(chat)).toEqual(['one', 'answer 0']);
});

it('leaves a message in the list when there is no outbox, as it was', async () => {
  const transport = scriptedTransport([{ refuse: unreachable }]);
  const { chat } = chatBench([], { transport });
  expect(await chat.send('Hi')).toEqual({ accepted: false, error: unreachable });
  expect(textsOf(chat)).toEqual(['Hi']);
  chat.resend();
  expect(chat.getState().outbox).toEqual([]);
});

/** A server that would answer a message twice if it came twice. */
function strangerBench(answers: Answers, options: Partial<ChatOptions> = {}) {
  const clock = manualClock();
  const scripted = scriptedTransport((_, index) => answers(index), { clock });
  const transport = { ...scripted, mayRepeat: (error?: ChatError) => error?.status === 429 };
  const bench = outboxBench(undefined, { transport, now: () => clock.now(), ...options });
  const pass = async (): Promise<void> => {
    await clock.advance(0);
    bench.frames.tick();
  };
  return { ...bench, pass, requests: scripted.requests };
}

it('leaves a message that may have arrived to its user, where the server would answer it twice', async () => {
  const bench = strangerBench((index) => (index === 0 ? [{ refuse: unreachable }] : ['answer']));
  const { chat, line, pass, requests, held } = bench;
  await chat.send('Hi');
  expect(held()).toMatchObject([{ error: { code: 'network', mayHaveArrived: true } }]);
  line.goOnline();
  await pass();
  expect(requests).toHaveLength(1);
  chat.resend();
  await pass();
  await pass();
  expect(requests).toHaveLength(2);
  expect(textsOf(chat)).toEqual(['Hi', 'answer']);
});

it('sends again by itself what such a server has surely not taken', async () => {
  const busy = new ChatError('rate-limited', 'Slowly.', { status: 429 });
  const bench = strangerBench((index) => (index === 0 ? [{ refuse: busy }] : ['answer']));
  await bench.chat.send('Hi');
  bench.line.goOnline();
  await bench.pass();
  expect(bench.requests).toHaveLength(2);
});

it('does not send again after a reload what was on its way to such a server', async () => {
  const memory = memoryStorage();
  const bench = strangerBench(() => [{ accept: Infinity }], { storage: memory.storage });
  void bench.chat.send('Hi');
  await bench.pass();
  const page = bench.reload({ storage: memory.copy().storage });
  await page.resume();
  await settle();
  expect(page.getState().outbox).toMatchObject([{ input: 'Hi', error: { mayHaveArrived: true } }]);
  expect(bench.requests).toHaveLength(1);
});
