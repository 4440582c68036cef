// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { createChat, newMessageOnly, serverChatStorage } from '../../../src/chat/index.ts';
import { messageText, type ChatMessage } from '../../../src/protocol/index.ts';
import {
  createChatServer,
  memoryHistory,
  type ChatServer,
  type ChatServerOptions,
} from '../../../src/server/index.ts';
import { httpTransport } from '../../../src/transports/index.ts';
import { eventually } from '../../eventually.ts';
import { clientOf, errorOf, openServer, question, readEvents, slowWords } from '../chat-client.ts';

const user = (id: string, text = id) => ({ id, role: 'user', parts: [{ type: 'text', text }] });
const openSaved = (options: Partial<ChatServerOptions> = {}) =>
  openServer({ answer: () => 'Well.', history: memoryHistory(), ...options });

const isAway = () => {
  throw new Error('the database is away');
};

interface ToldChat {
  readonly title?: string;
  readonly messages: readonly ChatMessage[];
  readonly activeRunId: string | null;
}
const chatOf = async (response: Response) => (await response.json()) as ToldChat;
const idsOf = ({ messages }: ToldChat) => messages.map(({ id }) => id);

const later = (callback: () => void) => {
  const timer = setTimeout(callback, 1);
  return () => clearTimeout(timer);
};

describe('a chat server with a history', () => {
  it('saves the question at once and the answer at its end, though nobody reads it', async () => {
    const { ask, call, post } = openSaved({ answer: slowWords() });
    await readEvents(await ask('run-00001'), 3);
    const before = await chatOf(await call('/chats/chat-1'));
    expect([idsOf(before), before.activeRunId]).toEqual([['u1'], 'run-00001']);
    await post('/runs/run-00001/cancel', '');
    const after = await chatOf(await call('/chats/chat-1'));
    expect([idsOf(after), after.activeRunId]).toEqual([['u1', 'run-00001'], null]);
    expect(after.messages[1]).toMatchObject({ role: 'assistant', end: 'aborted' });
  });

  it('needs no more than the new message, also right behind the end of an answer', async () => {
    const seen: string[][] = [];
    const { post } = openSaved({
      answer: ({ messages }) => {
        seen.push(messages.map(messageText));
        return 'Well.';
      },
    });
    const ask = async (body: object, key: string) =>
      readEvents(await post('/chat', { id: 'c', ...body }, { 'idempotency-key': key }));
    await ask({ message: user('u1', 'Hi') }, 'run-00001');
    await ask({ message: user('u2', 'And?'), after: 'run-00001' }, 'run-00002');
    const again = { trigger: 'regenerate-message', messageId: 'run-00002' };
    await ask(again, 'run-00003');
    await ask({ message: user('u3', 'Ho'), after: null }, 'run-00004');
    expect(seen).toEqual([['Hi'], ['Hi', 'Well.', 'And?'], ['Hi', 'Well.', 'And?'], ['Ho']]);
  });

  it('lists, renames and deletes the chats of their owner, page by page', async () => {
    const { chat, ask, call } = openSaved();
    for (const id of ['one', 'two', 'three']) await readEvents(await ask(undefined, { id }));
    const list = async (query = '') =>
      (await (await call(`/chats${query}`)).json()) as { chats: ToldChat[]; next: string | null };
    const first = await list('?limit=2');
    expect(first.chats).toMatchObject([{ id: 'three' }, { id: 'two' }]);
    expect(first.chats[0]).not.toHaveProperty('messages');
    expect(first.chats[0]).not.toHaveProperty('owner');
    const second = await list(`?limit=2&cursor=${first.next}`);
    expect(second).toMatchObject({ chats: [{ id: 'one' }], next: null });

    const renamed = await call('/chats/two', { method: 'PATCH', body: '{"title":"Second"}' });
    expect(await renamed.json()).toMatchObject({ id: 'two', title: 'Second' });
    const nameless = await call('/chats/two', { method: 'PATCH', body: '{"title":7}' });
    expect(await errorOf(nameless)).toMatchObject({ status: 400, message: /`title`/ });

    const bob = clientOf(chat, 'bob');
    const body = '{"title":"Bob’s"}';
    const foreign = await Promise.all([
      bob.call('/chats/two'),
      bob.call('/chats/two', { method: 'PATCH', body }),
      bob.call('/chats/two', { method: 'DELETE' }),
    ]);
    expect(foreign.map(({ status }) => status)).toEqual([404, 404, 204]);
    expect((await chatOf(await call('/chats/two'))).title).toBe('Second');
    expect((await call('/chats/two', { method: 'DELETE' })).status).toBe(204);
    expect((await call('/chats/two')).status).toBe(404);
    expect((await list()).chats).toMatchObject([{ id: 'three' }, { id: 'one' }]);
  });

  it('does not bring back a chat that was deleted in mid-answer', async () => {
    const { ask, call } = openSaved({ answer: slowWords() });
    const reading = readEvents(await ask());
    expect((await call('/chats/chat-1', { method: 'DELETE' })).status).toBe(204);
    await reading;
    expect((await call('/chats/chat-1')).status).toBe(404);
  });

  it('keeps nothing of nobody in particular', async () => {
    const { ask, call } = openSaved({ owner: () => '' });
    await readEvents(await ask());
    expect((await call('/chats/chat-1')).status).toBe(404);
    expect(await (await call('/chats')).json()).toEqual({ chats: [], next: null });
    const part = await ask(undefined, { messages: undefined, message: user('u2') });
    expect(await errorOf(part)).toMatchObject({ status: 400, message: /`messages`/ });
  });

  it('has saved every answer when it is closed, and told of it', async () => {
    const history = memoryHistory();
    const told: string[] = [];
    const { chat, ask } = openSaved({
      answer: slowWords(),
      history: {
        ...history,
        async save(saved, from) {
          await new Promise((resolve) => setTimeout(resolve, 1));
          return history.save(saved, from);
        },
      },
      async onEnd({ end }) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        told.push(end);
      },
    });
    await readEvents(await ask('run-00001'), 3);
    await chat.close();
    expect((await history.load('chat-1', 'alice'))?.messages).toMatchObject([
      { id: 'u1' },
      { id: 'run-00001', end: 'aborted' },
    ]);
    expect(told).toEqual(['aborted']);
  });

  it('streams an answer that cannot be saved, and tells who runs it', async () => {
    const told: unknown[] = [];
    const { ask } = openSaved({
      history: { ...memoryHistory(), save: isAway },
      onError: (_, where) => told.push(where),
    });
    const { events, isWhole } = await readEvents(await ask());
    expect([events.at(-1)?.type, isWhole]).toEqual(['finish', true]);
    await eventually(() => expect(told).toEqual(['history', 'history']));
  });

  it('answers what it was sent in a body that it cannot read with the field’s name', async () => {
    const { post } = openSaved();
    const refusals = [{}, { message: 5 }, { message: user('u1'), after: 5 }, { messages: 5 }];
    const told = await Promise.all(
      refusals.map(async (body) => errorOf(await post('/chat', { id: 'c', ...body }))),
    );
    expect(told.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    expect(told[1]?.message).toMatch(/`message`/);
    expect(told[2]?.message).toMatch(/`after`/);
  });

  it('is told the whole of an answer that was gone on with', async () => {
    const { post, call } = openSaved({
      answer: ({ messages }) => (messages.length === 1 ? 'Well, ' : 'that is all.'),
    });
    const ask = async (body: object) => readEvents(await post('/chat', { id: 'c', ...body }));
    await ask({ message: user('u1') });
    const [, answer] = (await chatOf(await call('/chats/c'))).messages;
    await ask({ message: answer });
    const { messages } = await chatOf(await call('/chats/c'));
    expect(messages).toHaveLength(2);
    expect(messages[1] && messageText(messages[1])).toBe('Well, that is all.');
  });
});

