// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { ScriptedEngine } from '../../../demo-server/engine/scripted-engine.ts';
import { createApp, type AppOptions } from '../../../demo-server/http/app.ts';
import { MemoryRunStore } from '../../../src/server/index.ts';
import { Metrics } from '../../../demo-server/server/metrics.ts';
import { ChatError } from '../../../src/protocol/index.ts';
import { chatBody } from '../http-server.ts';
import { parseMetrics } from '../server/read-metrics.ts';
import { keepWatch } from '../server/watched.ts';

function open(options: Partial<AppOptions> = {}) {
  const watch = keepWatch();
  const engine = new ScriptedEngine({ pace: 0, reply: () => 'one two three' });
  const app = createApp({
    engine,
    runs: new MemoryRunStore(),
    observer: watch.observer,
    ...options,
  });
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    app.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  return { ...watch, app, post };
}

describe('a call over HTTP', () => {
  it('is told by the pattern of its route, never by its path', async () => {
    const { app, post, calls } = open();
    await post('/api/chat', chatBody('hi'));
    await app.request('/api/chats/a-secret-chat/active');
    await app.request('/api/runs/a-secret-run');
    await app.request('/a-secret-path');
    expect(calls).toEqual([
      { method: 'POST', route: '/api/chat', status: 200 },
      { method: 'GET', route: '/api/chats/:id/active', status: 200 },
      { method: 'GET', route: '/api/runs/:id', status: 404 },
      { method: 'GET', route: expect.not.stringContaining('secret') as string, status: 404 },
    ]);
  });

  const big = 'x'.repeat(2_000_000);
  const refused: readonly [string, string, number, (app: ReturnType<typeof open>) => unknown][] = [
    ['a missing key', 'unauthorized', 401, ({ app }) => app.request('/api/model')],
    [
      'a foreign page',
      'unauthorized',
      403,
      ({ app }) => app.request('/api/model', { headers: { origin: 'http://evil.example' } }),
    ],
    [
      'a foreign name',
      'unauthorized',
      403,
      ({ app }) => app.request('/health', { headers: { host: 'evil.example' } }),
    ],
    ['too large a body', 'too-large', 413, ({ post }) => post('/api/chat', chatBody(big), bearer)],
    ['a bad question', 'bad-request', 400, ({ post }) => post('/api/chat', {}, bearer)],
    [
      'a bad question in OpenAI’s words',
      'bad-request',
      400,
      ({ post }) => post('/v1/chat/completions', {}, bearer),
    ],
    [
      'a missing run',
      'not-found',
      404,
      ({ app }) => app.request('/api/runs/no-such-run', { headers: bearer }),
    ],
    ['a missing route', 'not-found', 404, ({ app }) => app.request('/nope')],
  ];
  const bearer = { authorization: 'Bearer secret' };
  it.each(refused)('that is refused for %s is told once', async (_name, reason, status, ask) => {
    const server = open({ key: 'secret' });
    await ask(server);
    expect(server.refusals).toMatchObject([{ door: 'http', reason, status }]);
    expect(server.failures).toEqual([]);
  });

  it('that fails unforeseen is told with the error itself, and is no refusal', async () => {
    const engine = new ScriptedEngine();
    const error = new TypeError('odd');
    engine.prepare = () => Promise.reject(error);
    const { post, failures, refusals } = open({ engine });
    expect((await post('/api/chat', chatBody('hi'))).status).toBe(500);
    expect(failures).toEqual([{ error, where: 'POST /api/chat' }]);
    expect(refusals).toEqual([]);
  });

  it('that is refused by a store is told with the cause', async () => {
    const engine = new ScriptedEngine();
    const cause = new Error('OOM command not allowed');
    engine.prepare = () =>
      Promise.reject(new ChatError('overloaded', 'The store is full.', { status: 503, cause }));
    const { post, refusals } = open({ engine });
    await post('/api/chat', chatBody('hi'));
    expect(refusals).toMatchObject([{ reason: 'overloaded', status: 503, cause }]);
  });
});

async function withMetrics(
  options: Partial<AppOptions>,
  ask: (app: ReturnType<typeof createApp>) => Promise<void>,
) {
  const metrics = new Metrics();
  const { app } = open({ ...options, metrics, observer: metrics });
  await ask(app);
  metrics.close();
}

describe('GET /metrics', () => {
  it('is Prometheus’s text', () =>
    withMetrics({}, async (app) => {
      await app.request('/nope');
      const answer = await app.request('/metrics');
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(parseMetrics(await answer.text())).toMatchObject({
        'rivulet_refusals_total{reason="not-found",door="http"}': 1,
      });
    }));

  it.each([
    ['application/json', /^application\/json/],
    ['application/json, text/plain;q=0.5', /^application\/json/],
    ['text/plain, application/json;q=0.5', /^text\/plain/],
    ['text/html,application/xhtml+xml,*/*;q=0.8', /^text\/plain/],
    [
      'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
      /^text/,
    ],
  ])('is what is asked for by %s', (accept, type) =>
    withMetrics({}, async (app) => {
      const answer = await app.request('/metrics', { headers: { accept } });
      expect(answer.headers.get('content-type')).toMatch(type);
      if (!accept.startsWith('application/json')) return;
      const told: { metrics: { name: string; values: unknown[] }[] } = await answer.json();
      expect(
        told.metrics.find(({ name }) => name === 'rivulet_output_tokens_total')?.values,
      ).toEqual([expect.objectContaining({ value: 0 })]);
    }),
  );

  it('is behind the key, and no foreign page’s or name’s', () =>
    withMetrics({ key: 'secret' }, async (app) => {
      const status = async (headers: Record<string, string>) =>
        (await app.request('/metrics', { headers })).status;
      const bearer = { authorization: 'Bearer secret' };
      expect(await status({})).toBe(401);
      expect(await status(bearer)).toBe(200);
      expect(await status({ ...bearer, origin: 'http://evil.example' })).toBe(403);
      expect(await status({ ...bearer, host: 'evil.example' })).toBe(403);
    }));
});
