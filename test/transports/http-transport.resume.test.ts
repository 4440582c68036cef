// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { encodeSse } from '../../src/protocol/sse.ts';
import { httpTransport } from '../../src/transports/http/http-transport.ts';
import { events, hangUp, silence, status, stream, streamAndHang, wire } from './answers.ts';
import { answering, typesOf } from './bench.ts';
import { eventsOf, request, seqsOf } from './describe-transport.ts';
import { eagerClock } from './eager-clock.ts';
import { manualClock } from '../../src/testing/manual-clock.ts';
import { manualPage } from './manual-page.ts';

const complete = { type: 'end', end: 'complete' };
const named = { 'x-run-id': 'run-1' };
const noRetry = { attempts: 0 };

describe('httpTransport after a cut', () => {
  it('reads on from its cursor, by the id of the last event', async () => {
    const { server, send } = await answering([
      stream(wire(0, 2)),
      stream(wire(2, 3)),
      stream(wire(3)),
    ]);
    const told = await send();
    expect(eventsOf(told)).toEqual(events);
    expect(seqsOf(told)).toEqual([0, 1, 2, 3, 4]);
    expect(server.requests.slice(1)).toMatchObject([
      { method: 'GET', path: '/api/runs/run-1/stream', headers: { 'last-event-id': 'run-1:1' } },
      { method: 'GET', path: '/api/runs/run-1/stream', headers: { 'last-event-id': 'run-1:2' } },
    ]);
  });

  it('drops what a replay repeats', async () => {
    const { send } = await answering([stream(wire(0, 4)), stream(wire(1, 4)), stream(wire(0))]);
    const told = await send();
    expect(eventsOf(told)).toEqual(events);
    expect(told.at(-1)).toEqual(complete);
  });

  it('asks again from its cursor when events are missing', async () => {
    const { server, send } = await answering([stream(wire(0, 1) + wire(3)), stream(wire(1))]);
    const told = await send();
    expect(eventsOf(told)).toEqual(events);
    expect(server.requests[1]?.headers['last-event-id']).toBe('run-1:0');
  });

  it('knows the run by a priming id alone', async () => {
    const { server, send } = await answering([
      stream(encodeSse({ id: 'run-1:-', retry: 1000 })),
      stream(wire()),
    ]);
    expect((await send()).at(-1)).toEqual(complete);
    expect(server.requests[1]?.headers['last-event-id']).toBeUndefined();
  });

  it('ends as truncated at once with a server that gave no cursor', async () => {
    const body = events.slice(0, 3).map((event) => encodeSse({ data: JSON.stringify(event) }));
    const { server, send } = await answering(stream(body.join('')));
    const told = await send();
    expect(eventsOf(told)).toEqual(events.slice(0, 3));
    expect(told.at(-1)).toMatchObject({ end: 'truncated', error: { code: 'truncated' } });
    expect(server.requests).toHaveLength(1);
  });

  it('reads nothing again that has no number, though the server names the run', async () => {
    const body = events.slice(0, 3).map((event) => encodeSse({ data: JSON.stringify(event) }));
    const { server, send } = await answering(stream(body.join(''), named));
    const told = await send();
    expect(eventsOf(told)).toEqual(events.slice(0, 3));
    expect(told.at(-1)).toMatchObject({ end: 'truncated' });
    expect(server.requests).toHaveLength(1);
  });

  it('gives up a server that sends nothing but signs of life', async () => {
    const ping = encodeSse({ event: 'ping', data: '{}' });
    const { send } = await answering([stream(wire(0, 2)), ...Array(9).fill(stream(ping))]);
    const told = await send();
    expect(told.filter(({ type }) => type === 'reconnecting')).toHaveLength(6);
    expect(told.at(-1)).toMatchObject({ end: 'truncated' });
  });

  it('waits longer from try to try, tells each, and ends as truncated', async () => {
    const clock = eagerClock();
    const { send } = await answering([stream(wire(0, 2)), ...Array(6).fill(hangUp)], {
      clock,
      random: () => 1,
    });
    const told = await send();
    const delays = told.flatMap((item) => (item.type === 'reconnecting' ? [item.delayMs] : []));
    expect(delays).toEqual([250, 1000, 2000, 4000, 8000, 10_000]);
    expect(told.at(-1)).toMatchObject({ end: 'truncated', error: { code: 'truncated' } });
  });

  it('takes the server’s own measure for the waits', async () => {
    const clock = eagerClock();
    const answers = [stream(encodeSse({ retry: 3000 }) + wire(0, 2)), hangUp, stream(wire(2))];
    const { send } = await answering(answers, { clock, random: () => 1 });
    const delays = (await send()).flatMap((item) => {
      return item.type === 'reconnecting' ? [item.delayMs] : [];
    });
    expect(delays).toEqual([250, 6000]);
  });

  it('ends as truncated when the server has forgotten the run', async () => {
    const { send } = await answering([stream(wire(0, 2)), status(404)]);
    expect((await send()).at(-1)).toMatchObject({ end: 'truncated', error: { status: 404 } });
  });

  it('ends as truncated when the server has nothing more and no end was seen', async () => {
    const { send } = await answering([stream(wire(0, 2)), status(204)]);
    expect((await send()).at(-1)).toMatchObject({ end: 'truncated' });
  });

  it('waits while the page is offline, and goes on when it is online again', async () => {
    const page = manualPage();
    const { options } = await answering([stream(wire(0, 2)), stream(wire(2))], {
      page,
      clock: manualClock(),
    });
    page.set({ online: false });
    const told = httpTransport(options).send(request())[Symbol.asyncIterator]();
    let item = await told.next();
    while (item.value?.type !== 'reconnecting') item = await told.next();
    const next = told.next();
    page.set({ online: true });
    expect((await next).value).toEqual({ type: 'reconnected' });
  });
});

