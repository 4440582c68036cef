// @vitest-environment node
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ClientOptions } from 'ws';
import {
  ScriptedEngine,
  type ScriptedOptions,
} from '../../../demo-server/engine/scripted-engine.ts';
import { MemoryRunStore } from '../../../src/server/index.ts';
import type { ChatEvent, ClientFrame, EventsFrame } from '../../../src/protocol/index.ts';
import { RawClient } from './raw-client.ts';
import { KeyLock } from '../../../demo-server/server/key-lock.ts';
import { startSocketServer, type SocketServerOptions } from './socket-server.ts';

type Hello = Partial<Extract<ClientFrame, { type: 'hello' }>>;

// Fewer than a client has leave for, should each come in a frame of its own.
const words = Array.from({ length: 40 }, (_, index) => `word-${index}`).join(' ');
const held: ScriptedOptions = { pace: 1, reply: () => words };

async function open(script: ScriptedOptions = {}, more: Partial<SocketServerOptions> = {}) {
  const engine = new ScriptedEngine({ pace: 0, reply: () => words, ...script });
  const runs = new MemoryRunStore();
  const server = await startSocketServer({ engine, runs, ...more });
  onTestFinished(() => server.close());
  const connect = async (hello?: Hello, options?: ClientOptions): Promise<RawClient> => {
    const client = await RawClient.open(server.url, hello, options);
    onTestFinished(() => client.close());
    return client;
  };
  const raw = (options?: ClientOptions, protocols?: string[]): RawClient => {
    const client = new RawClient(server.url, options, protocols);
    onTestFinished(() => client.close());
    return client;
  };
  return { ...server, runs, connect, raw };
}

const run = 'run-00001';
const ask = (changes: Partial<Extract<ClientFrame, { type: 'send' }>> = {}): ClientFrame => ({
  type: 'send',
  run,
  chat: 'chat-1',
  input: 'Hi',
  credit: 64,
  ...changes,
});

function eventsIn(frames: readonly EventsFrame[]): ChatEvent[] {
  return frames.flatMap(({ evs }) => evs as ChatEvent[]);
}

function textIn(frames: readonly EventsFrame[]): string {
  return eventsIn(frames)
    .map((event) => (event.type === 'text-delta' ? event.delta : ''))
    .join('');
}

describe('the handshake', () => {
  it('welcomes with its limits', async () => {
    const { connect } = await open();
    const client = await connect();
    expect(await client.next('welcome')).toEqual({
      type: 'welcome',
      session: expect.stringMatching(/^[\da-f-]{36}$/),
      heartbeatMs: 15_000,
      maxFrame: 65_536,
      maxStreams: 32,
      maxCredit: 64,
      maxSend: 1_048_576,
    });
  });

  it('takes no client that does not speak chat.v1', async () => {
    const { raw } = await open();
    expect(await raw({}, []).closed).toBe(1006);
    expect(await raw({}, ['graphql-ws']).closed).toBe(1006);
  });

  it.each<[string, ClientOptions]>([
    ['a page of another site', { headers: { origin: 'http://evil.example' } }],
    ['a foreign host name', { headers: { host: 'evil.example' } }],
    [
      'a request that the browser calls cross-site',
      { headers: { 'sec-fetch-site': 'cross-site' } },
    ],
  ])('closes with 4403 for %s', async (_, options) => {
    const { raw } = await open();
    const client = raw(options);
    expect(await client.closed).toBe(4403);
    expect(client.frames).toEqual([]);
  });

  it('lets its own page in, and one that is allowed', async () => {
    const { host, connect } = await open({}, { origins: ['http://app.example'] });
    for (const origin of [`http://${host}`, 'http://app.example']) {
      const client = await connect({}, { headers: { origin } });
      expect(await client.next('welcome')).toMatchObject({ type: 'welcome' });
    }
  });

  it('asks for the key in hello, a bearer or the cookie, and closes with 4401 without it', async () => {
    const { host, connect } = await open({}, { key: 'secret' });
    expect(await (await connect()).closed).toBe(4401);
    expect(await (await connect({ token: 'wrong' })).closed).toBe(4401);
    await (await connect({ token: 'secret' })).next('welcome');
    await (await connect({}, { headers: { authorization: 'Bearer secret' } })).next('welcome');
    const page = await fetch(`http://${host}/?key=secret`, { redirect: 'manual' });
    const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? '';
    await (await connect({}, { headers: { cookie } })).next('welcome');
  });

  it('looks at ten wrong keys, then closes with 4429 also for the right one', async () => {
    const { host, connect } = await open({}, { lock: new KeyLock('secret') });
    for (let count = 0; count < 10; count++) {
      expect(await (await connect({ token: `wrong-${count}` })).closed).toBe(4401);
    }
    const client = await connect({ token: 'secret' });
    expect(await client.next('err')).toMatchObject({ code: 'rate_limited', status: 429 });
    expect(await client.closed).toBe(4429);
    const headers = { authorization: 'Bearer secret' };
    expect((await fetch(`http://${host}/api/model`, { headers })).status).toBe(429);
  });

  it('takes no key from the address', async () => {
    const { url } = await open({}, { key: 'secret' });
    const client = await RawClient.open(`${url}?key=secret&token=secret`);
    expect(await client.closed).toBe(4401);
  });

  it('replaces the socket of the same session with 4409, for the same user only', async () => {
    const { connect } = await open();
    const mine = { headers: { authorization: 'Bearer mine' } };
    const first = await connect({}, mine);
    const { session } = await first.next('welcome');
    const foreign = await connect({ session });
    expect((await foreign.next('welcome')).session).not.toBe(session);
    const second = await connect({ session }, mine);
    expect((await second.next('welcome')).session).toBe(session);
    expect(await first.closed).toBe(4409);
  });
});

