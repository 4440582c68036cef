// @vitest-environment node
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { TransportEvent } from '../../src/protocol/chat-transport.ts';
import { httpTransport } from '../../src/transports/http/http-transport.ts';
import { encodeSse } from '../../src/protocol/sse.ts';
import { collect } from '../../src/testing/collect.ts';
import { manualClock } from '../../src/testing/manual-clock.ts';
import { events, hangUp, silence, status, stream, wire } from './answers.ts';
import { answering } from './bench.ts';
import { request } from './describe-transport.ts';
import type { Answer } from './http-server.ts';

/** A server of which nothing is known. */
const strange = { idempotencyHeader: undefined };
/** The answer of a server that names nothing. */
const plain = stream(events.map((event) => encodeSse({ data: JSON.stringify(event) })).join(''));
const echoing = stream(events.map((event) => encodeSse({ data: JSON.stringify(event) })).join(''), {
  'idempotency-key': 'run-1',
});
const openOf = (told: readonly TransportEvent[]) => told.find(({ type }) => type === 'open');

/** Makes an origin the page's own. */
function makeOwn(origin: string): void {
  vi.stubGlobal('origin', origin);
  vi.stubGlobal('location', { href: `${origin}/page`, origin });
  onTestFinished(() => void vi.unstubAllGlobals());
}

describe('httpTransport sends of its own protocol', () => {
  it('a cancel to its own origin while the first answer is awaited, once and whatever comes of it', async () => {
    const { server, options } = await answering([silence, status(500), plain], strange);
    makeOwn(server.origin);
    const transport = httpTransport(options);
    const stop = new AbortController();
    const told = collect(transport.send(request({ signal: stop.signal })));
    while (server.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    await transport.cancel('run-1');
    await told;
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/api/chat',
      '/api/runs/run-1/cancel',
    ]);
    // Its next answer names nothing, so that nothing more is guessed.
    await collect(transport.send(request()));
    await transport.cancel('run-1');
    const { signal } = new AbortController();
    await collect(transport.resume({ chatId: 'c', runId: 'r', isUnconfirmed: true, signal }));
    expect(server.requests).toHaveLength(3);
  });

  it('nothing to another origin: neither a key, nor a cancel, nor a wish to resume', async () => {
    const { server, options } = await answering(plain, strange);
    const transport = httpTransport(options);
    const told = await collect(transport.send(request()));
    expect(openOf(told)).toEqual({ type: 'open', runId: 'run-1', isNamed: false });
    await transport.cancel('run-1');
    const { signal } = new AbortController();
    await collect(transport.resume({ chatId: 'chat-1', signal }));
    await collect(
      transport.resume({ chatId: 'chat-1', runId: 'run-0', isUnconfirmed: true, signal }),
    );
    expect(server.requests.map(({ path }) => path)).toEqual(['/api/chat']);
    expect(Object.keys(server.requests[0]?.headers ?? {})).not.toContain('idempotency-key');
  });

  it('nothing at all when it is switched off, even to a server that names its runs', async () => {
    const off = {
      idempotencyHeader: false,
      resumeUrl: false,
      cancelUrl: false,
      activeUrl: false,
    } as const;
    const { server, options } = await answering(stream(wire(), { 'x-run-id': 'run-1' }), off);
    const transport = httpTransport(options);
    await collect(transport.send(request()));
    await transport.cancel('run-1');
    const { signal } = new AbortController();
    await collect(transport.resume({ chatId: 'chat-1', runId: 'run-1', signal }));
    await collect(transport.resume({ chatId: 'chat-1', signal }));
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.headers).not.toHaveProperty('idempotency-key');
  });

  it('a cancel for a run that the server has named, by the name that it gave', async () => {
    const named = stream(wire().replaceAll('run-1', 'run-77'), { 'x-run-id': 'run-77' });
    const { server, options } = await answering([named, status(200, {})], strange);
    const transport = httpTransport(options);
    expect(openOf(await collect(transport.send(request())))).toEqual({
      type: 'open',
      runId: 'run-77',
    });
    await transport.cancel('run-77');
    expect(server.requests[1]?.path).toBe('/api/runs/run-77/cancel');
  });

  it('a cancel also for a run that is named in the stream alone, which its chat is told', async () => {
    const { server, options } = await answering([stream(wire()), status(200, {})], strange);
    const transport = httpTransport(options);
    const told = await collect(transport.send(request()));
    expect(openOf(told)).toMatchObject({ isNamed: false });
    expect(told.filter((item) => item.type === 'event' && item.runId === 'run-1')).toHaveLength(1);
    await transport.cancel('run-1');
    expect(server.requests).toHaveLength(2);
  });

  it('no cancel for a run without a name, but where the app has given the address', async () => {
    const { server, options } = await answering([plain, status(200, {})], strange);
    const stop = httpTransport({
      ...options,
      cancelUrl: (runId) => `${options.url}/stop/${runId}`,
    });
    await collect(stop.send(request()));
    await stop.cancel('run-1');
    expect(server.requests[1]?.path).toBe('/api/chat/stop/run-1');
  });
});

