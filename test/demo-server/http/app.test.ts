// @vitest-environment node
import { afterEach, describe, expect, it } from 'vitest';
import {
  ScriptedEngine,
  type ScriptedOptions,
} from '../../../demo-server/engine/scripted-engine.ts';
import { createApp, type AppOptions } from '../../../demo-server/http/app.ts';
import { runOf } from '../runs/run-of.ts';
import {
  EventReader,
  eventStream,
  MemoryRunStore,
  type MemoryRunStoreOptions,
} from '../../../src/server/index.ts';
import { SseDecoder } from '../../../src/protocol/index.ts';

const stores: MemoryRunStore[] = [];
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
});

function open(
  script: ScriptedOptions = {},
  more: Partial<AppOptions> = {},
  storeOptions: MemoryRunStoreOptions = {},
) {
  const engine = new ScriptedEngine({ pace: 0, reply: () => 'one two three', ...script });
  const runs = new MemoryRunStore(storeOptions);
  stores.push(runs);
  const app = createApp({ engine, runs, ...more });
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    app.request('/api/chat', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return { app, engine, runs, post };
}

const ask = (text = 'Hi', id = 'chat-1') => ({
  id,
  messages: [{ id: 'u1', role: 'user', parts: [{ type: 'text', text }] }],
});
const slowly: ScriptedOptions = { pace: 20, reply: () => 'word '.repeat(1000) };

async function framesOf(response: Response) {
  const decoder = new SseDecoder();
  const bytes = new Uint8Array(await response.arrayBuffer());
  return [...decoder.push(bytes), ...decoder.flush()];
}

async function errorOf(response: Response) {
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  const { error }: { error: { code: string; message: string } } = await response.json();
  // Every error says what to do, in a sentence.
  expect(error.message).toMatch(/\. \S.*\.$/);
  return { status: response.status, ...error };
}

describe('POST /api/chat', () => {
  it('streams the message with a cursor on each event and an end marker', async () => {
    const { post } = open();
    const response = await post(ask(), { 'idempotency-key': 'run-00001' });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      'x-vercel-ai-ui-message-stream': 'v1',
      'x-heartbeat-ms': '15000',
      'x-run-id': 'run-00001',
      location: '/api/runs/run-00001/stream',
    });
    const frames = await framesOf(response);
    const events = frames.slice(0, -1).map((frame): { type: string } => JSON.parse(frame.data));
    expect(frames.slice(0, -1).map((frame) => frame.id)).toEqual(
      events.map((_, index) => `run-00001:${index}`),
    );
    expect(frames.at(-1)?.data).toBe('[DONE]');
    expect(events[0]).toMatchObject({ type: 'start', messageId: 'run-00001' });
    expect(events.at(-1)).toMatchObject({ type: 'finish', finishReason: 'stop' });
  });

  it('accepts exactly what the AI SDK’s chat sends', async () => {
    const { post } = open();
    const response = await post({
      id: 'VZbTZGvfA2vDxDPv',
      messages: [
        { id: 'a1', role: 'user', parts: [{ type: 'text', text: 'Hi' }], metadata: undefined },
        {
          id: 'a2',
          role: 'assistant',
          parts: [
            { type: 'step-start' },
            { type: 'reasoning', text: 'Hm.', state: 'done' },
            { type: 'file', mediaType: 'image/png', url: 'data:image/png;base64,AA==' },
            { type: 'text', text: 'Yes?', state: 'done' },
          ],
        },
        {
          id: 'a3',
          role: 'user',
          parts: [
            { type: 'data-place', data: {} },
            { type: 'text', text: 'And?' },
          ],
        },
      ],
      trigger: 'submit-message',
      messageId: null,
      extra: 1,
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('x-run-id')).toMatch(/^[\da-f-]{36}$/);
    await response.body?.cancel();
  });

  it('goes on with an answer that ends the list', async () => {
    const { post } = open();
    const begun = { role: 'assistant', parts: [{ type: 'text', text: 'one two' }] };
    const frames = await framesOf(await post({ ...ask(), messages: [...ask().messages, begun] }));
    const events = frames.slice(0, -1).map(({ data }) => JSON.parse(data) as { delta?: string });
    expect(events.map(({ delta = '' }) => delta).join('')).toBe(' three');
  });

  it('attaches to the run that the same key has started', async () => {
    const { post, runs } = open();
    const key = { 'idempotency-key': 'same-key-1' };
    const [first, second] = await Promise.all([post(ask(), key), post(ask(), key)]);
    expect(runs.size).toBe(1);
    expect(await framesOf(second)).toEqual(await framesOf(first));
    const rest = await post(ask(), { ...key, 'last-event-id': 'same-key-1:2' });
    expect((await framesOf(rest))[0]?.id).toBe('same-key-1:3');
  });

  it('answers the key back, to pages of other origins too, and none where none was given', async () => {
    const { post } = open({}, { origins: ['https://page.example'] });
    const headers = { origin: 'https://page.example', 'idempotency-key': 'same-key-1' };
    const answered = await post(ask(), headers);
    expect(answered.headers.get('idempotency-key')).toBe('same-key-1');
    expect(answered.headers.get('access-control-expose-headers')).toContain('idempotency-key');
    const other = await post(ask('Hi', 'chat-2'));
    expect(other.headers.has('idempotency-key')).toBe(false);
    await Promise.all([answered.text(), other.text()]);
  });

  it('refuses a key that belongs to another chat, and one that is no key', async () => {
    const { post } = open();
    const key = { 'idempotency-key': 'same-key-1' };
    await (await post(ask(), key)).body?.cancel();
    expect(await errorOf(await post(ask('Hi', 'chat-2'), key))).toMatchObject({ status: 409 });
    const bad = await errorOf(await post(ask(), { 'idempotency-key': 'a b' }));
    expect(bad).toMatchObject({ status: 400, code: 'bad-request' });
  });

  it.each([
    ['the body', 'not json', /not JSON/],
    ['the body', [], /the body/],
    ['the chat id', { messages: ask().messages }, /^id: /],
    ['the list', { id: 'c', messages: [] }, /^messages: /],
    ['a role', { id: 'c', messages: [{ role: 'robot', parts: [] }] }, /^messages\.0\.role: /],
    ['the parts', { id: 'c', messages: [{ role: 'user' }] }, /^messages\.0\.parts: /],
    [
      'a text',
      { id: 'c', messages: [{ role: 'user', parts: [{ type: 'text', text: 1 }] }] },
      /^messages\.0\.parts\.0\.text: /,
    ],
    ['an empty question', ask('  '), /^messages\.0\.parts: /],
    [
      'the last role',
      { id: 'c', messages: [...ask().messages, { role: 'assistant', parts: [] }] },
      /^messages\.1\.role: /,
    ],
    [
      'an answer without a question',
      { id: 'c', messages: [{ role: 'assistant', parts: [{ type: 'text', text: 'one' }] }] },
      /^messages\.0\.role: /,
    ],
    ['an option', { ...ask(), options: { pace: -1 } }, /^options\.pace: /],
    ['a number', { ...ask(), options: { maxTokens: 1.5 } }, /^options\.maxTokens: /],
  ])('answers 400 and names %s', async (_name, body, message) => {
    const { post, runs } = open();
    const error = await errorOf(await post(body));
    expect(error).toMatchObject({ status: 400, code: 'bad-request' });
    expect(error.message).toMatch(message);
    expect(runs.size).toBe(0);
  });

  it.each([
    ['options.logprobs', { options: { logprobs: true } }],
    ['options.minP', { options: { minP: 2 } }],
    [
      'messages.0.parts.1',
      { type: 'file', mediaType: 'image/png', url: 'data:image/png;base64,AA==' },
    ],
    ['messages.0.parts.1', { type: 'audio' }],
  ])('refuses by its name what would change the answer: %s, %j', async (field, more) => {
    const { post } = open();
    const parts = [{ type: 'text', text: 'What is this?' }, ...('type' in more ? [more] : [])];
    const body = { id: 'c', messages: [{ role: 'user', parts }], ...('options' in more && more) };
    const error = await errorOf(await post(body));
    expect(error).toMatchObject({ status: 400, code: 'bad-request' });
    expect(error.message.startsWith(`${field}: `)).toBe(true);
  });

  it('ends an answer before a stop text', async () => {
    const { post } = open({ reply: () => 'one two three' });
    const frames = await framesOf(await post({ ...ask('Hi'), options: { stop: ['o thr'] } }));
    const deltas = frames.flatMap(({ data }) => /"delta":"([^"]*)"/.exec(data)?.[1] ?? []);
    expect(deltas.join('')).toBe('one tw');
  });

  it('refuses a body of very many values before it is read', async () => {
    const { post } = open();
    const error = await errorOf(await post({ ...ask('Hi'), extra: Array(60_000).fill(0) }));
    expect(error).toMatchObject({ status: 400, code: 'bad-request' });
    expect(error.message).toMatch(/more than 30000 values/);
  });

  it('answers 400 with the limit when the question alone is too long', async () => {
    const { post } = open({ contextSize: 200 });
    const error = await errorOf(await post(ask('word '.repeat(300))));
    expect(error).toMatchObject({ status: 400, code: 'bad-request' });
    expect(error.message).toMatch(/300 model tokens.*can read 168/);
  });

  it('answers 413 for a body over the limit, announced or not', async () => {
    const { post, app } = open({}, { maxBodyBytes: 1000 });
    expect(await errorOf(await post(ask('x'.repeat(2000))))).toMatchObject({
      status: 413,
      code: 'too-large',
    });
    const stream = new Blob([JSON.stringify(ask('x'.repeat(2000)))]).stream();
    const chunked = await app.request(
      new Request('http://localhost/api/chat', {
        method: 'POST',
        body: stream,
        duplex: 'half',
      } as RequestInit),
    );
    expect(await errorOf(chunked)).toMatchObject({ status: 413, code: 'too-large' });
  });

  it('answers 503 with Retry-After when the line is full', async () => {
    const { post } = open({ ...slowly, parallel: 1, maxWaiting: 1 });
    const taken = [await post(ask('a', 'one')), await post(ask('b', 'two'))];
    const refused = await post(ask('c', 'three'));
    expect(refused.headers.get('retry-after')).toBe('2');
    expect(await errorOf(refused)).toMatchObject({ status: 503, code: 'overloaded' });
    await Promise.all(taken.map(async (response) => response.body?.cancel()));
  });
});

