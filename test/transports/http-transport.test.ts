// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';
import type { TransportEvent } from '../../src/protocol/chat-transport.ts';
import { settle } from '../../src/testing/manual-clock.ts';
import { httpTransport } from '../../src/transports/http/http-transport.ts';
import { events, hangUp, status, stream, streamAndHang, wire } from './answers.ts';
import { answering, typesOf } from './bench.ts';
import { eventsOf, request } from './describe-transport.ts';
import { eagerClock } from './eager-clock.ts';

const complete = { type: 'end', end: 'complete' };

const chunk = (choice: object) => `data: ${JSON.stringify({ id: 'c1', choices: [choice] })}\n\n`;

describe('httpTransport asks', () => {
  it('with the chat, its messages and the run’s name', async () => {
    const { server, send } = await answering(stream(wire()));
    await send();
    const [asked] = server.requests;
    expect(asked).toMatchObject({
      method: 'POST',
      path: '/api/chat',
      headers: {
        'idempotency-key': 'run-1',
        'content-type': 'application/json',
        accept: 'text/event-stream',
      },
    });
    expect(JSON.parse(asked?.body ?? '')).toEqual({
      id: 'chat-1',
      messages: [{ id: 'u1', role: 'user', parts: [{ type: 'text', text: 'Hello?' }] }],
      trigger: 'submit-message',
    });
  });

  it('with the app’s own headers and fields', async () => {
    const { server, send } = await answering(stream(wire()), {
      headers: () => Promise.resolve({ authorization: 'Bearer 1' }),
      body: ({ chatId }) => ({ model: 'tiny', id: chatId.toUpperCase() }),
    });
    await send();
    expect(server.requests[0]?.headers.authorization).toBe('Bearer 1');
    expect(JSON.parse(server.requests[0]?.body ?? '')).toMatchObject({
      id: 'CHAT-1',
      model: 'tiny',
    });
  });

  it('once more with fresh headers after a 401', async () => {
    let token = 0;
    const { server, send } = await answering([status(401), stream(wire())], {
      headers: () => ({ authorization: `Bearer ${++token}` }),
    });
    expect((await send()).at(-1)).toEqual(complete);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer 1',
      'Bearer 2',
    ]);
  });

  it('only once when its headers cannot change', async () => {
    const { server, send } = await answering(status(401), { headers: { authorization: 'x' } });
    expect(await send()).toMatchObject([{ end: 'error', error: { code: 'unauthorized' } }]);
    expect(server.requests).toHaveLength(1);
  });

  it('again with the same run’s name when no answer came', async () => {
    const { server, send } = await answering([hangUp, status(503), stream(wire())]);
    expect(typesOf(await send())).toEqual(['open', 'end']);
    const keys = server.requests.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual(['run-1', 'run-1', 'run-1']);
  });

  it('three times at most, and tells the last refusal', async () => {
    const refusal = status(503, { error: { code: 'full', message: 'The queue is full.' } });
    const { server, send } = await answering(refusal);
    expect(await send()).toMatchObject([
      { type: 'end', end: 'error', error: { code: 'overloaded', message: 'The queue is full.' } },
    ]);
    expect(server.requests).toHaveLength(3);
  });

  it('after the wait that the server wishes', async () => {
    const clock = eagerClock();
    const busy = status(429, '', { 'retry-after': '2' });
    const { send } = await answering([busy, stream(wire())], { clock });
    expect((await send()).at(-1)).toEqual(complete);
    expect(clock.waits[0]).toBe(2000);
  });

  it('nothing again when the wait would be long, but says how long', async () => {
    const { server, send } = await answering(status(503, '', { 'retry-after': '60' }));
    expect(await send()).toMatchObject([{ end: 'error', error: { retryAfterMs: 60_000 } }]);
    expect(server.requests).toHaveLength(1);
  });
});

