// @vitest-environment node
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { converse, handshake, requestHead, textFrame } from '../../demo-server/bench/raw-socket.ts';
import { chatBody, postChat } from './http-server.ts';
import { chunked, framed, RawConnection } from './raw-connection.ts';
import { hasRedis, startRedis } from '../server/redis/redis-server.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';
import { parseMetrics } from './server/read-metrics.ts';

const messages = [{ role: 'user', content: 'Hi' }];
const options = { maxTokens: 2, pace: 0 };
const uuid = () => crypto.randomUUID();

interface Door {
  readonly method: 'GET' | 'POST';
  readonly path: () => string;
  readonly body?: () => string;
  /** What comes of it when nothing is wrong. */
  readonly status: number;
  readonly shows: RegExp;
}

const get = (path: string, status: number, shows: RegExp): Door => {
  return { method: 'GET', path: () => path, status, shows };
};
const post = (path: string, body: () => object, status: number, shows: RegExp): Door => {
  return { method: 'POST', path: () => path, body: () => JSON.stringify(body()), status, shows };
};

const httpDoors: Readonly<Record<string, Door>> = {
  health: get('/health', 200, /"ready"/),
  live: get('/health/live', 200, /"live"/),
  model: get('/api/model', 200, /"scripted"/),
  metrics: get('/metrics', 200, /rivulet_runs_total/),
  models: get('/v1/models', 200, /"list"/),
  page: get('/', 404, /not been built/),
  nowhere: get('/api/nope', 404, /not-found/),
  'no run': get('/api/runs/none-such', 404, /not-found/),
  'no stream': get('/api/runs/none-such/stream', 404, /not-found/),
  'no chat': get('/api/chats/none/active', 200, /"runId":null/),
  'nothing to resume': get('/api/chat/none/stream', 204, /^$/),
  'no AG-UI run': get('/api/ag-ui?runId=none-such', 404, /not-found/),
  question: post('/api/chat', () => chatBody('Hi', uuid(), options), 200, /"type":"finish"/),
  'OpenAI question': post(
    '/v1/chat/completions',
    () => ({ messages, max_tokens: 2 }),
    200,
    /"finish_reason":"length"/,
  ),
  'OpenAI stream': post(
    '/v1/chat/completions',
    () => ({ messages, max_tokens: 2, stream: true }),
    200,
    /\[DONE\]/,
  ),
  'AG-UI question': post(
    '/api/ag-ui',
    () => ({ threadId: uuid(), runId: uuid(), messages }),
    200,
    /RUN_FINISHED/,
  ),
  'cancel of none': post('/api/runs/none-such/cancel', () => ({}), 404, /not-found/),
};

const h2c = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMA\r\n';
const forms = ['with a length', 'in chunks', 'asking for h2c', 'asking for h2c in chunks'] as const;

function textOf({ method, path, body }: Door, form: (typeof forms)[number]): string {
  const fields = form.includes('h2c') ? h2c : '';
  const head = requestHead(method, path(), fields);
  if (!body) return `${head}\r\n`;
  const text = body();
  return (
    head + (form.includes('chunks') ? chunked([text.slice(0, 7), text.slice(7)]) : framed(text))
  );
}

const socketDoors = ['/api/ws', '/api/ws/ai-sdk', '/ws/ai-sdk'];
const asked = { id: 'chat', headers: {}, body: {} };
const frames = [
  '{"type":"hello","v":1}',
  JSON.stringify({ type: 'send', run: 'run-of-raw', chat: 'c', input: 'Hi', credit: 64 }),
  JSON.stringify({ type: 'attach', chat: 'c' }),
  JSON.stringify({ type: 'cancel', run: 'run-of-raw' }),
  JSON.stringify({ type: 'send', requestId: 'r', ...asked, messages: chatBody('Hi').messages }),
  JSON.stringify({ type: 'resume', requestId: 'r', ...asked }),
  JSON.stringify({ type: 'abort', requestId: 'r' }),
  'no JSON',
  '{"type":"hello","v":1,"token":"☃"}',
];

const garbage = [
  '\u0000',
  '\r\n\r\n',
  'FOO / HTTP/1.1\r\n\r\n',
  '\u0016\u0003\u0001',
  '\u0081\u0005hello',
];

/** What one client does to the server: some bytes of something, and a parting. */
const blow = fc.record({
  bytes: fc.oneof(
    fc
      .tuple(fc.constantFrom(...Object.values(httpDoors)), fc.constantFrom(...forms))
      .map(([door, form]) => Buffer.from(textOf(door, form))),
    fc
      .tuple(
        fc.constantFrom(...socketDoors, '/nope', '/'),
        fc.constantFrom('chat.v1', undefined, 'vite-hmr'),
        fc.array(fc.constantFrom(...frames), { maxLength: 6 }),
      )
      .map(([path, protocol, said]) =>
        Buffer.concat([
          Buffer.from(requestHead('GET', path, `${handshake(protocol)}\r\n`)),
          ...said.map(textFrame),
        ]),
      ),
    fc.constantFrom(...garbage).map((text) => Buffer.from(text, 'latin1')),
  ),
  cut: fc.oneof(
    { weight: 1, arbitrary: fc.constant(1) },
    fc.double({ min: 0, max: 1, noNaN: true }),
  ),
  junk: fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    fc.constantFrom(...garbage, 'x'.repeat(70_000)),
  ),
  parting: fc.constantFrom('reset', 'reset', 'hang up', 'wait'),
});

