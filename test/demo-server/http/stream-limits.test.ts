// @vitest-environment node
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ScriptedEngine } from '../../../demo-server/engine/scripted-engine.ts';
import type { AppOptions } from '../../../demo-server/http/app.ts';
import { runOf, slow } from '../runs/run-of.ts';
import { chatBody, serveEngine } from '../http-server.ts';

type Server = Awaited<ReturnType<typeof serveEngine>>;

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** Serves a run that goes on for minutes. */
async function serveSlowly(options: Partial<AppOptions>): Promise<Server> {
  const server = await serveEngine(new ScriptedEngine(), options);
  servers.push(server);
  await server.runs.create(runOf(slow, 'run-00001'));
  return server;
}

const streamOf = ({ url }: Server, bearer?: string) =>
  fetch(`${url}/api/runs/run-00001/stream`, {
    headers: { ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }) },
  });

async function statusOf(response: Promise<Response>): Promise<number> {
  return (await response).status;
}

describe('the places for streams', () => {
  it('are limited for one owner, who is told when to come again', async () => {
    const server = await serveSlowly({ maxStreamsPerOwner: 2 });
    const open = [await streamOf(server, 'alice'), await streamOf(server, 'alice')];
    const refused = await streamOf(server, 'alice');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
    expect(await refused.json()).toMatchObject({ error: { code: 'rate-limited' } });
    expect(await statusOf(streamOf(server, 'bob'))).toBe(200);
    await open[0]?.body?.cancel();
    await expect.poll(() => statusOf(streamOf(server, 'alice'))).toBe(200);
  });

  it('are checked before anything is generated', async () => {
    const server = await serveSlowly({ maxStreamsPerOwner: 1 });
    await streamOf(server, 'alice');
    const refused = await fetch(`${server.url}/api/chat`, {
      method: 'POST',
      headers: { authorization: 'Bearer alice', 'idempotency-key': 'run-00002' },
      body: JSON.stringify(chatBody('Hi')),
    });
    expect(refused.status).toBe(429);
    expect(server.runs.size).toBe(1);
  });

  it('are not limited for nobody in particular, who may be many, but for all together', async () => {
    const server = await serveSlowly({ maxStreamsPerOwner: 1, maxStreams: 3 });
    for (let count = 0; count < 3; count++) expect(await statusOf(streamOf(server))).toBe(200);
    const refused = await streamOf(server);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  });
});

// More than the buffers of the two kernels hold together.
const flood = new ScriptedEngine({
  pace: 0,
  reply: () => 'x'.repeat(16_000).concat(' ').repeat(1500),
});

/** Asks for a run as a client that does not read. */
async function stall(server: Server): Promise<Socket> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.pause();
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.write('GET /api/runs/run-00002/stream HTTP/1.1\r\nHost: localhost\r\n\r\n');
  return socket;
}

describe('a connection', () => {
  it('hears a comment when its run is silent', async () => {
    const server = await serveSlowly({ heartbeatMs: 5 });
    const response = await streamOf(server);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes(': keep-alive')) text += (await reader?.read())?.value ?? '';
    await reader?.cancel();
    expect(text).toContain('\n: keep-alive\n\n');
    expect(response.headers.get('x-heartbeat-ms')).toBe('5');
  });

  it('that asks for the headers alone gets them, and is no reader', async () => {
    const server = await serveSlowly({});
    const url = `${server.url}/api/runs/run-00001/stream`;
    const response = await fetch(url, { method: 'HEAD' });
    expect([response.status, response.headers.get('x-run-id')]).toEqual([200, 'run-00001']);
    expect((await server.runs.get('run-00001', ''))?.readers).toBe(0);
  });

  it('that is not read holds one small piece in memory, and is cut after a while; its run goes on', async () => {
    const server = await serveSlowly({ stallMs: 300 });
    const atServer: Socket[] = [];
    server.server.on('connection', (socket) => atServer.push(socket));
    // The whole of it is kept, so that no reader is sent away for falling behind.
    const limits = { maxBytes: 1e9 };
    const run = await server.runs.create(runOf(flood, 'run-00002', { limits }));
    const clients = await Promise.all([stall(server), stall(server), stall(server)]);
    let most = 0;
    while (run.readers < 3) await run.log.changed();
    while (run.readers > 0) {
      for (const { writableLength } of atServer) most = Math.max(most, writableLength);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(64 * 1024);
    await run.settled;
    expect(run.log.snapshot().message.end).toBe('complete');
    expect(atServer.every(({ destroyed }) => destroyed)).toBe(true);
    for (const client of clients) client.destroy();
  });
});
