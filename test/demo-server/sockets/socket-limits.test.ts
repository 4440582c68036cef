// @vitest-environment node
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import { ScriptedEngine } from '../../../demo-server/engine/scripted-engine.ts';
import { MemoryRunStore, StreamPlaces } from '../../../src/server/index.ts';
import { IntakeBudget } from '../../../src/server/http/intake-budget.ts';
import { chatBody } from '../http-server.ts';
import { runOf, slow } from '../runs/run-of.ts';
import { RawClient } from './raw-client.ts';
import { startSocketServer, type SocketServerOptions } from './socket-server.ts';

const alice = { authorization: 'Bearer alice' };
const bob = { authorization: 'Bearer bob' };
const aiAsked = { id: 'chat-1', headers: {}, body: {} };
const times = { maxStreams: 32, maxSendBytes: 1e6, rate: {} };

const point = (index: number) => ({ run: `run-${index}-of-many`, after: 0 });

/** A server with two places for a user, and a run of Alice's that goes on for minutes. */
async function open(more: Partial<SocketServerOptions> = {}) {
  const runs = new MemoryRunStore();
  const { owner } = await runOwner();
  await runs.create(runOf(slow, 'run-00001', { owner, chatId: 'chat-1' }));
  await runs.create(runOf(slow, 'run-00002', { owner, chatId: 'chat-2' }));
  const places = new StreamPlaces({ maxStreamsPerOwner: 2 });
  const engine = new ScriptedEngine({ pace: 1 });
  const server = await startSocketServer({ runs, places, engine, ...more });
  onTestFinished(() => server.close());

  async function ai(headers: ClientOptions['headers'] = alice) {
    const socket = new WebSocket(`ws://${server.host}/ws/ai-sdk`, { headers });
    onTestFinished(() => socket.terminate());
    const answers: { type: string; errorText?: string }[] = [];
    socket.on('message', (data: Buffer) => answers.push(JSON.parse(data.toString())));
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    await once(socket, 'open');
    return {
      socket,
      closed,
      say: (frame: object) => socket.send(JSON.stringify(frame)),
      /** Waits for what a request is told first. */
      async first(): Promise<{ type: string; errorText?: string }> {
        for (;;) {
          const found = answers.shift();
          if (found) return found;
          await once(socket, 'message');
        }
      },
    };
  }
  async function chat(headers: Record<string, string> = alice): Promise<RawClient> {
    const client = await RawClient.open(server.url, {}, { headers });
    onTestFinished(() => client.close());
    return client;
  }
  const http = (path: string, init: RequestInit = {}) =>
    fetch(`http://${server.host}${path}`, { ...init, headers: alice });
  return { ...server, runs, places, ai, chat, http };
}

async function runOwner() {
  const { ownerOf } = await import('../../../demo-server/http/owner.ts');
  return { owner: ownerOf(alice) };
}

type Opened = Awaited<ReturnType<typeof open>>;
interface Door {
  readonly isOpen: boolean;
  /** What the client is told where it is not. */
  readonly told: string;
  readonly answer?: Response;
  readonly close: () => void;
}

const post = (body: object) => ({ method: 'POST', body: JSON.stringify(body) });
const messages = [{ role: 'user', content: 'Hi' }];
const overHttp =
  (path: string, init?: () => RequestInit) =>
  async ({ http }: Opened): Promise<Door> => {
    const leave = new AbortController();
    const answer = await http(path, { ...init?.(), signal: leave.signal });
    const isOpen = answer.status === 200;
    const told = isOpen ? '' : await answer.text();
    // A body that nobody holds any more is cancelled when the garbage is collected.
    return { isOpen, told: `${answer.status} ${told}`, answer, close: () => leave.abort() };
  };

const doors: Readonly<Record<string, (server: Opened) => Promise<Door>>> = {
  'a run’s stream': overHttp('/api/runs/run-00001/stream'),
  'a question': overHttp('/api/chat', () => post(chatBody('Hi', 'chat-9'))),
  'the AI SDK’s resume': overHttp('/api/chat/chat-1/stream'),
  'AG-UI’s GET': overHttp('/api/ag-ui?runId=run-00001'),
  'AG-UI’s POST': overHttp('/api/ag-ui', () =>
    post({ threadId: 't', runId: crypto.randomUUID(), messages }),
  ),
  'OpenAI’s stream': overHttp('/v1/chat/completions', () => post({ stream: true, messages })),
  async 'a socket of the AI SDK'({ ai }) {
    const client = await ai();
    client.say({ type: 'resume', requestId: 'r1', ...aiAsked });
    const first = await client.first();
    const close = () => client.socket.terminate();
    return { isOpen: first.type === 'start', told: `429 ${first.errorText}`, close };
  },
  async 'a socket of chat.v1'({ chat }) {
    const client = await chat();
    const first = await Promise.race([client.next('welcome'), client.next('err')]);
    const told = first.type === 'err' ? `${first.status} ${first.message}` : '';
    return { isOpen: first.type === 'welcome', told, close: () => client.close() };
  },
};

