// @vitest-environment node
import { afterEach, describe, expect, it } from 'vitest';
import { ScriptedEngine } from '../../../demo-server/engine/scripted-engine.ts';
import { Shutdown } from '../../../src/server/index.ts';
import {
  chatBody,
  postChat,
  readAll,
  readStream,
  serveEngine,
  type Received,
} from '../http-server.ts';

const servers: Awaited<ReturnType<typeof serveEngine>>[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve() {
  const shutdown = new Shutdown();
  const engine = new ScriptedEngine({ pace: 100, reply: () => 'word '.repeat(60) });
  const server = await serveEngine(engine, { shutdown });
  servers.push(server);
  const stream = (cursor = '') =>
    fetch(`${server.url}/api/runs/run-00001/stream`, { headers: { 'last-event-id': cursor } });
  return { ...server, shutdown, stream };
}

describe('a server that is stopping', () => {
  it('ends its streams without an end, tells when to come back, and gives the rest to who does', async () => {
    const { url, shutdown, stream } = await serve();
    const head: Received[] = [];
    for await (const received of readStream(
      await postChat(url, chatBody('Hi'), { key: 'run-00001' }),
    )) {
      head.push(received);
      if (head.length === 10) shutdown.begin();
    }
    expect(head.at(-1)?.event).toMatchObject({ type: 'text-delta' });
    const tail = await readAll(await stream(head.at(-1)?.id));
    expect([...head, ...tail]).toEqual(await readAll(await stream()));
    expect(tail.at(-1)?.event).toBe('[DONE]');
  });

  it('says so in the last bytes of a stream, with a time that differs', async () => {
    const { url, shutdown, stream } = await serve();
    await postChat(url, chatBody('Hi'), { key: 'run-00001' });
    const streams = await Promise.all(Array.from({ length: 10 }, () => stream()));
    shutdown.begin();
    const texts = await Promise.all(streams.map((response) => response.text()));
    const times = texts.map((text) => Number(/\nretry: (\d+)\n\n$/.exec(text)?.[1]));
    expect(times.every((time) => time >= 500 && time <= 1500)).toBe(true);
    expect(new Set(times).size).toBeGreaterThan(1);
  });

  it('takes no new questions, says so to whoever spreads them, and still cancels', async () => {
    const { url, shutdown } = await serve();
    await postChat(url, chatBody('Hi'), { key: 'run-00001' });
    shutdown.begin();
    const refused = await postChat(url, chatBody('Hi'), { key: 'run-00002' });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
    const health = await fetch(`${url}/health`);
    expect([health.status, await health.json()]).toMatchObject([503, { status: 'stopping' }]);
    const cancelled = await fetch(`${url}/api/runs/run-00001/cancel`, { method: 'POST' });
    expect(await cancelled.json()).toMatchObject({ status: 'aborted' });
  });
});
