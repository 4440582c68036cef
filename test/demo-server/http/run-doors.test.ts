// @vitest-environment node
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { ScriptedEngine } from '../../../demo-server/engine/scripted-engine.ts';
import { MemoryRunStore } from '../../../src/server/index.ts';
import { QueueWait } from '../../../demo-server/server/queue-wait.ts';
import { RunLimits, type RunLimitsOptions } from '../../../demo-server/server/run-limits.ts';
import { RawClient } from '../sockets/raw-client.ts';
import { startSocketServer } from '../sockets/socket-server.ts';

async function open(options: RunLimitsOptions, script = {}) {
  const engine = new ScriptedEngine({ pace: 20, reply: () => 'word '.repeat(1000), ...script });
  const runs = new MemoryRunStore();
  const runLimits = new RunLimits(options);
  const queueWait = new QueueWait({ busyMs: 1000, random: () => 0.5 });
  const server = await startSocketServer({ engine, runs, runLimits, queueWait });
  onTestFinished(() => server.close());
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`http://${server.host}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  return { ...server, engine, runs, post };
}

type Server = Awaited<ReturnType<typeof open>>;
/** What came of a question: a status, or a socket's word of it. */
type Door = (server: Server, bearer: string, run: string) => Promise<number | string | undefined>;

const parts = [{ type: 'text', text: 'Hi' }];
const question = { id: 'chat-1', messages: [{ role: 'user', parts }] };
const bearerOf = (name: string) => ({ authorization: `Bearer ${name}` });

async function statusOf(asked: Promise<Response>): Promise<number> {
  const response = await asked;
  // Held as long as the test: a client of /v1 that lets go of its answer stops it.
  onTestFinished(() => response.body?.cancel());
  if (!response.ok) expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  return response.status;
}

const doors: Readonly<Record<string, Door>> = {
  '/api/chat': ({ post }, bearer, run) =>
    statusOf(post('/api/chat', question, { ...bearerOf(bearer), 'idempotency-key': run })),
  '/v1/chat/completions': ({ post }, bearer) => {
    const body = { stream: true, messages: [{ role: 'user', content: 'Hi' }] };
    return statusOf(post('/v1/chat/completions', body, bearerOf(bearer)));
  },
  '/api/ag-ui': ({ post }, bearer, runId) => {
    const messages = [{ id: '1', role: 'user', content: 'Hi' }];
    const body = { threadId: 'chat-1', runId, messages, tools: [], context: [] };
    return statusOf(post('/api/ag-ui', body, bearerOf(bearer)));
  },
  'chat.v1': async ({ url }, token, run) => {
    const client = await RawClient.open(url, { token });
    onTestFinished(() => client.close());
    await client.next('welcome');
    client.say({ type: 'send', run, chat: 'chat-1', input: 'Hi', credit: 4 });
    const frame = await Promise.race([client.next('begin'), client.next('err')]);
    return frame.type === 'err' ? frame.status : 200;
  },
  'the AI SDK’s socket': async ({ host }, bearer) => {
    const socket = new WebSocket(`ws://${host}/ws/ai-sdk`, { headers: bearerOf(bearer) });
    onTestFinished(() => socket.terminate());
    await once(socket, 'open');
    const asked = { ...question, headers: {}, body: {} };
    socket.send(JSON.stringify({ type: 'send', requestId: 'r1', ...asked }));
    const [data] = (await once(socket, 'message')) as [Buffer];
    const answer: { type: string; errorText?: string } = JSON.parse(data.toString());
    return answer.type === 'error' ? /under way/.exec(answer.errorText ?? '')?.[0] : 200;
  },
};

const refusals = [429, 429, 429, 429, 'under way'];

async function askEverywhere(server: Server, bearer: string) {
  const told: unknown[] = [];
  for (const door of Object.values(doors)) told.push(await door(server, bearer, 'run-00009'));
  return told;
}

describe.each(Object.entries(doors))('a run that is started at %s', (_, door) => {
  it('counts for its user and its address at every other door', async () => {
    const server = await open({ runs: 1, runsPerAddress: 2 });
    expect(await door(server, 'alice', 'run-00001')).toBe(200);
    expect(await askEverywhere(server, 'alice')).toEqual(refusals);
    expect(await door(server, 'bob', 'run-00003')).toBe(200);
    expect(await askEverywhere(server, 'carol')).toEqual(refusals);
    expect(server.engine.load().active).toBe(2);
  });
});