describe('one user', () => {
  it('has so many sockets and no more, and a place again when one is closed', async () => {
    const { connect } = await open({}, { maxStreamsPerOwner: 1 });
    const first = await connect({ token: 'mine' });
    await first.next('welcome');
    const second = await connect({ token: 'mine' });
    expect(await second.next('err')).toMatchObject({ code: 'rate_limited', retryAfterMs: 5000 });
    expect(await second.closed).toBe(4429);
    expect(await (await connect({ token: 'other' })).next('welcome')).toBeDefined();
    first.socket.close();
    await first.closed;
    expect(await (await connect({ token: 'mine' })).next('welcome')).toBeDefined();
  });
});

describe('frames that are none', () => {
  it.each([
    ['no JSON', 'hello'],
    ['no object', '[]'],
    ['an unknown type', '{"type":"subscribe"}'],
    ['a field of the wrong type', '{"type":"credit","run":"run-00001","n":"1","ack":0}'],
    ['another version', '{"type":"hello","v":2}'],
    ['a field of a prototype', '{"type":"constructor"}'],
  ])('close with 4400 for %s', async (_, text) => {
    const { connect } = await open();
    const client = await connect();
    await client.next('welcome');
    client.socket.send(text);
    expect(await client.closed).toBe(4400);
  });

  it('close with 4400 when they are binary, or come before hello', async () => {
    const { connect, raw } = await open();
    const binary = await connect();
    await binary.next('welcome');
    binary.socket.send(Buffer.from('{"type":"ping","t":1}'));
    expect(await binary.closed).toBe(4400);
    const rude = raw();
    rude.socket.on('open', () => rude.say(ask()));
    expect(await rude.closed).toBe(4400);
  });

  it('close with 1009 when they are too large, and with 4429 when they are too many', async () => {
    const { connect } = await open({}, { limits: { maxSendBytes: 10_000, rate: { burst: 5 } } });
    const large = await connect();
    large.say(ask({ input: 'x'.repeat(20_000) }));
    expect(await large.closed).toBe(1009);
    const many = await connect();
    for (let t = 0; t < 20; t += 1) many.say({ type: 'ping', t });
    expect(await many.closed).toBe(4429);
  });
});