async function finished() {
  const opened = open();
  const frames = await framesOf(await opened.post(ask(), { 'idempotency-key': 'run-00001' }));
  const last = frames.length - 2;
  const get = (path: string, headers: Record<string, string> = {}) =>
    opened.app.request(`/api/runs/${path}`, { headers });
  return { ...opened, frames, last, get };
}

describe('GET /api/runs/:id/stream', () => {
  it('sends what comes strictly after the cursor, by header or by query', async () => {
    const { get, frames } = await finished();
    const byHeader = await framesOf(
      await get('run-00001/stream', { 'last-event-id': 'run-00001:1' }),
    );
    expect(byHeader).toEqual(frames.slice(2));
    expect(await framesOf(await get('run-00001/stream?after=1'))).toEqual(frames.slice(2));
    expect(await framesOf(await get('run-00001/stream?after=run-00001:-'))).toEqual(frames);
    expect(await framesOf(await get('run-00001/stream'))).toEqual(frames);
  });

  it('answers 204 when the run has ended and nothing comes after', async () => {
    const { get, last } = await finished();
    const response = await get('run-00001/stream', { 'last-event-id': `run-00001:${last}` });
    expect([response.status, await response.text()]).toEqual([204, '']);
  });

  it.each(['nonsense', 'run-00001:x', 'another-run:1', 'run-00001:999', '999', '-5'])(
    'answers 400 for the cursor %s',
    async (cursor) => {
      const { get } = await finished();
      const response = await get('run-00001/stream', { 'last-event-id': cursor });
      expect(await errorOf(response)).toMatchObject({ status: 400, code: 'bad-request' });
    },
  );

  it('answers 404 for a run it does not know', async () => {
    const { get } = await finished();
    expect(await errorOf(await get('other-run/stream'))).toMatchObject({
      status: 404,
      code: 'not-found',
    });
  });

  it('answers 410 with a snapshot when the events after the cursor are gone', async () => {
    const { app, engine, runs } = open({ reply: () => 'x'.repeat(250).concat(' ').repeat(100) });
    const run = await runs.create(runOf(engine, 'run-00001', { limits: { maxBytes: 4000 } }));
    await run.settled;
    const response = await app.request('/api/runs/run-00001/stream?after=0');
    expect(response.status).toBe(410);
    const body: {
      error: { code: string };
      oldest: number;
      snapshot: { seq: number; message: unknown };
    } = await response.json();
    expect(body).toMatchObject({
      error: { code: 'expired' },
      oldest: run.log.oldestSeq,
      snapshot: { seq: run.log.lastSeq },
    });
    expect(body.snapshot.message).toEqual(JSON.parse(JSON.stringify(run.log.snapshot().message)));
    const after = await app.request(`/api/runs/run-00001/stream?after=${body.oldest}`);
    expect((await framesOf(after)).at(-1)?.data).toBe('[DONE]');
  });

  it('keeps a silent stream alive with comments', async () => {
    const { post } = open(slowly, { heartbeatMs: 5 });
    const response = await post(ask());
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes(': keep-alive')) text += (await reader?.read())?.value ?? '';
    await reader?.cancel();
    expect(text).toContain('\n: keep-alive\n\n');
  });

  it('cuts a client that stops reading, and leaves the run alone', async () => {
    const { engine, runs } = open(slowly);
    const run = await runs.create(runOf(engine, 'run-00001'));
    const cut = new Promise<void>((resolve) => {
      const stream = eventStream(new EventReader(run, -1), { stallMs: 5, cut: resolve });
      void stream.getReader().read();
    });
    await cut;
    expect(run.log.isEnded).toBe(false);
  });
});