type Blow = typeof blow extends fc.Arbitrary<infer One> ? One : never;

async function strike(url: string, blows: readonly Blow[]): Promise<void> {
  const port = Number(new URL(url).port);
  await Promise.all(
    blows.map(({ bytes, cut, junk, parting }) => {
      const length = Math.round(bytes.length * cut);
      const pieces = [bytes.subarray(0, length >> 1), bytes.subarray(length >> 1, length)];
      const said = [...pieces, Buffer.from(junk, 'latin1')].filter((piece) => piece.length > 0);
      return converse({ port }, said, parting, 50);
    }),
  );
}

async function metricOf(url: string, name: string): Promise<number> {
  const all = parseMetrics(await (await fetch(`${url}/metrics`)).text());
  const values = Object.entries(all).filter(([key]) => key.startsWith(name));
  return values.reduce((sum, [, value]) => sum + value, 0);
}

/** Asks at every door of HTTP, in every form, and on every socket, and looks at what comes. */
async function expectRightAnswers(url: string): Promise<void> {
  for (const [name, door] of Object.entries(httpDoors)) {
    for (const form of forms) {
      const client = await RawConnection.open(url);
      await client.say(textOf(door, form));
      const { status, body } = (await client.answer()) ?? {};
      expect([name, form, status, body]).toEqual([
        name,
        form,
        door.status,
        expect.stringMatching(door.shows),
      ]);
      client.reset();
    }
  }
  const port = Number(new URL(url).port);
  const hello = textFrame('{"type":"hello","v":1}');
  const chat = [requestHead('GET', '/api/ws', `${handshake('chat.v1')}\r\n`), hello];
  expect(await converse({ port }, chat)).toMatch(/^HTTP\/1\.1 101 .*"type":"welcome"/s);
  const resume = textFrame(
    JSON.stringify({ type: 'resume', requestId: 'r', ...asked, id: 'none' }),
  );
  for (const path of ['/api/ws/ai-sdk', '/ws/ai-sdk']) {
    const said = [requestHead('GET', path, `${handshake()}\r\n`), resume];
    expect(await converse({ port }, said)).toMatch(/^HTTP\/1\.1 101 .*"type":"no-active"/s);
  }
  const nowhere = [requestHead('GET', '/nope', `${handshake()}\r\n`)];
  expect(await converse({ port }, nowhere)).toMatch(/^HTTP\/1\.1 404 /);
}

// It is not the limits that are tried here, and all clients are one address.
const roomy = ['--runs', '64', '--runs-per-address', '64', '--runs-per-minute', '100000'];

describe('a server process', () => {
  let server: ServerProcess;
  beforeAll(async () => {
    server = await startServerProcess(['--pace', '0', ...roomy]);
  });
  afterAll(() => server.kill());

  it('answers rightly at every door after whatever raw sockets have done to every door', async () => {
    const blows = fc.array(blow, { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(blows, (list) => strike(server.url, list)),
      { numRuns: 80 },
    );
    await expectRightAnswers(server.url);
    expect(await metricOf(server.url, 'rivulet_failures_total')).toBe(0);
    expect(await metricOf(server.url, 'rivulet_refusals_total')).toBeGreaterThan(0);
    server.signal('SIGINT');
    expect(await server.exited).toBe(0);
  });
});

describe.runIf(hasRedis)('a server process whose Redis is gone', () => {
  it('lives through whatever comes, and answers rightly when it is back', async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.remove());
    const server = await startServerProcess(['--pace', '0', '--redis', redis.url, ...roomy]);
    onTestFinished(() => server.kill());
    await expectRightAnswers(server.url);
    await redis.stop();
    const blows = fc.array(blow, { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(blows, (list) => strike(server.url, list)),
      { numRuns: 25 },
    );
    const refused = await fetch(`${server.url}/api/chat`, {
      method: 'POST',
      body: JSON.stringify(chatBody('Hi')),
    });
    expect(refused.status).toBe(503);
    await redis.start();
    // Each of the server's connections comes back in its own time: questions and looks are asked until both are answered.
    const path = `${server.url}/api/runs/none-such`;
    const isBack = async () => [
      (await fetch(path)).status,
      (await postChat(server.url, chatBody('Hi'))).status,
    ];
    await expect.poll(isBack, { timeout: 30_000 }).toEqual([404, 200]);
    await expectRightAnswers(server.url);
    expect(await metricOf(server.url, 'rivulet_failures_total')).toBe(0);
  });
});
