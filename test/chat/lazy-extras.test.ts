// @vitest-environment node
import { beforeEach, expect, it, vi } from 'vitest';
import type { ChatStore } from '../../src/chat/chat-store.ts';
import type { ChatOptions } from '../../src/chat/chat-options.ts';
import type { StoredChat } from '../../src/chat/state/stored-chat.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { manualFrames } from '../../src/testing/manual-frames.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import { eventually } from '../eventually.ts';

// Each test is a page of its own, on which nothing has been loaded yet.
beforeEach(() => {
  vi.resetModules();
  vi.doUnmock('../../src/chat/extras.ts');
});

const question: ChatMessage = { id: 'u1', role: 'user', parts: [{ type: 'text', text: 'Hi' }] };
const answerOf = (id: string): ChatMessage => {
  return { id, role: 'assistant', parts: [{ type: 'text', text: id }], end: 'complete' };
};

async function freshChat(options: Partial<ChatOptions> = {}) {
  const { createChat } = await import('../../src/chat/create-chat.ts');
  const transport = scriptedTransport(['new']);
  const chat = createChat({ id: 'chat', transport, frames: manualFrames(), ...options });
  return { chat, transport };
}

/** The network is away when it is loaded next. */
function failOnce(): void {
  vi.doMock('../../src/chat/extras.ts', () => {
    throw new Error('Failed to fetch dynamically imported module');
  });
}

const idsOf = (chat: ChatStore) => chat.getState().messages.map(({ id }) => id);

it('answers anew as soon as what does that is loaded, and keeps the old answer', async () => {
  const initialMessages = [question, answerOf('a1')];
  const { chat } = await freshChat({ initialMessages });
  expect(await chat.regenerate()).toMatchObject({ accepted: true });
  await eventually(() => expect(chat.getState().status).toBe('ready'));
  expect(chat.getState().messages.at(-1)?.siblings).toHaveLength(2);
  chat.switchTo('a1');
  expect(idsOf(chat)).toEqual(['u1', 'a1']);
});

it('asks nothing when it was stopped before that', async () => {
  const initialMessages = [question, answerOf('a1')];
  const { chat, transport } = await freshChat({ initialMessages });
  const asked = chat.regenerate();
  void chat.abort();
  expect(await asked).toMatchObject({ accepted: false, isUntold: true });
  expect(transport.requests).toHaveLength(0);
  expect(idsOf(chat)).toEqual(['u1', 'a1']);
});

it('shows a stored chat at once and tells its versions when they are there, with one that came meanwhile', async () => {
  const stored: StoredChat = {
    messages: [question],
    branches: { u1: { ids: ['a1'], hidden: { a1: [answerOf('a1')] } } },
  };
  const storage = { load: () => stored, save: () => undefined, remove: () => undefined };
  const { chat } = await freshChat({ storage });
  void chat.resume();
  expect(idsOf(chat)).toEqual(['u1']);
  expect(await chat.regenerate()).toMatchObject({ accepted: true });
  await eventually(() => expect(chat.getState().status).toBe('ready'));
  const [, answer] = chat.getState().messages;
  expect(answer?.siblings).toEqual(['a1', answer?.id]);
});

it('refuses to answer anew where that cannot be loaded, and loses no answer', async () => {
  failOnce();
  const initialMessages = [question, answerOf('a1')];
  const { chat, transport } = await freshChat({ initialMessages });
  // What was loaded for later has failed; now it is needed.
  await expect(import('../../src/chat/extras.ts')).rejects.toThrow('error');
  failOnce();
  expect(await chat.regenerate()).toMatchObject({
    accepted: false,
    error: { code: 'network', retryable: true },
  });
  expect(transport.requests).toHaveLength(0);
  expect(idsOf(chat)).toEqual(['u1', 'a1']);
  expect(await chat.send('Go on')).toMatchObject({ accepted: true });
});

it('keeps stored versions that it could not load', async () => {
  failOnce();
  const branches = { u1: { ids: ['a1', 'a2'], hidden: { a1: [answerOf('a1')] } } };
  const save = vi.fn<(id: string, chat: StoredChat) => void>();
  const storage = {
    load: (): StoredChat => ({ messages: [question, answerOf('a2')], branches }),
    save,
    remove: () => undefined,
  };
  const { chat } = await freshChat({ storage });
  void chat.resume();
  expect(await chat.send('Go on')).toMatchObject({ accepted: true });
  await eventually(() => expect(chat.getState().status).toBe('ready'));
  expect(save.mock.lastCall?.[1]).toMatchObject({ branches });
});

it('lets messages wait as soon as what does that is loaded, in their order', async () => {
  const { chat, transport } = await freshChat({ whileStreaming: 'queue' });
  const sent = ['one', 'two', 'three'].map((text) => chat.send(text));
  expect(await Promise.all(sent)).toMatchObject([
    { accepted: true },
    { accepted: true },
    { accepted: true },
  ]);
  expect(
    transport.requests
      .at(-1)
      ?.messages.flatMap(({ role, parts }) => (role === 'user' ? parts : [])),
  ).toMatchObject([{ text: 'one' }, { text: 'two' }, { text: 'three' }]);
});

it('what waits for it is queued in the order in which it was sent', async () => {
  const { createChat } = await import('../../src/chat/create-chat.ts');
  const chat = createChat({
    id: 'chat',
    transport: scriptedTransport(['new', { wait: 1e9 }]),
    frames: manualFrames(),
    whileStreaming: 'queue',
  });
  void chat.send('first');
  for (const text of ['second', 'third', 'fourth', 'fifth']) {
    void chat.send(text);
    await Promise.resolve();
  }
  await eventually(() => expect(chat.getState().queue).toHaveLength(4));
  const waiting = chat.getState().queue.map(({ input }) => input);
  expect(waiting).toEqual(['second', 'third', 'fourth', 'fifth']);
  void chat.abort();
});
