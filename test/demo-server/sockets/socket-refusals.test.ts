// @vitest-environment node
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { MemoryRunStore, StreamPlaces } from '../../../src/server/index.ts';
import { IntakeBudget } from '../../../src/server/http/intake-budget.ts';
import { chatBody } from '../http-server.ts';
import { keepWatch } from '../server/watched.ts';
import { RawClient } from './raw-client.ts';
import { startSocketServer, type SocketServerOptions } from './socket-server.ts';

const patience = { timeout: 30_000 };
const limits = { heartbeatMs: 1e6, helloMs: 1e6, maxStreams: 32, maxSendBytes: 10_000, rate: {} };
const bearer = { authorization: 'Bearer alice' };
const asked = { requestId: 'r1', id: 'chat-1', headers: {}, body: {} };
const question = { type: 'send', ...asked, messages: chatBody('Hi').messages };
const hello = { type: 'hello', v: 1 };

async function open(more: Partial<SocketServerOptions> = {}) {
  const watch = keepWatch();
  const { observer } = watch;
  const server = await startSocketServer({
    runs: new MemoryRunStore(),
    limits,
    ...more,
    observer,
  });
  onTestFinished(() => server.close());
  const client = async (path: string, protocols: string[] = []) => {
    const socket = new WebSocket(`ws://${server.host}${path}`, protocols, { headers: bearer });
    socket.on('error', () => undefined);
    onTestFinished(() => socket.terminate());
    await once(socket, 'open');
    return { socket, say: (frame: unknown) => socket.send(JSON.stringify(frame)) };
  };
  return {
    ...watch,
    ...server,
    client,
    doors: {
      'chat.v1': () => client('/api/ws', ['chat.v1']),
      'ai-sdk': () => client('/ws/ai-sdk'),
    },
  };
}

type Said = string | object;
const refused: readonly [
  string,
  'chat.v1' | 'ai-sdk',
  string,
  readonly Said[],
  Partial<SocketServerOptions>,
][] = [
  ['no frame', 'chat.v1', 'bad-request', ['no JSON'], {}],
  ['no frame', 'ai-sdk', 'bad-request', ['no JSON'], {}],
  ['a frame before hello', 'chat.v1', 'bad-request', [{ type: 'attach', run: 'run-00001' }], {}],
  ['a wrong key', 'chat.v1', 'unauthorized', [hello], { key: 'secret' }],
  ['a wrong key', 'ai-sdk', 'unauthorized', [question], { key: 'secret' }],
  ['a missing run', 'chat.v1', 'not-found', [hello, { type: 'attach', run: 'run-00001' }], {}],
  ['no hello', 'chat.v1', 'timeout', [], { limits: { ...limits, helloMs: 20 } }],
  ['no hello', 'ai-sdk', 'timeout', [], { limits: { ...limits, helloMs: 20 } }],
  ['too large a message', 'chat.v1', 'too-large', [hello, 'x'.repeat(20_000)], {}],
  ['too large a message', 'ai-sdk', 'too-large', ['x'.repeat(20_000)], {}],
];

describe('a refusal on a socket', () => {
  it.each(refused)('for %s at %s is told once', async (_name, door, reason, said, more) => {
    const server = await open(more);
    const { socket, say } = await server.doors[door]();
    for (const one of said) {
      if (typeof one === 'string') socket.send(one);
      else say(one);
    }
    await expect.poll(() => server.refusals.length, patience).toBeGreaterThan(0);
    socket.terminate();
    await expect.poll(() => server.sockets.size, patience).toBe(0);
    expect(server.refusals).toMatchObject([{ door, reason, address: '127.0.0.1' }]);
    expect(server.failures).toEqual([]);
  });

  it('that ends the socket before it is greeted is told once', async () => {
    const places = new StreamPlaces({ maxStreams: 0 });
    const server = await open({ places });
    const client = await RawClient.open(server.url, {}, { headers: bearer });
    expect(await client.closed).toBe(4429);
    expect(server.refusals).toMatchObject([{ door: 'chat.v1', reason: 'overloaded', status: 503 }]);
  });

  it('of too many frames is told once', async () => {
    const server = await open({ limits: { ...limits, rate: { burst: 1, perSecond: 1 } } });
    const { socket, say } = await server.doors['chat.v1']();
    for (let count = 0; count < 50; count++) say(hello);
    await once(socket, 'close');
    expect(server.refusals).toMatchObject([{ door: 'chat.v1', reason: 'rate-limited' }]);
  });

  it('of a message that is held back is told', async () => {
    const server = await open({ intake: new IntakeBudget(5000) });
    const { socket } = await server.doors['ai-sdk']();
    socket.send('x'.repeat(9000), { fin: false });
    await once(socket, 'close');
    expect(server.refusals).toMatchObject([{ door: 'ai-sdk', reason: 'overloaded' }]);
  });

  it('is none where the client leaves or breaks off', async () => {
    const server = await open();
    for (const door of Object.values(server.doors)) {
      const { socket } = await door();
      socket.close(1000);
      const { socket: other } = await door();
      other.terminate();
    }
    await expect.poll(() => server.sockets.size, patience).toBe(0);
    expect([server.refusals, server.failures]).toEqual([[], []]);
  });
});

describe('the streams that are open', () => {
  it('are counted by their doors', async () => {
    const places = new StreamPlaces();
    const server = await open({ places });
    expect(places.open).toEqual({ http: 0, 'chat.v1': 0, 'ai-sdk': 0, json: 0 });
    const chat = await RawClient.open(server.url, {}, { headers: bearer });
    await chat.next('welcome');
    const { socket, say } = await server.doors['ai-sdk']();
    say({ type: 'resume', ...asked });
    await once(socket, 'message');
    const leave = places.take('somebody');
    expect(places.open).toEqual({ http: 1, 'chat.v1': 1, 'ai-sdk': 1, json: 0 });
    leave();
    leave();
    chat.close();
    socket.close();
    await expect
      .poll(() => places.open, patience)
      .toEqual({ http: 0, 'chat.v1': 0, 'ai-sdk': 0, json: 0 });
  });
});