describe('a run', () => {
  it('is told densely from begin to end', async () => {
    const { connect } = await open();
    const client = await connect();
    client.say(ask());
    expect(await client.next('begin')).toEqual({ type: 'begin', run, chat: 'chat-1', seq: 0 });
    const end = await client.next('end');
    const frames = client.all('ev');
    let next = 0;
    for (const { seq, evs } of frames) {
      expect(seq).toBe(next);
      next += evs.length;
    }
    expect(end).toMatchObject({ run, seq: next - 1, reason: 'done', usage: { outputTokens: 40 } });
    expect(eventsIn(frames)[0]).toMatchObject({ type: 'start', messageId: run });
    expect(textIn(frames)).toBe(words);
  });

  it('takes the body of a POST as its input, and tells why it ends', async () => {
    const { connect } = await open();
    const client = await connect();
    const messages = [{ id: 'u', role: 'user', parts: [{ type: 'text', text: 'Hi' }] }];
    client.say(ask({ input: { messages, options: { maxTokens: 3 } } }));
    expect(await client.next('end')).toMatchObject({
      reason: 'length',
      usage: { outputTokens: 3 },
    });
  });

  it.each(['Hi', { text: 'Hi' }, [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }]])(
    'takes %j for a question, too, and 32 frames for its window',
    async (input) => {
      const { connect } = await open({ reply: (question) => `You said ${question}` });
      const client = await connect();
      client.say({ type: 'send', run, chat: 'chat-1', input });
      await client.next('end');
      client.say({ type: 'attach', run });
      await client.next('end');
      expect(textIn(client.all('ev'))).toBe('You said HiYou said Hi');
    },
  );

  it.each([
    [{ input: {} }, 'bad_request', 400],
    [{ input: 5 }, 'bad_request', 400],
    [{ input: null }, 'bad_request', 400],
    [{ input: ' ' }, 'bad_request', 400],
    [{ run: 'short' }, 'bad_request', 400],
  ])('is refused for %j', async (changes, code, status) => {
    const { connect } = await open();
    const client = await connect();
    client.say(ask(changes));
    const named = 'run' in changes ? changes.run : run;
    expect(await client.next('err')).toMatchObject({ run: named, chat: 'chat-1', code, status });
  });

  it('is refused for a while when the engine has no room', async () => {
    const { connect } = await open({ ...held, parallel: 1, maxWaiting: 0 });
    const client = await connect();
    client.say(ask());
    await client.next('ev');
    client.say(ask({ run: 'run-00002', chat: 'chat-2' }));
    expect(await client.next('err')).toMatchObject({
      run: 'run-00002',
      code: 'overloaded',
      retryAfterMs: expect.any(Number),
    });
  });

  it('is asked for twice and answered once', async () => {
    const { connect, runs } = await open();
    const client = await connect();
    client.say(ask());
    await client.next('end');
    client.say(ask());
    await client.next('begin');
    await client.next('end');
    expect(runs.size).toBe(1);
    expect(textIn(client.all('ev'))).toBe(words + words);
  });

  it('is read on from any place, and from the active one of its chat', async () => {
    const { connect } = await open();
    const client = await connect();
    client.say(ask());
    const { seq: last } = await client.next('end');
    const other = await connect();
    other.say({ type: 'attach', run, after: 3, credit: 64 });
    expect(await other.next('begin')).toMatchObject({ seq: 4 });
    expect(await other.next('ev')).toMatchObject({ seq: 4 });
    other.say({ type: 'attach', run, after: last + 1, credit: 64 });
    expect(await other.next('err')).toMatchObject({ run, code: 'bad_request' });
    other.say({ type: 'attach', chat: 'chat-1', after: -1, credit: 64 });
    expect(await other.next('err')).toMatchObject({ chat: 'chat-1', code: 'not_found' });
  });

  it('goes on when its reader detaches or is gone', async () => {
    const { connect, runs } = await open({ pace: 500 });
    const client = await connect();
    client.say(ask());
    await client.next('ev');
    client.say({ type: 'detach', run });
    await client.settled();
    const count = client.all('ev').length;
    const kept = await runs.get(run, '');
    await kept?.settled;
    await client.settled();
    expect(client.all('ev')).toHaveLength(count);
    expect(kept?.log.snapshot().message.end).toBe('complete');
  });

  it('is resumed by the hello of another socket, each run from its place', async () => {
    const { connect } = await open();
    const first = await connect();
    for (const id of ['run-00001', 'run-00002']) {
      first.say(ask({ run: id, chat: id }));
      await first.next('end');
    }
    first.close();
    const resume = [
      { run: 'run-00001', after: 1, credit: 64 },
      { run: 'run-00009', after: 1, credit: 64 },
      { run: 'run-00002', after: 5, credit: 64 },
    ];
    const second = await connect({ resume });
    await second.next('end');
    await second.next('end');
    expect(second.all('begin')).toMatchObject([
      { run: 'run-00001', seq: 2 },
      { run: 'run-00002', seq: 6 },
    ]);
    expect(second.all('err')).toMatchObject([{ run: 'run-00009', code: 'not_found' }]);
  });

  it('is not there for another user, in the words of one that never was', async () => {
    const { connect } = await open(held);
    const mine = await connect({ token: 'mine' });
    mine.say(ask());
    await mine.next('ev');
    const foreign = await connect({ token: 'other' });
    foreign.say({ type: 'attach', run, after: -1, credit: 1 });
    const refusal = await foreign.next('err');
    foreign.say({ type: 'attach', run: 'run-00009', after: -1, credit: 1 });
    expect(await foreign.next('err')).toEqual({ ...refusal, run: 'run-00009' });
    expect(refusal).toMatchObject({ run, code: 'not_found', status: 404 });
    foreign.say({ type: 'attach', chat: 'chat-1', after: -1, credit: 1 });
    expect(await foreign.next('err')).toMatchObject({ code: 'not_found' });
    foreign.say({ type: 'cancel', run });
    expect(await foreign.next('err')).toMatchObject({ run, code: 'not_found' });
    await mine.settled();
    expect(mine.all('end')).toEqual([]);
  });

  it('is stopped from any socket, for all its readers, as often as one likes', async () => {
    const { connect } = await open(held);
    const [reader, other] = [await connect(), await connect()];
    reader.say(ask());
    await reader.next('ev');
    other.say({ type: 'cancel', run, reason: 'enough' });
    const { seq } = await other.next('cancelled');
    expect(await reader.next('end')).toMatchObject({ run, seq, reason: 'cancelled' });
    expect(eventsIn(reader.all('ev')).at(-1)).toEqual({ type: 'abort', reason: 'enough' });
    other.say({ type: 'cancel', run });
    expect(await other.next('cancelled')).toEqual({ type: 'cancelled', run, seq });
  });

  it('is one of as many as a socket may read; those that have ended make room', async () => {
    const { connect } = await open(held, { limits: { maxStreams: 2 } });
    const client = await connect();
    for (const id of ['run-00001', 'run-00002', 'run-00003'])
      client.say(ask({ run: id, chat: id }));
    expect(await client.next('err')).toMatchObject({
      run: 'run-00003',
      code: 'rate_limited',
      status: 429,
    });
    client.say({ type: 'cancel', run: 'run-00001' });
    await client.next('end');
    client.say(ask({ run: 'run-00003', chat: 'run-00003' }));
    expect(await client.next('begin')).toMatchObject({ run: 'run-00003' });
  });
});

