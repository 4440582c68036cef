// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { TransportEvent } from '../../src/protocol/chat-transport.ts';
import type { ServerFrame } from '../../src/protocol/web-socket-frame.ts';
import { collect } from '../../src/testing/collect.ts';
import { manualClock } from '../../src/testing/manual-clock.ts';
import { createSocketTransport as webSocketTransport } from '../../src/transports/web-socket/web-socket-transport.ts';
import type { WebSocketTransportOptions } from '../../src/transports/web-socket/web-socket-options.ts';
import { eventsOf, request, seqsOf } from './describe-transport.ts';
import { fakeSockets, type FakeSocket } from './fake-socket.ts';
import { manualPage } from './manual-page.ts';

const run = 'run-1';
const deltas = Array.from({ length: 60 }, (_, index) => ({
  type: 'text-delta' as const,
  id: '1',
  delta: `${index} `,
}));

function ev(seq: number, evs: readonly unknown[] = [deltas[seq]]): ServerFrame {
  return { type: 'ev', run, seq, evs };
}

const begin = (seq = 0): ServerFrame => ({ type: 'begin', run, chat: 'chat-1', seq });
const finish = { type: 'finish' as const };

/** A transport on sockets, a clock and a page that the test moves. */
function bench(options: Partial<WebSocketTransportOptions> = {}) {
  const { WebSocket, all } = fakeSockets();
  const clock = manualClock();
  const page = manualPage();
  const url = 'wss://chat.example/api/ws';
  const transport = webSocketTransport({
    url,
    WebSocket,
    clock,
    page,
    random: () => 1,
    ...options,
  });
  const told: TransportEvent[] = [];
  const read = (stream: AsyncIterable<TransportEvent>): Promise<TransportEvent[]> =>
    (async () => {
      for await (const item of stream) told.push(item);
      return told;
    })();
  const last = (): FakeSocket => {
    const socket = all.at(-1);
    if (!socket) throw new Error('No socket was opened.');
    return socket;
  };
  return { transport, clock, page, all, told, read, last, pass: (ms = 0) => clock.advance(ms) };
}

type Bench = ReturnType<typeof bench>;

/** Begins a run and answers with its socket. */
async function begun(made: Bench): Promise<FakeSocket> {
  void made.read(made.transport.send(request()));
  await made.pass();
  const socket = made.last();
  socket.accept();
  await made.pass();
  socket.say(begin());
  await made.pass();
  return socket;
}

