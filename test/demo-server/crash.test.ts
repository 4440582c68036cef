// @vitest-environment node
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { chatBody, postChat, readAll } from './http-server.ts';
import { hasRedis, startRedis } from '../server/redis/redis-server.ts';
import { startServerProcess } from './server-process.ts';
import { RawClient } from './sockets/raw-client.ts';

// A fault of no place in particular, at a signal.
const folder = mkdtempSync(join(tmpdir(), 'rivulet-crash-'));
const fault = join(folder, 'fault.mjs');
writeFileSync(
  fault,
  `process.on('SIGUSR2', () => {
     setImmediate(() => { throw new RangeError('an exception that nobody catches'); });
   });
   process.on('SIGHUP', () => {
     Promise.reject(new TypeError('a rejection that nobody catches'));
   });`,
);
afterAll(() => rmSync(folder, { recursive: true }));

async function start(args: readonly string[] = []) {
  const server = await startServerProcess(['--pace', '5', ...args], ['--import', fault]);
  onTestFinished(() => server.kill());
  return server;
}

describe('a server with a fault', () => {
  it.each([
    ['SIGUSR2', /RangeError.*an exception that nobody catches/],
    ['SIGHUP', /TypeError.*a rejection that nobody catches/],
  ] as const)('tells its readers, says it in the log and ends with 1 (%s)', async (name, said) => {
    const server = await start();
    const { host } = new URL(server.url);
    const stream = await postChat(server.url, chatBody('Hi'), { key: 'run-00001' });
    const socket = await RawClient.open(`ws://${host}/api/ws`);
    socket.say({ type: 'send', run: 'run-00002', chat: 'c', input: 'Hi', credit: 64 });
    await socket.next('ev');
    server.signal(name);
    const told = await readAll(stream);
    expect(told.slice(-2).map(({ event }) => event)).toEqual([
      { type: 'error', errorText: expect.stringMatching(/^The server has failed/) as string },
      '[DONE]',
    ]);
    expect(await socket.next('end')).toMatchObject({ reason: 'error' });
    expect(await socket.closed).toBe(1001);
    expect(await server.exited).toBe(1);
    const lines = server.output().split('\n');
    const line = lines.find((each) => each.startsWith('{') && said.test(each.replace(/"/g, ' ')));
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      level: 'error',
      err: { stack: expect.stringContaining('fault.mjs') as string },
    });
  });

  it.runIf(hasRedis)('tells the readers on another server as well', async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.remove());
    const [here, there] = await Promise.all([
      start(['--redis', redis.url]),
      start(['--redis', redis.url]),
    ]);
    await postChat(here.url, chatBody('Hi'), { key: 'run-00001' });
    const stream = await fetch(`${there.url}/api/runs/run-00001/stream`);
    here.signal('SIGUSR2');
    const told = await readAll(stream);
    expect(told.at(-2)?.event).toMatchObject({ type: 'error' });
    expect(await here.exited).toBe(1);
  });
});
