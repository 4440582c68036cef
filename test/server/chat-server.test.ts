// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChat } from '../../src/chat/index.ts';
import { ChatError, messageText } from '../../src/protocol/index.ts';
import { memoryRuns, type AnswerEnd, type ChatQuestion } from '../../src/server/index.ts';
import { httpTransport } from '../../src/transports/index.ts';
import { eventually } from '../eventually.ts';
import {
  clientOf,
  errorOf,
  openServer,
  question,
  readEvents,
  readMessage,
  slowWords,
} from './chat-client.ts';

/** What a browser says of where a request comes from. */
const from = (site: string, origin = 'https://evil.test') => ({ 'sec-fetch-site': site, origin });

const later = (callback: () => void) => {
  const timer = setTimeout(callback, 1);
  return () => clearTimeout(timer);
};

/** The kit's own client, with no browser between. */
function openClient(stopped: { count: number }) {
  const { chat } = openServer({ answer: slowWords(stopped), runs: memoryRuns() });
  const fetchIt: typeof fetch = (address, init) => {
    const url = address instanceof Request ? address.url : address;
    return chat.fetch(new Request(new URL(url, 'http://app.test'), init));
  };
  const transport = httpTransport({ url: 'http://app.test/api/chat', fetch: fetchIt });
  return createChat({ transport, frames: { request: later, afterPaint: later } });
}

async function* deaf() {
  yield 'Hi';
  await new Promise(() => undefined);
}

async function* costly({ signal }: ChatQuestion) {
  yield 'Hi';
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  yield ' and more';
  yield { type: 'finish', messageMetadata: { usage: { outputTokens: 7 } } };
}

const three = () => ['one ', 'two ', 'three'];