describe('webSocketTransport opens a socket', () => {
  it('at first use, speaks chat.v1 and says hello before anything else', async () => {
    const { transport, all, read, pass, last } = bench({ token: () => Promise.resolve('secret') });
    expect(all).toEqual([]);
    void read(transport.send(request()));
    await pass();
    const socket = last();
    expect([socket.url, socket.protocols]).toEqual(['wss://chat.example/api/ws', ['chat.v1']]);
    socket.open();
    await pass();
    expect(socket.sent).toEqual([{ type: 'hello', v: 1, token: 'secret' }]);
  });

  it.each([
    ['https://chat.example/api/ws', 'wss://chat.example/api/ws'],
    ['http://localhost:3000/api/ws?a=1', 'ws://localhost:3000/api/ws?a=1'],
  ])('at %s', async (url, opened) => {
    const { transport, read, pass, last } = bench({ url });
    void read(transport.send(request()));
    await pass();
    expect(last().url).toBe(opened);
  });

  it('sends the question with its window, and what the app adds', async () => {
    const made = bench({ body: ({ chatId }) => ({ options: { of: chatId } }) });
    const socket = await begun(made);
    expect(socket.all('send')).toEqual([
      {
        type: 'send',
        run,
        chat: 'chat-1',
        input: {
          messages: [{ id: 'u1', role: 'user', parts: [{ type: 'text', text: 'Hello?' }] }],
          trigger: 'submit-message',
          options: { of: 'chat-1' },
        },
        credit: 32,
      },
    ]);
  });

  it('once for many runs, and tells each its own', async () => {
    const { transport, all, pass, last } = bench();
    const reads = ['run-1', 'run-2'].map((runId) =>
      collect(transport.send(request({ runId, chatId: `chat of ${runId}` }))),
    );
    await pass();
    last().accept();
    await pass();
    for (const [index, name] of ['run-1', 'run-2'].entries()) {
      last().say({ type: 'begin', run: name, chat: `chat of ${name}`, seq: 0 });
      last().say({ type: 'ev', run: name, seq: 0, evs: [deltas[index], finish] });
    }
    const all2 = await Promise.all(reads);
    expect(all2.map(eventsOf)).toEqual([
      [deltas[0], finish],
      [deltas[1], finish],
    ]);
    expect(all).toHaveLength(1);
  });

  it('on which two may read the same run, and one may leave it', async () => {
    const made = bench();
    const socket = await begun(made);
    const { signal } = new AbortController();
    const second = made.transport.resume({ chatId: 'chat-1', runId: run, signal });
    const reader = second[Symbol.asyncIterator]();
    const opened = reader.next();
    await made.pass();
    socket.say(begin());
    socket.say(ev(0));
    await made.pass();
    expect(await opened).toMatchObject({ value: { type: 'open' } });
    expect(await reader.next()).toMatchObject({ value: { type: 'event', seq: 0 } });
    await reader.return?.();
    expect(socket.all('detach')).toEqual([]);
    socket.say(ev(1, [finish]));
    await made.pass();
    expect(made.told.map(({ type }) => type)).toEqual(['open', 'event', 'event', 'end']);
    expect(socket.all('detach')).toEqual([{ type: 'detach', run }]);
  });

  it('if there is such a thing, and says so if there is none', async () => {
    const { transport } = bench({ WebSocket: undefined as never });
    const there = Reflect.get(globalThis, 'WebSocket') as unknown;
    Reflect.deleteProperty(globalThis, 'WebSocket');
    const told = await collect(transport.send(request()));
    if (there) Reflect.set(globalThis, 'WebSocket', there);
    expect(told).toMatchObject([{ type: 'end', end: 'error', error: { code: 'bad-request' } }]);
  });

  it('and closes it when nobody has used it for a while, leaving nothing behind', async () => {
    const made = bench({ idleMs: 1000 });
    const socket = await begun(made);
    socket.say(ev(0, [finish]));
    await made.pass(999);
    expect(socket.closedWith).toBeUndefined();
    await made.pass(1);
    expect(socket.closedWith).toBe(1000);
    expect([made.clock.pending, made.page.listeners]).toEqual([0, 0]);
  });

  it('and closes it when the page is put away, to go on with another', async () => {
    const made = bench();
    const socket = await begun(made);
    socket.say(ev(0));
    await made.pass();
    made.page.suspend();
    expect(socket.closedWith).toBe(1000);
    await made.pass(250);
    made.last().accept();
    expect(made.last().all('hello')[0]?.resume).toEqual([{ run, after: 0, credit: 32 }]);
  });

  it('and says what to do after ten seconds when the server takes three and greets on none', async () => {
    const { transport, told, read, pass, all } = bench();
    void read(transport.send(request()));
    await pass();
    for (const index of [0, 1, 2]) {
      all[index]?.open();
      expect(told).toEqual([]);
      await pass(10_000 / 3);
      expect(all[index]?.closedWith).toBe(4408);
      await pass();
    }
    expect(all).toHaveLength(3);
    expect(told).toMatchObject([{ type: 'end', end: 'error', error: { code: 'protocol' } }]);
    expect(told).toHaveProperty('0.error.message', expect.stringMatching(/greet.*`words`/));
  });

  it('and asks on another when a stranger took the first and lost it', async () => {
    const { transport, read, pass, all } = bench();
    void read(transport.send(request()));
    await pass();
    all[0]?.open();
    await pass(10_000 / 3);
    await pass();
    all[1]?.accept();
    await pass();
    expect(all[1]?.all('send')).toHaveLength(1);
  });

  it('and gives it up when it does not open, or when a server that is known keeps silent', async () => {
    const { transport, told, read, pass, all } = bench({ retry: { sendAttempts: 2 } });
    void read(transport.send(request()));
    await pass();
    await pass(10_000);
    expect(all[0]?.closedWith).toBe(4408);
    await pass(500);
    await pass(10_000);
    expect(all).toHaveLength(2);
    expect(told).toMatchObject([{ type: 'end', end: 'error', error: { code: 'timeout' } }]);

    const made = bench();
    const socket = await begun(made);
    socket.drop();
    await made.pass(500);
    made.last().open();
    await made.pass(10_000);
    expect(made.told.at(-1)).toMatchObject({ type: 'reconnecting', error: { code: 'timeout' } });
  });
});

