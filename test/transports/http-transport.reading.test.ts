// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { TransportEvent } from '../../src/protocol/chat-transport.ts';
import { manualClock, settle } from '../../src/testing/manual-clock.ts';
import { httpTransport } from '../../src/transports/http/http-transport.ts';
import { encodeSse } from '../../src/protocol/sse.ts';
import { request } from './describe-transport.ts';
import { manualPage } from './manual-page.ts';

const frames = 1000;

/** A body that counts what is taken from it, and a transport that reads it. */
function setUp(headers: Record<string, string> = {}) {
  let pulled = 0;
  let isCancelled = false;
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const event =
          pulled < frames
            ? { type: 'text-delta', id: '1', delta: `${pulled} ` }
            : { type: 'finish', finishReason: 'stop' };
        const id = `run-1:${pulled}`;
        controller.enqueue(encoder.encode(encodeSse({ id, data: JSON.stringify(event) })));
        pulled += 1;
        if (event.type === 'finish') controller.close();
      },
      cancel() {
        isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  const clock = manualClock();
  const response = new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'x-run-id': 'run-1', ...headers },
  });
  const transport = httpTransport({
    url: 'http://example.test/api/chat',
    fetch: () => Promise.resolve(response),
    clock,
    page: manualPage(),
  });
  const told = transport.send(request())[Symbol.asyncIterator]();
  return { clock, told, pulled: () => pulled, isCancelled: () => isCancelled };
}

async function take(told: AsyncIterator<TransportEvent>, count: number): Promise<TransportEvent[]> {
  const taken: TransportEvent[] = [];
  for (let index = 0; index < count; index++) taken.push((await told.next()).value);
  return taken;
}

describe('httpTransport reads no faster than its reader', () => {
  it('takes one chunk at a time from the network, and none while nobody asks', async () => {
    const { told, pulled } = setUp();
    await take(told, 11);
    await settle();
    expect(pulled()).toBe(10);
  });

  it('goes on where it was when the reader comes back late', async () => {
    const { told, clock } = setUp({ 'x-heartbeat-ms': '5000' });
    const before = await take(told, 400);
    // Silence that the reader makes itself is not the server's.
    await clock.advance(3_600_000);
    const after = await take(told, frames + 3 - 400);
    const text = [...before, ...after].map((item) =>
      item.type === 'event' && 'delta' in item.event ? item.event.delta : '',
    );
    expect(text.join('')).toBe(Array.from({ length: frames }, (_, index) => `${index} `).join(''));
    expect(after.at(-1)).toEqual({ type: 'end', end: 'complete' });
  });

  it('lets go of the body when the reader leaves in the middle', async () => {
    const { told, pulled, clock, isCancelled } = setUp({ 'x-heartbeat-ms': '5000' });
    await take(told, 5);
    await told.return?.();
    expect([isCancelled(), pulled(), clock.pending]).toEqual([true, 4, 0]);
  });
});

describe('httpTransport without a body to read piece by piece', () => {
  it('reads the answer whole', async () => {
    const wire = encodeSse({ data: '{"token":"Hi"}' }) + encodeSse({ data: '{"done":true}' });
    const { headers, status } = new Response('', {
      headers: { 'content-type': 'text/event-stream' },
    });
    const whole = {
      headers,
      status,
      ok: true,
      arrayBuffer: () => Promise.resolve(new TextEncoder().encode(wire).buffer),
    };
    const transport = httpTransport({
      url: 'http://example.test/api/chat',
      fetch: () => Promise.resolve(whole as unknown as Response),
      clock: manualClock(),
      page: manualPage(),
    });
    const told: TransportEvent[] = [];
    for await (const item of transport.send(request())) told.push(item);
    const text = told.map((item) =>
      item.type === 'event' && 'delta' in item.event ? item.event.delta : '',
    );
    expect(text.join('')).toBe('Hi');
    expect(told.at(-1)).toEqual({ type: 'end', end: 'complete' });
  });
});