describe('httpTransport with a run whose beginning is gone', () => {
  const message = {
    id: 'm1',
    role: 'assistant',
    parts: [{ type: 'text', id: '1', text: 'Hello', state: 'streaming' }],
  } as const;

  it('takes the snapshot of a 410 and reads on after it', async () => {
    const gone = status(410, { oldest: 2, snapshot: { seq: 2, message } });
    const { server, resume } = await answering([gone, stream(wire(3), named)]);
    const told = await resume({ runId: 'run-1', after: 0 });
    expect(typesOf(told)).toEqual(['open', 'snapshot', 'reconnected', 'end']);
    expect(told[1]).toEqual({ type: 'snapshot', message, seq: 2 });
    expect(server.requests[1]?.headers['last-event-id']).toBe('run-1:2');
    expect(eventsOf(told)).toEqual(events.slice(3));
    expect(told.at(-1)).toEqual(complete);
  });

  it('takes a second snapshot that goes further than the first', async () => {
    const later = { ...message, parts: [{ ...message.parts[0], text: 'Hello again' }] };
    const { resume } = await answering([
      status(410, { snapshot: { seq: 2, message } }),
      status(410, { snapshot: { seq: 3, message: later } }),
      stream(wire(4), named),
    ]);
    const told = await resume({ runId: 'run-1', after: 0 });
    expect(told.filter(({ type }) => type === 'snapshot')).toMatchObject([{ seq: 2 }, { seq: 3 }]);
    expect(told.at(-1)).toEqual(complete);
  });

  it('asks again for a snapshot that was cut on its way', async () => {
    const cut = '{"snapshot":{"seq":2,"mess';
    const { resume } = await answering([
      status(410, cut, { 'content-type': 'application/json' }),
      status(410, { snapshot: { seq: 2, message } }),
      stream(wire(3), named),
    ]);
    const told = await resume({ runId: 'run-1', after: 0 });
    expect(typesOf(told)).toContain('snapshot');
    expect(told.at(-1)).toEqual(complete);
  });

  it('reads on after a fault though the question itself was answered by a snapshot', async () => {
    const { send } = await answering([
      status(410, { snapshot: { seq: 2, message } }),
      status(502),
      stream(wire(3), named),
    ]);
    expect((await send()).at(-1)).toEqual(complete);
  });

  it('ends as the snapshot says when that is whole', async () => {
    const whole = { ...message, end: 'complete' };
    const { resume } = await answering(status(410, { snapshot: { seq: 4, message: whole } }));
    expect((await resume()).at(-1)).toEqual(complete);
  });

  it.each([204, 404])('ends as expired when a %s says that the snapshot is all', async (code) => {
    const gone = status(410, { snapshot: { seq: 2, message } });
    const { resume } = await answering([gone, status(code)]);
    const told = await resume();
    expect(typesOf(told)).toEqual(['open', 'snapshot', 'end']);
    expect(told.at(-1)).toMatchObject({ end: 'expired', error: { code: 'expired', status: code } });
  });

  it('ends as expired without a snapshot, or when the snapshot is too old as well', async () => {
    const bare = await answering([stream(wire(0, 2)), status(410)]);
    expect((await bare.send()).at(-1)).toMatchObject({
      end: 'expired',
      error: { code: 'expired' },
    });
    const old = await answering(status(410, { snapshot: { seq: 2, message } }));
    expect((await old.resume()).at(-1)).toMatchObject({ end: 'expired' });
    expect(old.server.requests).toHaveLength(2);
  });
});