describe('credit', () => {
  it('is given when half the window is applied, which is when the reader comes back for more', async () => {
    const { transport, pass, last } = bench();
    const reader = transport.send(request())[Symbol.asyncIterator]();
    const opened = reader.next();
    await pass();
    last().accept();
    await pass();
    last().say(begin());
    for (let seq = 0; seq < 32; seq += 1) last().say(ev(seq));
    await opened;
    for (let seq = 0; seq < 16; seq += 1) await reader.next();
    await pass();
    expect(last().all('credit')).toEqual([]);
    // The sixteenth is in the reader's hands.
    expect(transport.unacknowledged?.()).toBe(17);
    await reader.next();
    expect(last().all('credit')).toEqual([{ type: 'credit', run, n: 16, ack: 15 }]);
    expect(transport.unacknowledged?.()).toBe(16);
    await reader.return?.();
    expect(transport.unacknowledged?.()).toBe(0);
  });
});

/** Begins a run and breaks it with too wide a gap, so that it is attached anew. */
async function attachedAnew(made: Bench): Promise<FakeSocket> {
  const socket = await begun(made);
  socket.say(ev(0));
  for (let seq = 2; seq <= 70; seq += 1) socket.say(ev(seq, [deltas[0]]));
  await made.pass();
  expect(socket.all('attach')).toMatchObject([{ run, after: 0 }]);
  return socket;
}

describe('a run that was asked for anew', () => {
  it('goes on with the next event also where no begin comes first', async () => {
    const made = bench();
    const socket = await attachedAnew(made);
    socket.say(ev(1));
    socket.say(ev(2, [deltas[2], finish]));
    await made.pass();
    expect(seqsOf(made.told)).toEqual([0, 1, 2, 3]);
    expect(made.told.at(-1)).toEqual({ type: 'end', end: 'complete' });
  });

  it('gives credit from that event on', async () => {
    const made = bench();
    const socket = await attachedAnew(made);
    const before = socket.all('credit').length;
    for (let seq = 1; seq <= 30; seq += 1) socket.say(ev(seq, [deltas[seq]]));
    await made.pass();
    expect(socket.all('credit').length).toBeGreaterThan(before);
  });

  it('takes nothing from before it was asked', async () => {
    const made = bench();
    const socket = await attachedAnew(made);
    socket.say(ev(9));
    await made.pass(5000);
    expect(socket.all('nack')).toEqual([]);
    expect(seqsOf(made.told)).toEqual([0]);
  });
});