describe('a chat server', () => {
  it('streams an answer with a cursor on each event, and names its run', async () => {
    const { ask } = openServer({ answer: three });
    const response = await ask('run-00001');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'x-vercel-ai-ui-message-stream': 'v1',
      'x-run-id': 'run-00001',
      location: '/api/runs/run-00001/stream',
    });
    const { events, last, isWhole } = await readEvents(response);
    expect(events[0]).toEqual({ type: 'start', messageId: 'run-00001' });
    expect(events.at(-1)).toEqual({ type: 'finish', finishReason: 'stop' });
    expect([last, isWhole]).toEqual([`run-00001:${events.length - 1}`, true]);
  });

  it('gives a reader that was cut the rest, at every event, and nothing twice', async () => {
    const { ask, call } = openServer({ answer: three });
    const { events: whole } = await readEvents(await ask('run-00001'));
    for (let seq = -1; seq < whole.length - 1; seq++) {
      const headers: Record<string, string> =
        seq < 0 ? {} : { 'last-event-id': `run-00001:${seq}` };
      const { events } = await readEvents(await call('/runs/run-00001/stream', { headers }));
      expect(events).toEqual(whole.slice(seq + 1));
    }
    const done = await call(`/runs/run-00001/stream?after=${whole.length - 1}`);
    expect(done.status).toBe(204);
  });

  it('goes on writing when its reader has gone', async () => {
    const { ask, call } = openServer({ answer: slowWords() });
    await readEvents(await ask('run-00001'), 3);
    const seen = async () =>
      ((await (await call('/runs/run-00001')).json()) as { lastSeq: number }).lastSeq;
    const before = await seen();
    await eventually(async () => expect(await seen()).toBeGreaterThan(before + 3));
    await call('/runs/run-00001/cancel', { method: 'POST' });
  });

  it('answers a question once, however often it is asked', async () => {
    let calls = 0;
    const { ask } = openServer({
      answer: () => {
        calls++;
        return three();
      },
    });
    const asked = await Promise.all([1, 2, 3].map(async () => readEvents(await ask('run-00001'))));
    expect(calls).toBe(1);
    expect(asked[1]).toEqual(asked[0]);
    expect(asked[2]).toEqual(asked[0]);
    expect((await ask('run-00001', { id: 'another-chat' })).status).toBe(409);
  });

  it('stops the model when it is told to, and tells every reader', async () => {
    const stopped = { count: 0 };
    const { ask, post, call } = openServer({ answer: slowWords(stopped) });
    const reading = readEvents(await ask('run-00001'));
    const active = await (await call('/chats/chat-1/active')).json();
    expect(active).toMatchObject({ runId: 'run-00001' });
    const answer = await post('/runs/run-00001/cancel', { reason: 'enough' });
    expect(await answer.json()).toMatchObject({ status: 'aborted', message: { end: 'aborted' } });
    expect(stopped.count).toBe(1);
    const { events } = await reading;
    expect(events.slice(-2)).toEqual([
      { type: 'text-end', id: 'text-1' },
      { type: 'abort', reason: 'enough' },
    ]);
    expect(await (await call('/chats/chat-1/active')).json()).toEqual({ runId: null, lastSeq: -1 });
  });

  it('ends an answer that does not look at its signal, and keeps what it cost', async () => {
    const { ask, post } = openServer({
      stopMs: 5,
      answer: deaf,
    });
    const reading = readEvents(await ask('run-00001'));
    await post('/runs/run-00001/cancel', '');
    expect((await reading).events.at(-1)).toMatchObject({ type: 'abort' });

    const {
      ask: askOther,
      call: callOther,
      post: postOther,
    } = openServer({
      answer: costly,
    });
    const other = readMessage(await askOther('run-00001'));
    await eventually(async () => {
      const run = (await (await callOther('/runs/run-00001')).json()) as { lastSeq: number };
      expect(run.lastSeq).toBe(2);
    });
    await postOther('/runs/run-00001/cancel', '');
    const { message, text } = await other;
    expect(message).toMatchObject({ end: 'aborted', metadata: { usage: { outputTokens: 7 } } });
    expect(text).toBe('Hi');
  });

  it('is nobody’s but its owner’s', async () => {
    const { chat, ask } = openServer({ answer: slowWords() });
    const reading = readEvents(await ask('run-00001'));
    const bob = clientOf(chat, 'bob');
    const statuses = await Promise.all([
      bob.call('/runs/run-00001'),
      bob.call('/runs/run-00001/stream'),
      bob.post('/runs/run-00001/cancel', ''),
      bob.ask('run-00001'),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([404, 404, 404, 409]);
    expect(await (await bob.call('/chats/chat-1/active')).json()).toMatchObject({ runId: null });
    expect((await bob.call('/chats/chat-1', { method: 'DELETE' })).status).toBe(204);
    const alice = clientOf(chat);
    expect((await alice.call('/runs/run-00001')).status).toBe(200);
    expect((await alice.call('/chats/chat-1', { method: 'DELETE' })).status).toBe(204);
    expect((await alice.call('/runs/run-00001')).status).toBe(404);
    expect((await reading).events.at(-1)).toMatchObject({ type: 'abort' });
  });

  it('knows a browser by its cookie where the app says nothing of owners', async () => {
    const { chat } = openServer({ answer: three, owner: undefined });
    const mine = clientOf(chat);
    const first = await mine.ask('run-00001');
    const cookie = first.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^rivulet_visitor=[\w-]{36}; .*HttpOnly; SameSite=Strict$/);
    const [pair = ''] = cookie.split(';');
    const withCookie = { headers: { cookie: pair } };
    const again = await mine.call('/runs/run-00001', withCookie);
    expect([again.status, again.headers.get('set-cookie')]).toEqual([200, null]);
    const stranger = { headers: { cookie: `rivulet_visitor=${'a'.repeat(36)}` } };
    expect((await mine.call('/runs/run-00001', stranger)).status).toBe(404);
    const safe = await chat.fetch(
      new Request('https://app.test/api/chat', {
        method: 'POST',
        body: JSON.stringify(question()),
      }),
    );
    expect(safe.headers.get('set-cookie')).toMatch(/; Secure$/);
  });

  it('tells nobody what an answer failed of but who runs it', async () => {
    const told: unknown[] = [];
    const error = new Error('password=tiger');
    const { ask } = openServer({
      onError: (failure, where) => told.push([failure, where]),
      answer: async function* broken() {
        yield 'Hi ';
        throw error;
      },
    });
    const raw = await (await ask()).text();
    expect(raw).toContain('"type":"error"');
    expect(raw).not.toContain('tiger');
    expect(told).toEqual([[error, 'answer']]);
  });

  it.each<[what: string, answer: () => unknown]>([
    ['an event that no JSON holds', () => [{ type: 'data-x', data: 1n }]],
    ['a piece that is nothing', () => ['a', null]],
    ['nothing at first', () => [undefined]],
    ['no answer', () => null],
  ])('tells who runs it of %s', async (_, answer) => {
    const told: unknown[] = [];
    const { ask } = openServer({
      answer: answer as () => string,
      onError: (error) => told.push(error),
    });
    const { events } = await readEvents(await ask());
    expect(events.at(-1)?.type).toBe('error');
    expect(told).toHaveLength(1);
  });

  it('tells a ChatError in its own words, and who runs it nothing', async () => {
    const told: unknown[] = [];
    const { ask } = openServer({
      onError: (failure) => told.push(failure),
      answer: () => {
        throw new ChatError('rate-limited', 'You have asked enough for today. Come back tomorrow.');
      },
    });
    const { events } = await readEvents(await ask('run-00001'));
    expect(events).toEqual([
      { type: 'start', messageId: 'run-00001' },
      { type: 'error', errorText: 'You have asked enough for today. Come back tomorrow.' },
    ]);
    expect(told).toEqual([]);
  });

  it('refuses a user that the app refuses', async () => {
    const { ask } = openServer({
      answer: three,
      owner: () => {
        throw new ChatError('unauthorized', 'Sign in to ask.');
      },
    });
    expect(await errorOf(await ask())).toEqual({
      status: 401,
      code: 'unauthorized',
      message: 'Sign in to ask.',
    });
  });

  it('tells the app of every end, with the message', async () => {
    const ends: AnswerEnd[] = [];
    const told: unknown[] = [];
    const { ask } = openServer({
      answer: three,
      onError: (error, where) => told.push([error, where]),
      onEnd(end) {
        ends.push(end);
        throw new Error('the database is away');
      },
    });
    await readEvents(await ask('run-00001'));
    await eventually(() => expect(told).toHaveLength(1));
    const [end] = ends;
    expect(end).toMatchObject({
      chatId: 'chat-1',
      runId: 'run-00001',
      owner: 'alice',
      end: 'complete',
      messages: question().messages,
    });
    expect(end && messageText(end.message)).toBe('one two three');
    expect(told).toEqual([[new Error('the database is away'), 'onEnd']]);
  });

  it('keeps the id of an answer that is gone on with', async () => {
    const { ask } = openServer({ answer: three });
    const [asked] = question().messages;
    const answered = { id: 'a1', role: 'assistant', parts: [{ type: 'text', text: 'Well, ' }] };
    const { events } = await readEvents(await ask('run-00001', { messages: [asked, answered] }));
    expect(events[0]).toEqual({ type: 'start', messageId: 'a1' });
  });

  it('gives the app the body as it came', async () => {
    let seen: unknown;
    const { ask } = openServer({
      answer: ({ body, trigger, messageId, chatId, owner }) => {
        seen = { model: body['model'], trigger, messageId, chatId, owner };
        return 'ok';
      },
    });
    const more = { model: 'large', trigger: 'regenerate-message', messageId: 'a1' };
    await readEvents(await ask(undefined, more));
    expect(seen).toEqual({ ...more, chatId: 'chat-1', owner: 'alice' });
  });

  it('answers 410 with what it has when the events are gone', async () => {
    const { ask, call } = openServer({
      answer: () => Array.from({ length: 30 }, () => 'x'.repeat(100_000)),
    });
    const { last } = await readEvents(await ask('run-00001'), 2);
    await eventually(async () => {
      const run = (await (await call('/runs/run-00001')).json()) as { status: string };
      expect(run.status).toBe('complete');
    });
    const response = await call('/runs/run-00001/stream', { headers: { 'last-event-id': last } });
    expect(response.status).toBe(410);
    const { snapshot } = (await response.json()) as { snapshot: { seq: number; message: object } };
    expect(snapshot.message).toMatchObject({ end: 'complete' });
  });

  it('takes no more when it is closed, and stops what it writes', async () => {
    const stopped = { count: 0 };
    const { chat, ask } = openServer({ answer: slowWords(stopped) });
    const reading = readEvents(await ask('run-00001'));
    await chat.close();
    expect(stopped.count).toBe(1);
    // A cut without an end marker: the client looks for the rest.
    expect((await reading).isWhole).toBe(false);
    expect((await errorOf(await ask('run-00002'))).code).toBe('overloaded');
  });

  it('has no place for more readers of one owner than it is told', async () => {
    const { ask, call } = openServer({ answer: slowWords(), maxStreamsPerOwner: 1 });
    await ask('run-00001');
    expect((await ask('run-00002')).status).toBe(429);
    await call('/runs/run-00001/cancel', { method: 'POST' });
  });

  it('serves under another path, and nothing beside it', async () => {
    const { chat } = openServer({ answer: three, basePath: '/chat-api/' });
    const at = (path: string, init?: RequestInit) =>
      chat.fetch(new Request(`http://app.test${path}`, init));
    const body = JSON.stringify(question());
    const response = await at('/chat-api/chat', { method: 'POST', body });
    expect(response.headers.get('location')).toMatch(/^\/chat-api\/runs\//);
    const paths = [
      '/api/chat',
      '/chat-apichat',
      '/chat-api/runs',
      '/chat-api/runs/%E0%A4%A/stream',
    ];
    for (const path of paths) expect((await at(path)).status).toBe(404);
  });
});