describe('the streams of one user', () => {
  it.each(Object.entries(doors))('are counted at %s, and given back', async (_, knock) => {
    const server = await open();
    const opened = [await knock(server), await knock(server), await knock(server)];
    expect(opened.map(({ isOpen }) => isOpen)).toEqual([true, true, false]);
    expect(opened[2]?.told).toMatch(/^429 .*Too many streams of yours/);
    for (const { close } of opened) close();
    const again = async (): Promise<boolean> => {
      const door = await knock(server);
      door.close();
      return door.isOpen;
    };
    await expect.poll(again).toBe(true);
  });

  it('are one number for all doors, which is nobody else’s', async () => {
    const server = await open();
    const stream = doors['a run’s stream'];
    const taken = [await stream?.(server), await stream?.(server)];
    for (const [name, knock] of Object.entries(doors)) {
      expect([name, (await knock(server)).isOpen]).toEqual([name, false]);
    }
    const others = await server.chat(bob);
    expect(await others.next('welcome')).toMatchObject({ type: 'welcome' });
    for (const door of taken) door?.close();
  });

  it('are as many on a socket as the runs that it reads, and one where it reads none', async () => {
    const server = await open();
    const client = await server.chat();
    await client.next('welcome');
    client.say({ type: 'attach', run: 'run-00001' });
    await client.next('begin');
    client.say({ type: 'attach', run: 'run-00002' });
    await client.next('begin');
    // Not a third, also not by a question, which is not even asked.
    client.say({ type: 'send', run: 'run-00003', chat: 'chat-3', input: 'Hi' });
    expect(await client.next('err')).toMatchObject({ code: 'rate_limited', status: 429 });
    expect(server.runs.size).toBe(2);
    client.say({ type: 'detach', run: 'run-00001' });
    client.say({ type: 'detach', run: 'run-00002' });
    await client.settled();
    const other = await server.chat();
    await other.next('welcome');
    const third = await server.chat();
    expect(await third.closed).toBe(4429);
  });

  it('do not count an answer that a socket has told to its end', async () => {
    const server = await open({ engine: new ScriptedEngine({ pace: 0, reply: () => 'short' }) });
    const client = await server.chat();
    await client.next('welcome');
    for (const run of ['run-00003', 'run-00004', 'run-00005']) {
      client.say({ type: 'send', run, chat: run, input: 'Hi', credit: 64 });
      await client.next('end');
    }
    const second = await server.ai();
    for (const requestId of ['r1', 'r2', 'r3']) {
      second.say({ type: 'send', requestId, ...aiAsked, messages: chatBody('Hi').messages });
      while ((await second.first()).type !== 'end');
    }
    expect(await (await server.chat()).closed).toBe(4429);
  });
});

describe('a socket', () => {
  it('that says nothing is closed, of either kind', async () => {
    const { ai, url } = await open({ limits: { ...times, heartbeatMs: 1e6, helloMs: 20 } });
    expect(await (await ai()).closed).toBe(4408);
    expect(await new RawClient(url).closed).toBe(4408);
  });

  it('of the AI SDK that knows no key is closed, whatever it says', async () => {
    const limits = { ...times, heartbeatMs: 5, helloMs: 100 };
    const client = await (await open({ key: 'secret', limits })).ai({});
    const resume = { type: 'resume', requestId: 'r1', ...aiAsked };
    const timer = setInterval(() => client.say(resume), 10);
    expect(await client.closed).toBe(4408);
    clearInterval(timer);
  });

  it('of the AI SDK is kept as long as it answers pings', async () => {
    const places = new StreamPlaces({ maxStreamsPerOwner: 1 });
    const server = await open({ places, limits: { ...times, heartbeatMs: 20, helloMs: 1e6 } });
    const client = await server.ai();
    client.say({ type: 'resume', requestId: 'r1', ...aiAsked, id: 'none' });
    expect(await client.first()).toMatchObject({ type: 'no-active' });
    for (let count = 0; count < 6; count++) await once(client.socket, 'ping');
    expect(client.socket.readyState).toBe(WebSocket.OPEN);
    const { owner } = await runOwner();
    const take = () => places.take(owner);
    expect(take).toThrow('Too many streams');
    client.socket.pause();
    await expect.poll(take).toBeTypeOf('function');
  });

  it('is told that its key is wrong, in whatever letters it is', async () => {
    const { url } = await open({ key: 'secret' });
    for (const token of ['☃', 'schlüssel', 'a\nb', '\u0000', 'ключ', ' ']) {
      const client = await RawClient.open(url, { token });
      expect([token, await client.closed]).toEqual([token, 4401]);
    }
  });

  it('that goes on with too many runs at once is closed before it is told anything', async () => {
    const { url } = await open();
    const few = await RawClient.open(url, {
      resume: Array.from({ length: 100 }, (_, i) => point(i)),
    });
    await few.next('welcome');
    await few.settled();
    expect(few.all('err')).toHaveLength(100);
    few.close();
    const many = await RawClient.open(url, {
      resume: Array.from({ length: 18_000 }, (_, i) => point(i)),
    });
    expect(await many.closed).toBe(4400);
    expect(many.frames).toEqual([]);
  });

  it('whose message is held back gives way when too many are', async () => {
    const intake = new IntakeBudget(100_000);
    const server = await open({ intake });
    const clients = [];
    for (let count = 0; count < 10; count++) {
      const client = await server.ai(bob);
      // The first part of a message, without its end.
      client.socket.send('x'.repeat(30_000), { fin: false });
      clients.push(client);
    }
    await Promise.race(clients.map(({ closed }) => closed));
    expect(intake.bytes).toBeLessThanOrEqual(100_000);
    const good = await server.ai();
    good.say({ type: 'resume', requestId: 'r1', ...aiAsked });
    expect(await good.first()).toMatchObject({ type: 'start' });
    for (const { socket } of clients) socket.terminate();
    await expect.poll(() => intake.bytes).toBe(0);
  });
});