describe('a gap', () => {
  it('holds back what lies behind it, asks after 50 ms, and goes on in order', async () => {
    const made = bench();
    const socket = await begun(made);
    socket.say(ev(0));
    socket.say(ev(2));
    socket.say(ev(3, [deltas[3], finish]));
    await made.pass(49);
    expect(seqsOf(made.told)).toEqual([0]);
    expect(socket.all('nack')).toEqual([]);
    await made.pass(1);
    expect(socket.all('nack')).toEqual([{ type: 'nack', run, from: 1, to: 1 }]);
    socket.say(ev(1));
    await made.pass();
    expect(seqsOf(made.told)).toEqual([0, 1, 2, 3, 4]);
    expect(made.told.at(-1)).toEqual({ type: 'end', end: 'complete' });
  });

  it('that closes by itself is not asked about', async () => {
    const made = bench();
    const socket = await begun(made);
    socket.say(ev(1));
    socket.say(ev(0));
    await made.pass(5000);
    expect(socket.all('nack')).toEqual([]);
    expect(seqsOf(made.told)).toEqual([0, 1]);
  });

  it('is asked about three times, later each time, and then the run is attached anew', async () => {
    const made = bench();
    const socket = await begun(made);
    socket.say(ev(0));
    socket.say(ev(2));
    const asked: number[] = [];
    for (let time = 0; time < 800; time += 10) {
      await made.pass(10);
      asked.push(
        ...socket
          .all('nack')
          .slice(asked.length)
          .map(() => made.clock.now()),
      );
    }
    expect(asked).toEqual([50, 150, 350]);
    expect(socket.all('attach')).toEqual([{ type: 'attach', run, after: 0, credit: 32 }]);
  });

  it('gives the credit back that was lost in it', async () => {
    const made = bench();
    const socket = await begun(made);
    socket.say(ev(20));
    await made.pass(50);
    // 31 more may come beside the one that is held back.
    expect(socket.all('credit')).toEqual([{ type: 'credit', run, n: 31, ack: -1 }]);
  });

  it('before the end is found by the end', async () => {
    const made = bench();
    const socket = await begun(made);
    socket.say(ev(0));
    socket.say({ type: 'end', run, seq: 2, reason: 'done' });
    await made.pass(50);
    expect(socket.all('nack')).toEqual([{ type: 'nack', run, from: 1, to: 2 }]);
    socket.say(ev(1, [deltas[1], finish]));
    await made.pass();
    expect(made.told.at(-1)).toEqual({ type: 'end', end: 'complete' });
  });

  it('that is too wide to hold is attached anew at once; what still comes from before is not held', async () => {
    const made = bench();
    const socket = await begun(made);
    for (let seq = 1; seq <= 70; seq += 1) socket.say(ev(seq, [deltas[0]]));
    await made.pass();
    expect(socket.all('attach')).toEqual([{ type: 'attach', run, after: -1, credit: 32 }]);
    expect(socket.all('nack')).toEqual([]);
  });

  it('that never closes ends the answer as truncated', async () => {
    const made = bench({ retry: { attempts: 2 } });
    const socket = await begun(made);
    for (let time = 0; time < 2000; time += 1) {
      socket.say(ev(5));
      await made.pass(200);
    }
    expect(made.told.at(-1)).toMatchObject({ type: 'end', end: 'truncated' });
  });

  it('that stays open however often the run begins anew ends the answer as truncated', async () => {
    const made = bench({ retry: { attempts: 0 } });
    const socket = await begun(made);
    let attached = 0;
    for (let time = 0; time < 100; time += 1) {
      if (socket.all('attach').length > attached) socket.say(begin());
      attached = socket.all('attach').length;
      socket.say(ev(5));
      await made.pass(100);
    }
    expect(attached).toBe(2);
    expect(made.told.at(-1)).toMatchObject({ type: 'end', end: 'truncated' });
  });

  it('that the server cannot fill is a snapshot', async () => {
    const made = bench();
    const socket = await begun(made);
    socket.say(ev(0));
    await made.pass();
    const message = { id: 'm1', role: 'assistant' as const, parts: [] };
    socket.say({ type: 'gap', run, oldest: 9, snapshot: { seq: 10, message } });
    socket.say(ev(11, [finish]));
    await made.pass();
    expect(made.told.slice(1)).toMatchObject([
      { type: 'event', seq: 0 },
      { type: 'snapshot', seq: 10, message },
      { type: 'event', seq: 11 },
      { type: 'end', end: 'complete' },
    ]);
  });
});