describe('a question at its limit', () => {
  it('is told so in the fields of the answer, as every other is told where it stands', async () => {
    const { post } = await open({ runs: 1, runsPerMinute: 60 });
    const first = await post('/api/chat', question, bearerOf('alice'));
    expect(first.headers.get('ratelimit')).toMatch(/"user-at-once";r=0, .*"user";r=59;t=60/);
    expect(first.headers.get('ratelimit-policy')).toMatch(/"user";q=60;w=60/);
    const second = await post('/api/chat', question, bearerOf('alice'));
    expect([second.status, second.headers.get('ratelimit')]).toEqual([429, '"user-at-once";r=0']);
    expect(await second.json()).toMatchObject({
      error: { code: 'rate-limited', message: expect.stringMatching(/Wait for one of them/) },
    });
    const foreign = await post(
      '/v1/chat/completions',
      { messages: [{ role: 'user', content: 'Hi' }] },
      bearerOf('alice'),
    );
    expect([foreign.status, foreign.headers.get('ratelimit')]).toEqual([429, '"user-at-once";r=0']);
  });

  it('that is asked once more is the same run and no further one', async () => {
    const { post, runs } = await open({ runs: 1, runsPerMinute: 1 });
    const again = { ...bearerOf('alice'), 'idempotency-key': 'run-00001' };
    for (let count = 0; count < 3; count++) {
      expect((await post('/api/chat', question, again)).status).toBe(200);
    }
    expect(runs.size).toBe(1);
    const other = { ...question, id: 'chat-2' };
    expect((await post('/api/chat', other, again)).status).toBe(409);
  });

  it('is taken again when the run before has been stopped', async () => {
    const { post, host } = await open({ runs: 1 });
    const headers = { ...bearerOf('alice'), 'idempotency-key': 'run-00001' };
    await post('/api/chat', question, headers);
    expect((await post('/api/chat', question, bearerOf('alice'))).status).toBe(429);
    await fetch(`http://${host}/api/runs/run-00001/cancel`, { method: 'POST', headers });
    expect((await post('/api/chat', question, bearerOf('alice'))).status).toBe(200);
  });

  it('is not held against whoever is refused for another reason', async () => {
    const { post } = await open({ runs: 1, runsPerMinute: 2 }, { parallel: 1, maxWaiting: 0 });
    await post('/api/chat', question, bearerOf('somebody'));
    for (let count = 0; count < 4; count++) {
      const full = await post('/api/chat', question, bearerOf('alice'));
      expect(full.status).toBe(503);
    }
    const malformed = { ...question, options: { topP: 7 } };
    expect((await post('/api/chat', malformed, bearerOf('alice'))).status).toBe(400);
  });
});

describe('a full line', () => {
  it('says when to come again by what it holds, at HTTP’s doors and at the sockets’', async () => {
    const server = await open({ runs: 100 }, { parallel: 2, maxWaiting: 10 });
    for (let count = 0; count < 12; count++) {
      expect(await doors['/api/chat']?.(server, 'alice', `run-0000${count}`)).toBe(200);
    }
    // Eleven answers of a second on two places, half of it by the dice.
    const refused = await server.post('/api/chat', question, bearerOf('bob'));
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '3']);
    const client = await RawClient.open(server.url, { token: 'bob' });
    onTestFinished(() => client.close());
    await client.next('welcome');
    client.say({ type: 'send', run: 'run-00099', chat: 'chat-1', input: 'Hi', credit: 4 });
    expect(await client.next('err')).toMatchObject({ status: 503, retryAfterMs: 2250 });
  });
});

describe('the pace of a question', () => {
  it.each([1e-9, 0.01, 0.99, -1])('is refused below one model token a second: %d', async (pace) => {
    const { post } = await open({});
    const refused = await post('/api/chat', { ...question, options: { pace } });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toMatch(/options\.pace/);
  });

  it.each([0, 1, 1.5])('is taken from there: %d', async (pace) => {
    const { post } = await open({});
    expect((await post('/api/chat', { ...question, options: { pace } })).status).toBe(200);
  });
});
