// @vitest-environment node
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { ScriptedEngine } from '../../../demo-server/engine/scripted-engine.ts';
import { createApp } from '../../../demo-server/http/app.ts';
import { MemoryRunStore, Shutdown, type StoreTrouble } from '../../../src/server/index.ts';
import { answerLoading } from '../../../demo-server/server/answer-loading.ts';
import { keepWatch } from '../server/watched.ts';

function open() {
  const shutdown = new Shutdown();
  const store: { trouble: StoreTrouble | undefined } = { trouble: undefined };
  const runs = new MemoryRunStore();
  Object.defineProperty(runs, 'trouble', { get: () => store.trouble });
  const watch = keepWatch();
  const { observer } = watch;
  const app = createApp({ engine: new ScriptedEngine(), runs, shutdown, observer, key: 'secret' });
  const get = async (path: string) => {
    const answer = await app.request(path);
    return [answer.status, await answer.json()] as const;
  };
  return { ...watch, app, get, shutdown, store };
}

const idle = { active: 0, waiting: 0 };

describe('the health of a server', () => {
  it('is told without a key, and is kept by nobody', async () => {
    const { app, get } = open();
    expect(await get('/health')).toEqual([200, { status: 'ready', ...idle }]);
    expect(await get('/health/live')).toEqual([200, { status: 'live' }]);
    expect(await get('/health/ready')).toEqual([200, { status: 'ready' }]);
    const { headers } = await app.request('/health/ready');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it.each(['refuses', 'away'] as const)(
    'is not ready while its store %s, and lives',
    async (state) => {
      const { get, store, refusals } = open();
      store.trouble = { state, reason: 'full' };
      expect(await get('/health/ready')).toEqual([503, { status: `store-${state}` }]);
      expect(await get('/health/live')).toEqual([200, { status: 'live' }]);
      expect(await get('/health')).toEqual([200, { status: 'ready', ...idle }]);
      store.trouble = undefined;
      expect(await get('/health/ready')).toEqual([200, { status: 'ready' }]);
      // Whoever asks is answered, not refused.
      expect(refusals).toEqual([]);
    },
  );

  it('is not ready while it stops, and lives', async () => {
    const { get, shutdown } = open();
    shutdown.begin();
    expect(await get('/health/ready')).toEqual([503, { status: 'stopping' }]);
    expect(await get('/health/live')).toEqual([200, { status: 'live' }]);
    expect(await get('/health')).toEqual([503, { status: 'stopping', ...idle }]);
  });

  it('is not ready while the model is loaded, and lives; questions are counted as refused', async () => {
    const { observer, refusals } = keepWatch();
    const server = createServer(answerLoading(observer));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const get = async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`);
      return [answer.status, await answer.json()] as const;
    };
    expect(await get('/health/live?probe=1')).toEqual([200, { status: 'live' }]);
    expect(await get('/health/ready')).toEqual([503, { status: 'loading' }]);
    expect(await get('/health')).toEqual([503, { status: 'loading' }]);
    expect(refusals).toEqual([]);
    expect(await get('/api/model')).toMatchObject([503, { error: { code: 'overloaded' } }]);
    expect(refusals).toMatchObject([{ door: 'http', reason: 'loading', status: 503 }]);
    server.closeAllConnections();
    server.close();
  });
});