describe('a lost socket', () => {
  it('is told, and all runs go on over the next through its hello, in the same session', async () => {
    const { transport, pass, all, last } = bench();
    const told: TransportEvent[][] = [[], []];
    for (const [index, runId] of ['run-1', 'run-2'].entries()) {
      void (async () => {
        const stream = transport.send(request({ runId, chatId: runId }));
        for await (const item of stream) told[index]?.push(item);
      })();
    }
    await pass();
    last().accept();
    await pass();
    for (const [index, runId] of ['run-1', 'run-2'].entries()) {
      last().say({ type: 'begin', run: runId, chat: runId, seq: 0 });
      last().say({ type: 'ev', run: runId, seq: 0, evs: deltas.slice(0, index + 1) });
    }
    await pass();
    last().drop();
    await pass(250);
    expect(all).toHaveLength(2);
    last().accept();
    expect(last().all('hello')).toEqual([
      {
        type: 'hello',
        v: 1,
        session: 's1',
        resume: [
          { run: 'run-1', after: 0, credit: 32 },
          { run: 'run-2', after: 1, credit: 32 },
        ],
      },
    ]);
    await pass();
    expect(last().all('attach')).toEqual([]);
    for (const [index, runId] of ['run-1', 'run-2'].entries()) {
      last().say({ type: 'begin', run: runId, chat: runId, seq: index + 1 });
      last().say({ type: 'ev', run: runId, seq: index + 1, evs: [finish] });
    }
    await pass();
    for (const items of told) {
      expect(items.filter(({ type }) => type !== 'event')).toMatchObject([
        { type: 'open' },
        { type: 'reconnecting', attempt: 1, delayMs: 250, error: { code: 'network' } },
        { type: 'reconnected' },
        { type: 'end', end: 'complete' },
      ]);
    }
  });

  it('is opened again with longer waits, until they are used up', async () => {
    const made = bench({ retry: { attempts: 3 } });
    const socket = await begun(made);
    socket.say(ev(0));
    await made.pass();
    socket.drop();
    for (let tries = 0; tries < 3; tries += 1) {
      await made.pass(10_000);
      made.last().drop();
    }
    await made.pass();
    const delays = made.told.flatMap((item) =>
      item.type === 'reconnecting' ? [item.delayMs] : [],
    );
    expect(delays).toEqual([250, 1000, 2000]);
    expect(made.told.at(-1)).toMatchObject({ type: 'end', end: 'truncated' });
  });

  it('that was lost before the server accepted is only a slow question', async () => {
    const made = bench();
    void made.read(made.transport.send(request()));
    await made.pass();
    made.last().accept();
    await made.pass();
    made.last().drop();
    await made.pass(500);
    made.last().accept();
    await made.pass();
    expect(made.last().all('hello')[0]?.resume).toBeUndefined();
    expect(made.last().all('send')).toHaveLength(1);
    made.last().say(begin());
    made.last().say(ev(0, [finish]));
    await made.pass();
    expect(made.told.map(({ type }) => type)).toEqual(['open', 'event', 'end']);
  });

  it('waits for the network while the page is offline, and costs no try', async () => {
    const made = bench({ retry: { attempts: 1 } });
    const socket = await begun(made);
    made.page.set({ online: false });
    socket.drop();
    await made.pass(20_000);
    expect(made.all).toHaveLength(1);
    made.page.set({ online: true });
    await made.pass(250);
    expect(made.all).toHaveLength(2);
  });
});

