// @vitest-environment node
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { TransportEvent } from '../../src/protocol/chat-transport.ts';
import { manualClock, settle } from '../../src/testing/manual-clock.ts';
import { httpTransport } from '../../src/transports/http/http-transport.ts';
import { events, hangUp, status, stream, streamAndHang, wire } from './answers.ts';
import { answering, typesOf } from './bench.ts';
import { eventsOf, request } from './describe-transport.ts';
import type { Answer } from './http-server.ts';
import { manualPage } from './manual-page.ts';

const complete = { type: 'end', end: 'complete' };
const beating = { 'x-run-id': 'run-1', 'x-heartbeat-ms': '5000' };

/** A page, its clock and a server; `told` grows as the transport tells. */
async function setUp(answers: readonly Answer[], random = () => 0) {
  const page = manualPage();
  const clock = manualClock();
  const { server, options } = await answering(answers, { page, clock, random });
  const told: TransportEvent[] = [];
  const controller = new AbortController();
  const sent = (async () => {
    const { signal } = controller;
    for await (const item of httpTransport(options).send(request({ signal }))) told.push(item);
  })();
  return { page, clock, server, told, sent, controller };
}

/** An answer whose response the test holds. */
function held(): { answer: Answer; response: Promise<ServerResponse> } {
  let take: (response: ServerResponse) => void;
  const response = new Promise<ServerResponse>((resolve) => (take = resolve));
  return { answer: (open) => take(open), response };
}

/** Waits, without any limit of its own, until what is asked for is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

describe('httpTransport on a page that is seen again', () => {
  async function hideFor(ms: number, second: readonly Answer[], headers = beating) {
    const bench = await setUp([streamAndHang(wire(0, 2), headers), ...second]);
    await until(() => eventsOf(bench.told).length === 2);
    bench.page.set({ hidden: true });
    await bench.clock.advance(ms);
    bench.page.set({ hidden: false });
    return bench;
  }

  it('opens a second connection from its cursor after a long silence, and switches at its first byte', async () => {
    const second = held();
    const { server, told, sent, page, clock } = await hideFor(15_001, [second.answer]);
    const response = await second.response;
    expect(server.requests[1]).toMatchObject({
      method: 'GET',
      headers: { 'last-event-id': 'run-1:1' },
    });
    response.writeHead(200, { 'content-type': 'text/event-stream', ...beating });
    response.end(wire(1));
    await sent;
    expect(eventsOf(told)).toEqual(events);
    expect(typesOf(told)).toEqual(['open', 'end']);
    await clock.advance(1000);
    expect([clock.pending, page.listeners]).toEqual([0, 0]);
  });

  it('keeps the first connection until then, whatever comes over it', async () => {
    const first = held();
    const second = held();
    const { page, clock, told, sent } = await setUp([first.answer, second.answer]);
    const old = await first.response;
    old.writeHead(200, { 'content-type': 'text/event-stream', ...beating });
    old.write(wire(0, 2));
    await until(() => eventsOf(told).length === 2);
    page.set({ hidden: true });
    await clock.advance(20_000);
    page.set({ hidden: false });
    const response = await second.response;
    old.write(wire(2, 3));
    await until(() => eventsOf(told).length === 3);
    response.writeHead(200, { 'content-type': 'text/event-stream', ...beating });
    response.end(wire(2));
    await sent;
    expect(eventsOf(told)).toEqual(events);
    expect(told.at(-1)).toEqual(complete);
  });

  it.each([
    ['an error', status(503)],
    ['nothing new', status(204)],
    ['a closed connection', hangUp],
  ])('leaves the first connection alone when the second brings %s', async (_, answer) => {
    const second = held();
    const { server, told, clock, controller, sent } = await hideFor(15_001, [second.answer]);
    const response = await second.response;
    await answer(response, { method: 'GET', path: '', headers: {}, body: '' });
    await until(() => response.closed);
    await settle();
    expect(typesOf(told)).toEqual(['open']);
    expect(server.requests).toHaveLength(2);
    // The old one is the watchdog's again, and has its full time.
    await clock.advance(14_999);
    expect(typesOf(told)).toEqual(['open']);
    controller.abort();
    await sent;
    expect(clock.pending).toBe(0);
  });

  it.each([
    ['after a short silence', 14_999, beating],
    ['of a server without heartbeats', 60_000, { 'x-run-id': 'run-1', 'x-heartbeat-ms': '0' }],
  ])('does nothing %s', async (_, ms, headers) => {
    const { server, controller, sent } = await hideFor(ms, [], headers);
    await settle();
    expect(server.requests).toHaveLength(1);
    controller.abort();
    await sent;
  });

  it('gives up neither connection for a probe when its reader leaves', async () => {
    const second = held();
    const { server, controller, sent, clock, page } = await hideFor(15_001, [second.answer]);
    await second.response;
    controller.abort();
    await sent;
    await server.idle();
    expect([clock.pending, page.listeners]).toEqual([0, 0]);
  });
});

describe('httpTransport on a page that is put away', () => {
  it('closes its connection, as the back button’s cache wants, and reads on when the page is back', async () => {
    const { page, clock, server, told, sent } = await setUp([
      streamAndHang(wire(0, 2), beating),
      stream(wire(2), beating),
    ]);
    await until(() => eventsOf(told).length === 2);
    page.suspend();
    await until(() => typesOf(told).includes('reconnecting'));
    await clock.advance(250);
    await sent;
    expect(typesOf(told)).toEqual(['open', 'reconnecting', 'reconnected', 'end']);
    expect(server.requests[1]?.headers['last-event-id']).toBe('run-1:1');
    expect(eventsOf(told)).toEqual(events);
  });
});

describe('httpTransport on a page without a network', () => {
  it('spends no attempts, and tries a random moment after the network is back', async () => {
    const { page, clock, server, told, sent } = await setUp(
      [stream(wire(0, 2)), stream(wire(2))],
      () => 0.5,
    );
    page.set({ online: false });
    await until(() => typesOf(told).includes('reconnecting'));
    expect(told.at(-1)).toMatchObject({ attempt: 0 });
    page.set({ online: true });
    await clock.advance(124);
    expect(server.requests).toHaveLength(1);
    await clock.advance(1);
    await sent;
    expect(eventsOf(told)).toEqual(events);
  });

  it.each([
    ['asks as soon as the network is back', true, complete],
    [
      'gives it back when the network stays away',
      false,
      { end: 'error', error: { code: 'network' } },
    ],
  ])('keeps a question for ten seconds, and %s', async (_, comesBack, end) => {
    const page = manualPage();
    const clock = manualClock();
    let requests = 0;
    const headers = { 'content-type': 'text/event-stream' };
    const { send } = await answering([], {
      page,
      clock,
      retry: { sendAttempts: 1 },
      fetch: () => {
        requests += 1;
        if (!page.isOnline()) return Promise.reject(new TypeError('failed'));
        return Promise.resolve(new Response(wire(), { headers }));
      },
    });
    page.set({ online: false });
    const told = send();
    await clock.advance(9999);
    expect(requests).toBe(1);
    if (comesBack) page.set({ online: true });
    else await clock.advance(1);
    expect((await told).at(-1)).toMatchObject(end);
    expect(requests).toBe(2);
  });
});