describe('httpTransport resumes', () => {
  it('nothing after 204, 404, or when the chat has no active run', async () => {
    expect(await (await answering(status(204))).resume()).toEqual([]);
    expect(await (await answering(status(404))).resume()).toEqual([]);
    const { server, resume } = await answering(status(200, { runId: null }));
    expect(await resume({})).toEqual([]);
    expect(server.requests[0]?.path).toBe('/api/chats/chat-1/active');
  });

  it('with tries that are told, and ends as truncated when all fail', async () => {
    const { resume } = await answering(hangUp, { retry: { attempts: 2 } });
    expect(typesOf(await resume())).toEqual(['reconnecting', 'reconnecting', 'end']);
  });

  it('and ends as truncated when its cursor is refused', async () => {
    const { resume } = await answering(status(400, { error: { message: 'Bad cursor.' } }));
    expect(await resume()).toMatchObject([
      { type: 'end', end: 'truncated', error: { status: 400 } },
    ]);
  });

  it('at addresses that the app gives', async () => {
    const { server, options } = await answering([stream(wire()), status(200)]);
    const transport = httpTransport({
      ...options,
      resumeUrl: (runId) => `${server.origin}/again/${runId}`,
      cancelUrl: (runId) => `${server.origin}/stop/${runId}`,
    });
    const signal = new AbortController().signal;
    for await (const item of transport.resume({ chatId: 'c', runId: 'r', signal })) void item;
    await transport.cancel('r', 'enough');
    expect(server.requests.map(({ path }) => path)).toEqual(['/again/r', '/stop/r']);
    expect(server.requests[1]).toMatchObject({ method: 'POST', body: '{"reason":"enough"}' });
  });
});

describe('httpTransport cancels', () => {
  it('again when the network fails, and says so when it gives up', async () => {
    const { server, options } = await answering([hangUp, status(503), status(200)]);
    await httpTransport(options).cancel('run-1');
    expect(server.requests).toHaveLength(3);
    const dead = await answering(hangUp);
    await expect(httpTransport(dead.options).cancel('run-1')).rejects.toMatchObject({
      code: 'cancel',
      cause: { code: 'network' },
    });
    expect(dead.server.requests).toHaveLength(3);
  });
});

describe('httpTransport cancels on a bad network', () => {
  it('again when a gateway answers with a page of its own', async () => {
    const page = status(200, '<html></html>', { 'content-type': 'text/html' });
    const { server, options } = await answering([page, status(200, {})]);
    await httpTransport(options).cancel('run-1');
    expect(server.requests).toHaveLength(2);
  });

  it('once the network is back, if that is soon', async () => {
    const page = manualPage();
    const clock = manualClock();
    let requests = 0;
    const fetch = () => {
      requests += 1;
      return page.isOnline()
        ? Promise.resolve(new Response('{}'))
        : Promise.reject(new TypeError('failed'));
    };
    const { options } = await answering([], { page, clock, fetch });
    page.set({ online: false });
    const cancelled = httpTransport(options).cancel('run-1');
    await clock.advance(9000);
    expect(requests).toBe(1);
    page.set({ online: true });
    await cancelled;
    expect([requests, clock.pending, page.listeners]).toEqual([2, 0, 0]);
  });
});