describe('heartbeats', () => {
  it('are sent, and answered', async () => {
    const made = bench();
    const socket = await begun(made);
    socket.say({ type: 'ping', t: 7 });
    expect(socket.all('pong')).toEqual([{ type: 'pong', t: 7 }]);
    const before = socket.all('ping').length;
    await made.pass(15_000);
    expect(socket.all('ping')).toHaveLength(before + 1);
  });

  it('that are missed twice close the socket with 4408, and the run goes on over another', async () => {
    const made = bench();
    const socket = await begun(made);
    await made.pass(29_999);
    expect(socket.closedWith).toBeUndefined();
    await made.pass(1);
    expect(socket.closedWith).toBe(4408);
    expect(made.told.at(-1)).toMatchObject({ type: 'reconnecting', error: { code: 'timeout' } });
    await made.pass(500);
    expect(made.all).toHaveLength(2);
  });

  it('say nothing of a page that nobody sees', async () => {
    const made = bench();
    const socket = await begun(made);
    made.page.set({ hidden: true });
    await made.pass(600_000);
    expect(socket.closedWith).toBeUndefined();
  });

  it('are not expected of a server that wants none', async () => {
    const made = bench();
    void made.read(made.transport.send(request()));
    await made.pass();
    made.last().accept({ heartbeatMs: 0 });
    await made.pass();
    made.last().say(begin());
    made.page.set({ hidden: true });
    made.page.set({ hidden: false });
    await made.pass(9999);
    expect(made.last().sent.map(({ type }) => type)).toEqual(['hello', 'send']);
    expect(made.last().closedWith).toBeUndefined();
  });

  it.each(['hidden', 'online'] as const)(
    'are asked for at once when the page was not %s',
    async (name) => {
      const made = bench();
      const socket = await begun(made);
      for (const isAnswered of [true, false]) {
        made.page.set({ [name]: name === 'hidden' });
        await made.pass(100);
        const before = socket.all('ping').length;
        made.page.set({ [name]: name !== 'hidden' });
        expect(socket.all('ping')).toHaveLength(before + 1);
        if (isAnswered) socket.say({ type: 'pong', t: 0 });
        await made.pass(4999);
        expect(socket.closedWith).toBeUndefined();
      }
      await made.pass(1);
      expect(socket.closedWith).toBe(4408);
    },
  );

  it('do not speak for a run that says nothing itself: it is asked for once more', async () => {
    const made = bench();
    const socket = await begun(made);
    for (let beat = 0; beat < 3; beat += 1) {
      await made.pass(10_000);
      socket.say({ type: 'pong', t: 0 });
    }
    expect(socket.all('attach')).toEqual([{ type: 'attach', run, after: -1, credit: 32 }]);
    socket.say(begin());
    socket.say(ev(0, [finish]));
    await made.pass();
    expect(made.told.at(-1)).toEqual({ type: 'end', end: 'complete' });
  });
});

describe('what the server refuses', () => {
  it.each([
    ['bad_request', { end: 'error', error: { code: 'bad-request', retryable: false } }],
    ['unauthorized', { end: 'error', error: { code: 'unauthorized', retryable: false } }],
    ['something_new', { end: 'error', error: { code: 'server', retryable: true } }],
  ])('with %s ends the question, with its reason', async (code, end) => {
    const made = bench({ retry: { sendAttempts: 1 } });
    void made.read(made.transport.send(request()));
    await made.pass();
    made.last().accept();
    await made.pass();
    made.last().say({ type: 'err', run, code, message: 'Because.' });
    await made.pass();
    expect(made.told).toMatchObject([
      { type: 'end', ...end, error: { ...end.error, message: 'Because.' } },
    ]);
  });

  it('for a while is asked again after that while', async () => {
    const made = bench();
    void made.read(made.transport.send(request()));
    await made.pass();
    made.last().accept();
    await made.pass();
    made.last().say({ type: 'err', run, code: 'overloaded', message: 'Full.', retryAfterMs: 3000 });
    await made.pass(2999);
    expect(made.last().all('send')).toHaveLength(1);
    await made.pass(1);
    expect(made.last().all('send')).toHaveLength(2);
    expect(made.all).toHaveLength(1);
  });

  it.each([
    [4400, 'protocol'],
    [4401, 'unauthorized'],
    [4403, 'unauthorized'],
    [1009, 'too-large'],
  ])('by closing with %i ends the question as %s', async (code, kind) => {
    const made = bench();
    void made.read(made.transport.send(request()));
    await made.pass();
    made.last().open();
    made.last().drop(code);
    await made.pass();
    expect(made.told).toMatchObject([{ type: 'end', end: 'error', error: { code: kind } }]);
  });

  it.each([1001, 1012, 4408, 4409, 4429])('by closing with %i is tried again', async (code) => {
    const made = bench();
    const socket = await begun(made);
    socket.drop(code);
    await made.pass(500);
    expect(made.told.at(-1)).toMatchObject({ type: 'reconnecting' });
    expect(made.all).toHaveLength(2);
  });

  it('as too large is not even sent', async () => {
    const made = bench();
    void made.read(made.transport.send(request()));
    await made.pass();
    made.last().accept({ maxSend: 100 });
    await made.pass();
    expect(made.last().all('send')).toEqual([]);
    const error = { code: 'too-large', status: 413, retryable: false };
    expect(made.told).toMatchObject([{ type: 'end', end: 'error', error }]);
  });

  it('as too large does not take the other runs of the socket with it', async () => {
    const made = bench();
    const socket = await begun(made);
    socket.drop(1009);
    await made.pass();
    expect(made.told.at(-1)).toMatchObject({ type: 'reconnecting', error: { code: 'network' } });
  });

  it('before it goes away is tried again when it said to', async () => {
    const made = bench();
    const socket = await begun(made);
    socket.say({ type: 'goaway', reconnectAfterMs: 4000 });
    await made.pass(3999);
    expect([socket.closedWith, made.all.length]).toEqual([1000, 1]);
    await made.pass(1);
    expect(made.all).toHaveLength(2);
  });

  it('as not found is nothing to resume, and later a loss', async () => {
    const made = bench();
    const { signal } = new AbortController();
    const resumed = collect(made.transport.resume({ chatId: 'chat-1', signal }));
    await made.pass();
    made.last().accept();
    await made.pass();
    expect(made.last().all('attach')).toEqual([
      { type: 'attach', chat: 'chat-1', after: -1, credit: 32 },
    ]);
    made.last().say({ type: 'err', chat: 'chat-1', code: 'not_found', message: 'None.' });
    expect(await resumed).toEqual([]);
    const other = bench();
    const socket = await begun(other);
    socket.say({ type: 'err', run, code: 'not_found', message: 'Gone.' });
    await other.pass();
    expect(other.told.at(-1)).toMatchObject({ type: 'end', end: 'truncated' });
  });
});