describe('httpTransport asks a server that has not shown that it answers a key once', () => {
  const failures: readonly (readonly [string, Answer])[] = [
    ...[500, 502, 503, 504, 520, 529].map((code) => [`HTTP ${code}`, status(code)] as const),
    ['HTTP 503 with Retry-After', status(503, '', { 'retry-after': '0' })],
    ['a connection that is reset', hangUp],
  ];
  it.each(failures)('once, whatever follows: %s', async (_, failure) => {
    const { server, send } = await answering(failure, strange);
    expect(await send()).toMatchObject([{ type: 'end', end: 'error', error: { retryable: true } }]);
    expect(server.requests).toHaveLength(1);
  });

  it.each([408, 429])('again after HTTP %i, three times in all', async (code) => {
    const { server, send } = await answering(status(code), strange);
    await send();
    expect(server.requests).toHaveLength(3);
  });

  it('once, also when the first byte comes too late', async () => {
    const clock = manualClock();
    const { server, send } = await answering(silence, {
      ...strange,
      clock,
      firstByteTimeoutMs: 300,
    });
    const told = send();
    while (server.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(300);
    expect(await told).toMatchObject([{ end: 'error', error: { code: 'timeout' } }]);
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['answered the key', echoing, 3],
    ['named the run by the key', stream(wire(), { 'x-run-id': 'run-1' }), 3],
    ['named the run in its own way', stream(wire(), { 'x-run-id': 'r7' }), 1],
    ['named nothing', plain, 1],
  ] as const)('as often as it may after one that %s', async (_, first, times) => {
    const { server, options } = await answering([first, status(502)], strange);
    // The key goes to the page's own origin by itself.
    makeOwn(server.origin);
    const transport = httpTransport(options);
    await collect(transport.send(request()));
    expect(server.requests[0]?.headers['idempotency-key']).toBe('run-1');
    await collect(transport.send(request()));
    expect(server.requests.length - 1).toBe(times);
  });
});

describe('httpTransport tells the fault of an option as what it is:', () => {
  const fault = new ReferenceError('undefinedThing is not defined');
  const failing = (): never => {
    throw fault;
  };
  it.each([
    ['headers', { headers: failing }],
    ['headers', { headers: () => Promise.reject(fault) }],
    ['body', { body: failing }],
    ['body', { body: () => ({ n: 1n }) }],
  ])('%s', async (name, option) => {
    const { server, send } = await answering(plain, { ...strange, ...option });
    const told = await send().catch((error: unknown) => error);
    const error = Array.isArray(told) ? (told as { error?: unknown }[])[0]?.error : told;
    expect(error).toMatchObject({ code: 'config', retryable: false });
    expect(String(error)).toContain(`\`${name}\``);
    expect(server.requests).toHaveLength(0);
  });
});