describe('httpTransport reads', () => {
  it('the bytes of each answer, counted once', async () => {
    const { send } = await answering(stream(wire()));
    const counted = (await send()).map((item) => (item.type === 'event' ? (item.bytes ?? 0) : 0));
    const last = '\n\n'.length + 'data: [DONE]'.length;
    const total = counted.reduce((sum, bytes) => sum + bytes, 0);
    expect(total).toBeGreaterThanOrEqual(new TextEncoder().encode(wire()).length - last);
    expect(total).toBeLessThanOrEqual(new TextEncoder().encode(wire()).length);
  });

  it('an OpenAI stream', async () => {
    const body = chunk({ delta: { content: 'Hel' } }) + chunk({ delta: { content: 'lo' } });
    const { send } = await answering(
      stream(`${body}${chunk({ delta: {}, finish_reason: 'stop' })}data: [DONE]\n\n`),
    );
    const told = await send();
    expect(eventsOf(told).map(({ type }) => type)).toEqual([
      'start',
      'text-start',
      'text-delta',
      'text-delta',
      'text-end',
      'finish',
    ]);
    expect(told.at(-1)).toEqual(complete);
  });

  it('the whole JSON of a server that does not stream', async () => {
    const choice = { message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' };
    const body = { object: 'chat.completion', choices: [choice] };
    const { send } = await answering(status(200, body, { 'content-type': 'application/json' }));
    const told = await send();
    expect(eventsOf(told)).toContainEqual({ type: 'text-delta', id: '0', delta: 'Hello' });
    expect(told.at(-1)).toEqual(complete);
  });

  it('with what its app knows of the stream', async () => {
    const repeated = ['Hel', 'Hello'].map((text) => `data: ${JSON.stringify({ text })}\n\n`);
    const { send } = await answering(stream(`${repeated.join('')}data: [DONE]\n\n`), {
      format: 'tutorial',
      cumulative: true,
    });
    const deltas = eventsOf(await send()).flatMap((event) => ('delta' in event ? event.delta : []));
    expect(deltas).toEqual(['Hel', 'lo']);
  });

  it('nothing that is longer than its app allows', async () => {
    const { send } = await answering(stream(`data: ${'x'.repeat(2000)}\n\n`), {
      maxEventLength: 1000,
    });
    expect((await send()).at(-1)).toMatchObject({ end: 'error', error: { code: 'protocol' } });
  });

  it('plain text', async () => {
    const { send } = await answering((response) => {
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end('Grüße 😀');
    });
    const told = await send();
    expect(eventsOf(told)).toContainEqual({ type: 'text-delta', id: '0', delta: 'Grüße 😀' });
    expect(told.at(-1)).toEqual(complete);
  });

  it('an answer that ends with [DONE] alone as complete', async () => {
    const { send } = await answering(stream(`${wire(0, 4)}data: [DONE]\n\n`));
    expect((await send()).at(-1)).toEqual(complete);
  });

  it('nothing after the terminal event', async () => {
    const late = 'data: {"type":"text-delta","id":"1","delta":"late"}\n\n';
    const { send } = await answering(streamAndHang(wire() + late));
    const told = await send();
    expect(eventsOf(told)).toEqual(events);
    expect(told.at(-1)).toEqual(complete);
  });

  it('the connection to its end after the end marker, so that it can be used again', async () => {
    const cancel = vi.fn<() => void>();
    let body: ReadableStreamDefaultController<Uint8Array> | undefined;
    const stillOpen = new ReadableStream<Uint8Array>({
      start(controller) {
        body = controller;
        controller.enqueue(new TextEncoder().encode(wire()));
      },
      cancel,
    });
    const headers = { 'content-type': 'text/event-stream' };
    const { send } = await answering([], {
      fetch: () => Promise.resolve(new Response(stillOpen, { headers })),
    });
    expect((await send()).at(-1)).toEqual(complete);
    body?.close();
    await settle();
    expect(cancel).not.toHaveBeenCalled();
  });

  it('nothing more of a chunk once its user has aborted', async () => {
    const { options } = await answering(stream(wire()));
    const controller = new AbortController();
    const told: TransportEvent[] = [];
    const sent = httpTransport(options).send(request({ signal: controller.signal }));
    for await (const item of sent) {
      told.push(item);
      if (item.type === 'event') controller.abort();
    }
    expect(eventsOf(told)).toEqual(events.slice(0, 1));
    expect(told.at(-1)).toEqual({ type: 'end', end: 'aborted' });
  });
});

describe('httpTransport refuses', () => {
  it('a page of HTML with status 200', async () => {
    const page = status(200, '<html>Welcome</html>', { 'content-type': 'text/html' });
    const { server, send } = await answering(page);
    const error: unknown = expect.objectContaining({ code: 'protocol', status: 200 });
    expect(await send()).toEqual([{ type: 'end', end: 'error', error }]);
    expect(server.requests).toHaveLength(1);
  });

  it('JSON that is no answer', async () => {
    const { send } = await answering(status(200, {}, { 'content-type': 'application/json' }));
    expect((await send()).at(-1)).toMatchObject({ end: 'error', error: { code: 'protocol' } });
  });

  it('a file with status 200', async () => {
    const { send } = await answering(status(200, '%PDF', { 'content-type': 'application/pdf' }));
    expect(await send()).toMatchObject([
      { end: 'error', error: { code: 'protocol', status: 200 } },
    ]);
  });

  it.each(['{"type":"text-delta","id":"1"}', '{"type":', '[]'])(
    'the malformed event %s, and keeps what came before it',
    async (data) => {
      const body = `${wire(0, 3)}data: ${data}\n\n${wire(3)}`;
      const { send } = await answering(stream(body, { 'x-run-id': 'run-1' }));
      const told = await send();
      expect(eventsOf(told)).toEqual(events.slice(0, 3));
      expect(told.at(-1)).toMatchObject({ end: 'error', error: { code: 'protocol' } });
    },
  );

  it('nothing that is new: an unknown event is passed over', async () => {
    const body = `${wire(0, 3)}id: run-1:3\ndata: {"type":"text-wave"}\n\n`;
    const rest = wire(3).replace(/run-1:(\d)/g, (_, seq: string) => `run-1:${Number(seq) + 1}`);
    const { send } = await answering(stream(body + rest));
    const told = await send();
    expect(eventsOf(told)).toEqual(events);
    expect(told.at(-1)).toEqual(complete);
  });

  it('an address where nobody listens', async () => {
    const { server, send } = await answering([]);
    await server.close();
    expect(await send()).toMatchObject([
      { type: 'end', end: 'error', error: { code: 'network', retryable: true } },
    ]);
  });
});