describe('httpTransport notices silence', () => {
  it('of a server that announced heartbeats, and reconnects', async () => {
    const clock = manualClock();
    const page = manualPage();
    const headers = { ...named, 'x-heartbeat-ms': '5000' };
    const { options } = await answering([streamAndHang(wire(0, 1), headers), stream(wire(1))], {
      clock,
      page,
    });
    const told = httpTransport(options).send(request())[Symbol.asyncIterator]();
    await told.next();
    await told.next();
    const next = told.next();
    await clock.advance(15_000);
    expect((await next).value).toMatchObject({ type: 'reconnecting', error: { code: 'timeout' } });
    await told.return?.();
    expect([clock.pending, page.listeners]).toEqual([0, 0]);
  });

  it.each([
    ['is noticed after heartbeats that were not announced', wire(0, 1), true],
    [
      'cannot be noticed where reading could not go on',
      'data: {"type":"text-start","id":"1"}\n\n',
      false,
    ],
  ])('which %s', async (_, frames, isNoticed) => {
    const clock = manualClock();
    const controller = new AbortController();
    const { signal } = controller;
    const encoder = new TextEncoder();
    let body: ReadableStreamDefaultController<Uint8Array> | undefined;
    const fetch = () => {
      const open = new ReadableStream<Uint8Array>({
        start: (opened) => void (body = opened),
      });
      return Promise.resolve(
        new Response(open, { headers: { 'content-type': 'text/event-stream' } }),
      );
    };
    const { options } = await answering([], { clock, fetch });
    const told = httpTransport(options).send(request({ signal }))[Symbol.asyncIterator]();
    await told.next();
    body?.enqueue(encoder.encode(frames));
    await told.next();
    const next = told.next();
    let isTold = false;
    void next.then(() => (isTold = true));
    for (let beat = 0; beat < 3; beat++) {
      await clock.advance(6000);
      body?.enqueue(encoder.encode(': keep-alive\n\n'));
    }
    await clock.advance(17_999);
    expect(isTold).toBe(false);
    await clock.advance(1);
    expect(isTold).toBe(isNoticed);
    controller.abort();
    await next;
    await told.return?.();
    expect(clock.pending).toBe(0);
  });

  it('of no other server, however long it thinks', async () => {
    const clock = manualClock();
    const { options } = await answering(streamAndHang(wire(0, 1)), { clock });
    const told = httpTransport(options).send(request())[Symbol.asyncIterator]();
    await told.next();
    await told.next();
    const next = told.next();
    let isTold = false;
    void next.then(() => (isTold = true));
    await clock.advance(3_600_000);
    expect(isTold).toBe(false);
    expect(clock.pending).toBe(0);
  });

  it('of a server that no longer answers, as soon as its heartbeats would be missed', async () => {
    const clock = manualClock();
    const headers = { ...named, 'x-heartbeat-ms': '5000' };
    const { server, options } = await answering([stream(wire(0, 1), headers), silence], { clock });
    const told = httpTransport(options).send(request())[Symbol.asyncIterator]();
    while ((await told.next()).value?.type !== 'reconnecting');
    const next = told.next();
    await clock.advance(0);
    while (server.requests.length < 2) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(15_000);
    expect((await next).value).toMatchObject({ type: 'reconnecting', error: { code: 'timeout' } });
    await told.return?.();
    expect(clock.pending).toBe(0);
  });

  it('of a server that never answers', async () => {
    const clock = manualClock();
    const { send } = await answering(silence, { clock, retry: { ...noRetry, sendAttempts: 1 } });
    const told = send();
    await clock.advance(299_999);
    expect(clock.pending).toBe(1);
    await clock.advance(1);
    expect(await told).toMatchObject([{ end: 'error', error: { code: 'timeout' } }]);
    expect(clock.pending).toBe(0);
  });
});