describe('a question', () => {
  it.each<[what: string, field: RegExp, body: unknown]>([
    ['no JSON', /JSON/, '{'],
    ['no object', /object/, '5'],
    ['no chat', /`id`/, { messages: [] }],
    ['no messages', /`messages`/, { id: 'c' }],
    ['messages that are none', /`messages`/, { id: 'c', messages: 5 }],
    [
      'a message without parts',
      /`messages\.0\.parts`/,
      { id: 'c', messages: [{ id: 'u', role: 'user' }] },
    ],
    [
      'a strange role',
      /`messages\.0\.role`/,
      { id: 'c', messages: [{ id: 'u', role: 'root', parts: [] }] },
    ],
    [
      'a part without a type',
      /`messages\.0\.parts\.0\.type`/,
      { id: 'c', messages: [{ id: 'u', role: 'user', parts: [{}] }] },
    ],
    [
      'a text that is none',
      /`messages\.0\.parts\.0\.text`/,
      { id: 'c', messages: [{ id: 'u', role: 'user', parts: [{ type: 'text', text: 5 }] }] },
    ],
    ['a strange trigger', /`trigger`/, { ...question(), trigger: 'now' }],
    ['a strange message to answer anew', /`messageId`/, { ...question(), messageId: 5 }],
  ])('with %s is refused by the name of its field', async (_, field, body) => {
    const { post } = openServer({ answer: three });
    const error = await errorOf(await post('/chat', body));
    expect([error.status, error.code]).toEqual([400, 'bad-request']);
    expect(error.message).toMatch(field);
  });

  it('of any shape is answered or refused, and never an accident', async () => {
    const { post } = openServer({
      answer: three,
      onError: (error) => expect.unreachable(String(error)),
    });
    const part = fc.record({
      type: fc.oneof(fc.constant('text'), fc.anything()),
      text: fc.anything(),
    });
    const message = fc.record({
      id: fc.oneof(fc.string(), fc.anything()),
      role: fc.oneof(fc.constantFrom('user', 'assistant'), fc.anything()),
      parts: fc.oneof(fc.array(part), fc.anything()),
    });
    const body = fc.record({
      id: fc.oneof(fc.string(), fc.anything()),
      messages: fc.oneof(fc.array(message), fc.anything()),
      trigger: fc.option(fc.anything()),
      messageId: fc.option(fc.anything()),
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(body, fc.json()), async (value) => {
        let text: string;
        try {
          text = typeof value === 'string' ? value : JSON.stringify(value);
        } catch {
          return; // No JSON holds it: BigInt, for one.
        }
        const response = await post('/chat', text ?? '');
        expect([200, 400]).toContain(response.status);
        await response.body?.cancel();
      }),
      { numRuns: 200 },
    );
  });

  it('that is too long is refused as it comes, whatever it says of its length', async () => {
    const { chat, post } = openServer({ answer: three, maxBodyBytes: 1000 });
    expect((await post('/chat', question('x'.repeat(2000)))).status).toBe(413);
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled++;
        controller.enqueue(new Uint8Array(400));
      },
    });
    const init = { method: 'POST', body: endless, duplex: 'half' };
    const response = await chat.fetch(new Request('http://app.test/api/chat', init));
    expect(response.status).toBe(413);
    expect(pulled).toBeLessThan(6);
  });

  it('with a key that is none is refused', async () => {
    const { ask } = openServer({ answer: three });
    expect((await errorOf(await ask('short'))).message).toMatch(/Idempotency-Key/);
  });
});