describe('frames that are none', () => {
  it.each([
    'no JSON',
    '{"type":"ev","run":"run-1","seq":"0","evs":[{}]}',
    '{"type":"ev","run":"run-1","seq":0,"evs":[]}',
  ])('end the answer as an error and close with 4400: %s', async (text) => {
    const made = bench();
    const socket = await begun(made);
    socket.tell(text);
    await made.pass();
    expect(socket.closedWith).toBe(4400);
    expect(made.told.at(-1)).toMatchObject({
      type: 'end',
      end: 'error',
      error: { code: 'protocol' },
    });
  });

  it('of a type that newer servers may have are passed over, and so are such events', async () => {
    const made = bench();
    const socket = await begun(made);
    socket.tell('{"type":"weather","sun":true}');
    socket.say(ev(0, [{ type: 'new-thing' }, deltas[1], finish]));
    await made.pass();
    expect(seqsOf(made.told)).toEqual([1, 2]);
    expect(made.told.at(-1)).toEqual({ type: 'end', end: 'complete' });
  });

  it.each([
    ['cancelled', { end: 'aborted' }],
    ['length', { end: 'complete' }],
    ['error', { end: 'error', error: { code: 'server', message: 'No memory.' } }],
  ] as const)('as the last event are replaced by the end: %s', async (reason, end) => {
    const made = bench();
    const socket = await begun(made);
    socket.say(ev(0));
    socket.say({ type: 'end', run, seq: 0, reason, error: 'No memory.' });
    await made.pass();
    expect(made.told.at(-1)).toMatchObject({ type: 'end', ...end });
  });
});

describe('cancel', () => {
  it('is answered, and a refusal of it is not the run’s', async () => {
    const made = bench();
    const socket = await begun(made);
    const cancelled = made.transport.cancel(run, 'enough');
    await made.pass();
    expect(socket.all('cancel')).toEqual([{ type: 'cancel', run, reason: 'enough' }]);
    socket.say({ type: 'err', run, code: 'not_found', message: 'None.' });
    await cancelled;
    socket.say(ev(0, [finish]));
    await made.pass();
    expect(made.told.at(-1)).toEqual({ type: 'end', end: 'complete' });
  });

  it('is said again on a new socket when it was not answered', async () => {
    const made = bench();
    const cancelled = made.transport.cancel(run);
    await made.pass();
    made.last().accept();
    await made.pass();
    made.last().drop();
    await made.pass(500);
    made.last().accept();
    await made.pass();
    expect(made.last().all('cancel')).toEqual([{ type: 'cancel', run }]);
    made.last().say({ type: 'cancelled', run, seq: 4 });
    await expect(cancelled).resolves.toBeUndefined();
  });
});