/** A `fetch` that asks the server. */
const asFetch =
  (server: ChatServer): typeof fetch =>
  (address, init) => {
    const url = address instanceof Request ? address.url : address;
    return server.fetch(new Request(new URL(url, 'http://app.test'), init));
  };

describe('the kit’s own client over a history', () => {
  it('sends what is new alone, and finds the chat and its answer in mid-stream after a reload', async () => {
    const bodies: Record<string, unknown>[] = [];
    const server = createChatServer({
      owner: () => 'alice',
      history: memoryHistory(),
      answer: (asked) => {
        bodies.push(asked.body);
        return asked.messages.length === 1 ? 'Well.' : slowWords()(asked);
      },
    });
    const ask = asFetch(server);
    const open = () =>
      createChat({
        id: 'main',
        transport: httpTransport({
          url: 'http://app.test/api/chat',
          fetch: ask,
          body: newMessageOnly,
        }),
        storage: serverChatStorage({ url: 'http://app.test/api/chats', fetch: ask }),
        frames: { request: later, afterPaint: later },
      });
    const page = open();
    await page.send('Hi');
    await eventually(() => expect(page.getState().status).toBe('ready'));
    void page.send('And?');
    await eventually(() => {
      const last = page.getState().messages.at(-1);
      expect(last && messageText(last)).toMatch(/word3/);
    });
    expect(bodies[1]).not.toHaveProperty('messages');
    page.dispose();

    const reloaded = open();
    void reloaded.resume();
    await eventually(() => {
      const { messages } = reloaded.getState();
      expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user', 'assistant']);
      expect(messages[3] && messageText(messages[3])).toMatch(/word0 word1 .*word5/);
    });
    await reloaded.abort();
    reloaded.dispose();
    await server.close();
  });

  it('lists and renames through its storage, and hears of what is not there', async () => {
    const { chat, ask } = openSaved();
    await readEvents(await ask(undefined, question('Hi', 'a/b')));
    const storage = serverChatStorage({
      url: 'http://app.test/api/chats',
      headers: () => ({ 'x-user': 'alice' }),
      fetch: asFetch(chat),
    });
    await storage.rename('a/b', 'Slashes');
    expect(await storage.list({ limit: 5 })).toMatchObject({
      chats: [{ id: 'a/b', title: 'Slashes' }],
      next: null,
    });
    expect(await storage.load('a/b')).toMatchObject({ messages: [{ id: 'u1' }, {}] });
    await storage.remove('a/b');
    expect(await storage.load('a/b')).toBeUndefined();
    await expect(storage.rename('a/b', 'Gone')).rejects.toMatchObject({ code: 'not-found' });
  });
});