describe('pages of other origins', () => {
  it('may not have their visitors ask', async () => {
    let calls = 0;
    const { post } = openServer({
      answer: () => {
        calls++;
        return 'ok';
      },
    });
    for (const site of ['cross-site', 'same-site']) {
      expect((await post('/chat', question(), from(site))).status).toBe(403);
    }
    // An older browser tells its origin alone.
    expect((await post('/chat', question(), { origin: 'https://evil.test' })).status).toBe(403);
    expect(calls).toBe(0);
    expect((await post('/chat', question(), { origin: 'http://app.test' })).status).toBe(200);
    expect((await post('/chat', question(), from('same-origin', 'http://app.test'))).status).toBe(
      200,
    );
    const proxied = { origin: 'https://public.test', 'x-forwarded-host': 'public.test' };
    expect((await post('/chat', question(), proxied)).status).toBe(200);
  });

  it('may where they are listed, and may read the answer', async () => {
    const origins = ['https://friend.test/'];
    const { call, post } = openServer({ answer: three, origins });
    const headers = from('cross-site', 'https://friend.test');
    const response = await post('/chat', question(), headers);
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('https://friend.test');
    const asked = { ...headers, 'access-control-request-headers': 'idempotency-key' };
    const preflight = await call('/chat', { method: 'OPTIONS', headers: asked });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('idempotency-key');
    const foreign = await call('/chat', { method: 'OPTIONS', headers: from('cross-site') });
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('the kit’s own client over a chat server', () => {
  it('sends, and stops the model', async () => {
    const stopped = { count: 0 };
    const store = openClient(stopped);
    const sent = store.send('Hi');
    await eventually(() => {
      const last = store.getState().messages.at(-1);
      expect(last?.role === 'assistant' && messageText(last)).toMatch(/word3/);
    });
    void store.abort();
    await sent;
    await eventually(() => expect(stopped.count).toBe(1));
    expect(store.getState().messages.at(-1)?.end).toBe('aborted');
  });
});
