// @vitest-environment node
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ChatStore } from '../../src/chat/chat-store.ts';
import { ChatError } from '../../src/protocol/chat-error.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import type { ChatTransport } from '../../src/protocol/chat-transport.ts';
import { settle } from '../../src/testing/manual-clock.ts';
import type { Script } from '../../src/testing/script.ts';
import { chatBench, finishedPair, memoryStorage, textsOf } from './chat-bench.ts';

const lost = new ChatError('server', 'The model failed.');
const refused = new ChatError('bad-request', 'Too long.');
const script = fc.constantFrom<Script>(
  ['one ', { wait: 50 }, 'two ', { wait: 50 }, 'three'],
  ['quick'],
  [{ wait: 100 }, 'slow'],
  ['half ', { wait: 50 }, { fail: lost }],
  [{ refuse: refused }],
  [{ refuse: lost }],
);

type Change = (messages: readonly ChatMessage[]) => readonly ChatMessage[];
const note: ChatMessage = { id: 'note', role: 'system', parts: [{ type: 'text', text: 'Note' }] };
const change = fc.constantFrom<Change>(
  () => [],
  () => finishedPair(1),
  (messages) => messages.slice(0, -1),
  (messages) => messages.slice(-1),
  (messages) => messages.slice(-2),
  (messages) => [note, ...messages],
  (messages) => [...messages, note],
  (messages) => messages.map((message) => ({ ...message, metadata: { rated: 'up' } })),
  (messages) => [...messages, ...messages],
);

type Act = (bench: ReturnType<typeof chatBench>, given: Change) => unknown;
const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom<Act>(
      (bench) => bench.pass(0),
      (bench) => bench.pass(50),
    ),
  },
  { weight: 4, arbitrary: fc.constant<Act>(({ chat }, given) => chat.setMessages(given)) },
  fc.constantFrom<Act>(
    ({ chat }, given) => chat.setMessages(given(chat.getState().messages)),
    ({ chat }) => void chat.send('More'),
    ({ chat }) => void chat.send('Look', { body: { model: 'x' } }),
    ({ chat }) => void chat.abort(),
    ({ chat }) => void chat.regenerate(),
    ({ chat }) => void chat.edit(chat.getState().messages[0]?.id ?? '', 'Edited'),
    ({ chat }) => chat.clearError(),
    ({ chat }) => chat.reset(),
    ({ chat }) => void chat.forget(),
  ),
);

const isReady = (status: string) => status === 'ready' || status === 'error';

/** What holds of a chat at any moment. */
function look({ getState, getMessage }: ChatStore): void {
  const { messages, status, error } = getState();
  const ids = messages.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const message of messages) expect(getMessage(message.id)).toBe(message);
  // Only an answer that streams is open, and it is the last.
  const open = messages.filter(({ role, end }) => role === 'assistant' && end === undefined);
  expect(open.length).toBeLessThanOrEqual(isReady(status) ? 0 : 1);
  expect(open.every((message) => message === messages.at(-1))).toBe(true);
  expect(status !== 'error' || error !== undefined).toBe(true);
}

it('keeps its laws whatever is set, sent, stopped and cleared when', async () => {
  const whileStreaming = fc.constantFrom<'reject' | 'queue' | 'interrupt'>(
    'reject',
    'queue',
    'interrupt',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(script, { minLength: 1, maxLength: 5 }),
      fc.array(fc.tuple(act, change), { maxLength: 14 }),
      whileStreaming,
      async (scripts, acts, mode) => {
        const memory = memoryStorage();
        let asked = 0;
        const bench = chatBench(() => scripts[asked++ % scripts.length] ?? [], {
          storage: memory.storage,
          whileStreaming: mode,
        });
        const { chat, pass } = bench;
        for (const [perform, given] of acts) {
          await perform(bench, given);
          look(chat);
          await settle();
          look(chat);
        }
        for (let turn = 0; turn < 20; turn += 1) await pass(100);
        look(chat);
        expect(isReady(chat.getState().status)).toBe(true);
        chat.clearError();
        expect(chat.getState()).toMatchObject({ status: 'ready' });
        expect(chat.getState().error).toBeUndefined();
        // What is set is shown at once, stored, and gone on from.
        chat.setMessages(finishedPair(7));
        expect(textsOf(chat)).toEqual(['question 7', 'answer 7']);
        expect(memory.read()?.messages).toHaveLength(2);
        asked = scripts.findIndex((steps) => typeof steps[0] === 'string');
        if (asked < 0) return;
        const sent = chat.send('And now?');
        await pass();
        expect(await sent).toMatchObject({ accepted: true });
        expect(bench.transport.requests.at(-1)?.messages).toHaveLength(3);
      },
    ),
    { numRuns: 400 },
  );
});

it('lets an answer go on whose message the list still ends with, and stops any other', async () => {
  const { chat, pass, transport } = chatBench(['one ', { wait: 50 }, 'two']);
  void chat.send('Hi');
  await pass();
  chat.setMessages((messages) => [note, ...messages]);
  expect(textsOf(chat)).toEqual(['Note', 'Hi', 'one ']);
  await pass(50);
  expect(textsOf(chat)).toEqual(['Note', 'Hi', 'one two']);
  expect(chat.getState().status).toBe('ready');
  void chat.send('Again');
  await pass();
  chat.setMessages([]);
  expect(chat.getState()).toMatchObject({ status: 'ready', messages: [] });
  await pass(100);
  expect(chat.getState().messages).toEqual([]);
  expect(transport.cancels).toHaveLength(1);
});

it('keeps what was set while a question was awaited that is then refused', async () => {
  const asked: (() => void)[] = [];
  const transport: ChatTransport = {
    async *send() {
      await new Promise<void>((resolve) => asked.push(resolve));
      yield { type: 'end', end: 'error', error: refused };
    },
    async *resume() {},
    cancel: async () => {},
  };
  const { chat, pass } = chatBench([], { transport });
  const sent = chat.send('Hi');
  await pass();
  chat.setMessages((messages) => [note, ...messages]);
  expect(textsOf(chat)).toEqual(['Note', 'Hi']);
  for (const refuse of asked) refuse();
  expect(await sent).toMatchObject({ accepted: false });
  expect(textsOf(chat)).toEqual(['Note']);
});

it('forgets the versions of messages that are no longer there', async () => {
  const memory = memoryStorage();
  const { chat, pass } = chatBench(['answer'], { storage: memory.storage });
  void chat.send('Hi');
  await pass();
  void chat.regenerate();
  await pass();
  expect(chat.getState().messages.at(-1)?.siblings).toHaveLength(2);
  chat.setMessages((messages) => messages.map((message) => ({ ...message, createdAt: 1 })));
  expect(chat.getState().messages.at(-1)?.siblings).toHaveLength(2);
  chat.setMessages((messages) => messages.slice(0, 1));
  expect(JSON.stringify(memory.read())).not.toContain('answer');
});