describe('typing', () => {
  it('is said at most every 3 seconds while it goes on, and once when it stops', async () => {
    const made = bench();
    const socket = await begun(made);
    for (let key = 0; key < 40; key += 1) {
      made.transport.setTyping('chat-1', true);
      await made.pass(100);
    }
    expect(socket.all('typing').map(({ on }) => on)).toEqual([true, true]);
    made.transport.setTyping('chat-1', false);
    made.transport.setTyping('chat-1', false);
    made.transport.setTyping('chat-2', true, 'Ada');
    await made.pass();
    expect(socket.all('typing').slice(2)).toEqual([
      { type: 'typing', chat: 'chat-1', on: false },
      { type: 'typing', chat: 'chat-2', who: 'Ada', on: true },
    ]);
  });

  it('is heard per chat, and forgotten after 5 seconds or with the socket', async () => {
    const made = bench();
    const heard: string[] = [];
    const stop = made.transport.onTyping('chat-1', (who) => heard.push(who.join('+')));
    await made.pass();
    made.last().accept();
    await made.pass();
    expect(made.last().all('typing')).toEqual([{ type: 'typing', chat: 'chat-1', on: false }]);
    made.last().say({ type: 'typing', chat: 'chat-1', who: 'Ada', on: true });
    made.last().say({ type: 'typing', chat: 'chat-2', who: 'Eve', on: true });
    made.last().say({ type: 'typing', chat: 'chat-1', who: 'Bob', on: true });
    made.last().say({ type: 'typing', chat: 'chat-1', who: 'Ada', on: true });
    made.last().say({ type: 'typing', chat: 'chat-1', who: 'Bob', on: false });
    expect(heard).toEqual(['Ada', 'Ada+Bob', 'Ada']);
    await made.pass(5000);
    expect(heard.at(-1)).toBe('');
    made.last().say({ type: 'typing', chat: 'chat-1', who: 'Ada', on: true });
    made.last().drop();
    await made.pass(500);
    expect(heard.slice(-2)).toEqual(['Ada', '']);
    expect(made.all).toHaveLength(2);
    stop();
    await made.pass(60_000);
    expect(made.all).toHaveLength(2);
  });
});

describe('an abort', () => {
  it('leaves the run to the server, and nothing behind', async () => {
    const controller = new AbortController();
    const made = bench({ idleMs: 0 });
    void made.read(made.transport.send(request({ signal: controller.signal })));
    await made.pass();
    made.last().accept();
    await made.pass();
    made.last().say(begin());
    made.last().say(ev(0));
    await made.pass();
    controller.abort();
    made.last().say(ev(1));
    await made.pass();
    expect(seqsOf(made.told)).toEqual([0]);
    expect(made.told.at(-1)).toEqual({ type: 'end', end: 'aborted' });
    expect(made.last().all('detach')).toEqual([{ type: 'detach', run }]);
    expect(made.last().all('cancel')).toEqual([]);
    await made.pass();
    expect([made.clock.pending, made.page.listeners]).toEqual([0, 0]);
  });

  it('leaves a run whose name it did not know yet as soon as it does', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const made = bench();
    void made.read(made.transport.resume({ chatId: 'chat-1', signal }));
    await made.pass();
    made.last().accept();
    await made.pass();
    controller.abort();
    await made.pass();
    made.last().say(begin());
    expect(made.last().all('detach')).toEqual([{ type: 'detach', run }]);
  });

  it.each([0, 500])('ends the waiting for a socket, after %i ms', async (ms) => {
    const controller = new AbortController();
    const made = bench();
    const reading = made.read(made.transport.send(request({ signal: controller.signal })));
    await made.pass();
    if (ms > 0) made.last().drop();
    await made.pass(ms / 2);
    controller.abort();
    expect((await reading).at(-1)).toEqual({ type: 'end', end: 'aborted' });
  });
});