describe('credit', () => {
  it('is what events cost, a frame each; control frames are free', async () => {
    const { connect, runs } = await open();
    const client = await connect();
    client.say(ask({ credit: 0 }));
    await client.next('begin');
    await (
      await runs.get(run, '')
    )?.settled;
    await client.settled();
    expect(client.all('ev')).toEqual([]);
    client.say({ type: 'credit', run, n: 1, ack: -1 });
    await client.next('ev');
    await client.next('end');
    expect(client.all('ev')).toHaveLength(1);
    expect(textIn(client.all('ev'))).toBe(words);
  });

  it('without it events wait in the log and come together, in frames of at most 64 KiB', async () => {
    // Letters that are three bytes long on the wire.
    const reply = '語'.repeat(50) + ' ';
    const { connect, runs } = await open({ reply: () => reply.repeat(2000) });
    const client = await connect();
    client.say(ask({ credit: 1 }));
    const sizes: number[] = [];
    client.socket.on('message', (data: Buffer) => sizes.push(data.length));
    await client.next('ev');
    await (
      await runs.get(run, '')
    )?.settled;
    client.say({ type: 'credit', run, n: 60, ack: 0 });
    await client.next('end');
    expect(textIn(client.all('ev')).trim()).toBe(reply.repeat(2000).trim());
    expect(Math.max(...sizes)).toBeLessThanOrEqual(65_536);
    expect(client.all('ev').length).toBeLessThan(20);
  });

  it('and a connection that nobody reads from keep no run and no other reader waiting', async () => {
    const { connect, runs } = await open({ reply: () => `${'long'.repeat(25)} `.repeat(20_000) });
    const [stalled, other] = [await connect(), await connect()];
    stalled.say(ask({ credit: 64 }));
    await stalled.next('ev');
    stalled.socket.pause();
    await (
      await runs.get(run, '')
    )?.settled;
    other.say({ type: 'attach', run, after: -1, credit: 64 });
    // So much is no longer kept in events.
    const { snapshot } = await other.next('gap');
    expect(await other.next('end')).toMatchObject({ seq: snapshot.seq, reason: 'done' });
    stalled.socket.resume();
    stalled.say({ type: 'credit', run, n: 64, ack: 0 });
    expect(await stalled.next('end')).toMatchObject({ seq: snapshot.seq, reason: 'done' });
  });

  it('is never more than maxCredit', async () => {
    const { connect, runs } = await open({ reply: () => `${'long'.repeat(40)} `.repeat(1000) });
    const client = await connect();
    client.say(ask({ credit: 1_000_000 }));
    await client.next('begin');
    await (
      await runs.get(run, '')
    )?.settled;
    await client.settled();
    expect(client.all('ev')).toHaveLength(64);
    expect(client.all('end')).toEqual([]);
  });

  it('that is zero for long does not cost the socket, while its client answers', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const { connect } = await open(held);
    const client = await connect();
    client.say(ask({ credit: 0 }));
    await client.next('begin');
    for (let beat = 0; beat < 6; beat += 1) {
      vi.advanceTimersByTime(15_000);
      client.say({ type: 'pong', t: (await client.next('ping')).t });
      await client.settled();
    }
    client.say({ type: 'credit', run, n: 1, ack: -1 });
    expect(await client.next('ev')).toMatchObject({ run, seq: 0 });
  });
});