describe('the other calls', () => {
  it('gives a snapshot of a run', async () => {
    const { app, post } = open();
    await framesOf(await post(ask(), { 'idempotency-key': 'run-00001' }));
    const response = await app.request('/api/runs/run-00001');
    expect(await response.json()).toMatchObject({
      runId: 'run-00001',
      chatId: 'chat-1',
      status: 'complete',
      message: { id: 'run-00001', role: 'assistant', end: 'complete' },
      usage: { outputTokens: 3 },
    });
    expect(await errorOf(await app.request('/api/runs/nope'))).toMatchObject({ status: 404 });
  });

  it('cancels a run, any number of times, and every reader sees it', async () => {
    const { app, post } = open(slowly);
    const reader = framesOf(await post(ask(), { 'idempotency-key': 'run-00001' }));
    const second = framesOf(await app.request('/api/runs/run-00001/stream'));
    const cancel = () =>
      app.request('/api/runs/run-00001/cancel', { method: 'POST', body: '{"reason":"enough"}' });
    const states = await Promise.all([cancel(), cancel()]);
    expect(states.map((response) => response.status)).toEqual([200, 200]);
    expect(await states[0]?.json()).toMatchObject({ status: 'aborted' });
    expect((await cancel()).status).toBe(200);
    for (const frames of await Promise.all([reader, second])) {
      expect(frames.slice(-2).map((frame) => frame.data)).toEqual([
        '{"type":"abort","reason":"enough"}',
        '[DONE]',
      ]);
    }
    const unknown = await app.request('/api/runs/nope/cancel', { method: 'POST' });
    expect(await errorOf(unknown)).toMatchObject({ status: 404 });
  });

  it('finds a chat’s active run, and none when it is over', async () => {
    const { app, post } = open(slowly);
    const headers = { authorization: 'Bearer alice' };
    await (await post(ask(), { ...headers, 'idempotency-key': 'run-00001' })).body?.cancel();
    const active = async () => (await app.request('/api/chats/chat-1/active', { headers })).json();
    expect(await active()).toMatchObject({
      runId: 'run-00001',
    });
    await app.request('/api/runs/run-00001/cancel', { method: 'POST', headers });
    expect(await active()).toEqual({ runId: null, lastSeq: -1 });
  });

  it('forgets a chat with all its runs for its owner, and for nobody else', async () => {
    const { app, post } = open(slowly);
    const headers = { authorization: 'Bearer alice' };
    await (await post(ask(), { ...headers, 'idempotency-key': 'run-00001' })).body?.cancel();
    const forget = async (who: Record<string, string>) =>
      (await app.request('/api/chats/chat-1', { method: 'DELETE', headers: who })).status;
    const look = async () => (await app.request('/api/runs/run-00001', { headers })).status;
    expect(await forget({ authorization: 'Bearer bob' })).toBe(204);
    expect(await forget({})).toBe(204);
    expect(await look()).toBe(200);
    expect(await forget(headers)).toBe(204);
    expect(await look()).toBe(404);
    const active = await app.request('/api/chats/chat-1/active', { headers });
    expect(await active.json()).toEqual({ runId: null, lastSeq: -1 });
    expect(await forget(headers)).toBe(204);
  });

  it('goes on with a run whose reader has left', async () => {
    const { post, runs } = open({ pace: 0, reply: () => 'word '.repeat(50) });
    await (await post(ask(), { 'idempotency-key': 'run-00001' })).body?.cancel();
    const run = await runs.get('run-00001', '');
    await run?.settled;
    expect([run?.readers, run?.log.snapshot().message.end]).toEqual([0, 'complete']);
  });

  it('tells about the model and that it is well', async () => {
    const { app, engine } = open();
    expect(await (await app.request('/api/model')).json()).toEqual({ ...engine.info });
    expect(await (await app.request('/health')).json()).toEqual({
      status: 'ready',
      active: 0,
      waiting: 0,
    });
  });

  it.each([
    ['GET', '/api/nothing'],
    ['GET', '/api/chat'],
    ['GET', '/nothing'],
    ['POST', '/'],
  ])('answers 404 in JSON for %s %s', async (method, path) => {
    const { app } = open();
    expect(await errorOf(await app.request(path, { method }))).toMatchObject({
      status: 404,
      code: 'not-found',
    });
  });
});