describe('what was lost on the way', () => {
  it('is told again on a nack, alone or with all that came after it', async () => {
    const { connect } = await open({ reply: () => 'one two three' });
    const client = await connect();
    client.say(ask());
    const { seq: last } = await client.next('end');
    const all = eventsIn(client.all('ev'));
    client.say({ type: 'nack', run, from: 2, to: 3 });
    expect(await client.next('ev')).toMatchObject({ seq: 2, evs: all.slice(2, 4) });
    expect(await client.next('end')).toMatchObject({ seq: last });
    client.say({ type: 'nack', run, from: 2 });
    expect(await client.next('ev')).toMatchObject({ seq: 2, evs: all.slice(2) });
    expect(await client.next('end')).toMatchObject({ seq: last });
    client.say({ type: 'nack', run, from: last + 1 });
    client.say({ type: 'nack', run: 'run-00009', from: 0 });
    const count = client.frames.length;
    await client.settled();
    expect(client.frames).toHaveLength(count + 1);
  });
});

describe('heartbeats', () => {
  it('are answered, and close with 4408 whoever misses two', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const { connect } = await open();
    const client = await connect();
    client.say({ type: 'ping', t: 42 });
    expect(await client.next('pong')).toEqual({ type: 'pong', t: 42 });
    vi.advanceTimersByTime(15_000);
    await client.next('ping');
    vi.advanceTimersByTime(15_000);
    await client.next('ping');
    vi.advanceTimersByTime(15_000);
    expect(await client.closed).toBe(4408);
  });

  it('are asked of those who say nothing at all, too', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const { raw } = await open();
    const client = raw();
    await new Promise((resolve) => client.socket.once('open', resolve));
    vi.advanceTimersByTime(45_000);
    expect(await client.closed).toBe(4408);
  });
});

describe('typing', () => {
  it('is told to the other sockets of the chat and of the user, never to its own', async () => {
    const { connect } = await open();
    const [writer, other, elsewhere, foreign] = [
      await connect(),
      await connect(),
      await connect(),
      await connect({ token: 'other' }),
    ];
    other.say({ type: 'typing', chat: 'chat-1', on: false });
    elsewhere.say({ type: 'typing', chat: 'chat-2', on: false });
    foreign.say({ type: 'typing', chat: 'chat-1', on: false });
    for (const client of [other, elsewhere, foreign]) await client.settled();
    writer.say({ type: 'typing', chat: 'chat-1', who: 'Ada', on: true });
    expect(await other.next('typing')).toEqual({
      type: 'typing',
      chat: 'chat-1',
      who: 'Ada',
      on: true,
    });
    writer.close();
    expect(await other.next('typing')).toMatchObject({ who: 'Ada', on: false });
    for (const client of [elsewhere, foreign]) {
      await client.settled();
      expect(client.all('typing')).toEqual([]);
    }
  });

  it('is told by whoever reads a run of the chat', async () => {
    const { connect } = await open();
    const [reader, writer] = [await connect(), await connect()];
    reader.say(ask());
    await reader.next('end');
    const resumed = await connect({ resume: [{ run, after: -1, credit: 64 }] });
    await resumed.next('end');
    writer.say({ type: 'typing', chat: 'chat-1', on: true });
    for (const client of [reader, resumed]) {
      const typing = { chat: 'chat-1', who: expect.any(String), on: true };
      expect(await client.next('typing')).toMatchObject(typing);
    }
  });
});

describe('a server that goes away', () => {
  it('says so, and when to come back; then it takes no sockets', async () => {
    const { connect, raw, sockets } = await open(held);
    const client = await connect();
    client.say(ask());
    await client.next('ev');
    await sockets.close();
    expect(await client.next('goaway')).toEqual({ type: 'goaway', reconnectAfterMs: 1000 });
    expect(await client.closed).toBe(1001);
    expect(client.all('end')).toEqual([]);
    expect(sockets.size).toBe(0);
    expect(await raw().closed).toBe(1006);
  });
});
