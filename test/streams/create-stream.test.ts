// @vitest-environment node
import type { ServerResponse } from 'node:http';
import * as fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import { encodeStreamValue, type StreamValue } from '../../src/protocol/stream-event.ts';
import type { StreamFraming } from '../../src/protocol/stream-framing.ts';
import { streamMediaTypes } from '../../src/protocol/stream-framing.ts';
import { streamTypes } from '../../src/protocol/stream-types.ts';
import { createStream, type StreamOptions } from '../../src/streams/create-stream.ts';
import type { StreamState } from '../../src/streams/stream-state.ts';
import { memoryStorage } from '../chat/chat-bench.ts';
import { eventually } from '../eventually.ts';
import {
  arbitraryStream,
  typedFramings,
  writtenStream,
  type StreamCase,
} from '../protocol/arbitrary-streams.ts';
import { startServer, type Answer, type TestServer } from '../transports/http-server.ts';
import { startRunServer } from '../transports/run-server.ts';

const open: { close: () => Promise<void> }[] = [];
afterEach(() => Promise.all(open.splice(0).map((server) => server.close())));

async function serve(answer: Answer): Promise<TestServer> {
  const server = await startServer(answer);
  open.push(server);
  return server;
}

async function ended(options: StreamOptions, input?: unknown): Promise<StreamState> {
  const stream = createStream(options);
  await stream.start(input);
  await new Promise<void>((resolve) => {
    const look = () => {
      if (!stream.getState().isStreaming) resolve();
    };
    stream.subscribe(look);
    look();
  });
  return stream.getState();
}

const valuesOf = ({ header, items, footer }: StreamCase): StreamValue[] => [
  { kind: 'header', value: header },
  ...items.map((value) => ({ kind: 'item', value }) as const),
  { kind: 'footer', value: footer },
  { kind: 'end' },
];
const eventsOf = (stream: StreamCase): ChatEvent[] => [
  { type: 'start' },
  ...valuesOf(stream).map(encodeStreamValue),
];
const shown = ({ header, items, footer }: StreamState) => ({ header, items, footer });

it.each(typedFramings)('shows a stream that was written as %s', async (framing: StreamFraming) => {
  const cases = fc.sample(arbitraryStream, 12);
  for (const stream of cases) {
    const bytes = await writtenStream(stream, framing);
    const server = await serve((response) => {
      response.writeHead(200, { 'content-type': streamMediaTypes[framing] });
      response.write(bytes.subarray(0, bytes.length >> 1));
      response.end(bytes.subarray(bytes.length >> 1));
    });
    const state = await ended({ url: `${server.origin}/typed` }, { of: 'mine' });
    expect(shown(state)).toEqual(stream);
    expect(state).toMatchObject({ status: 'ready', end: 'complete', error: undefined });
    expect(JSON.parse(server.requests[0]!.body)).toEqual({ of: 'mine' });
  }
});

it('goes on after cuts at every event, with nothing lost or doubled', async () => {
  const stream: StreamCase = {
    header: { n: 3 },
    items: [{ a: 1 }, { a: 1 }, { a: 2 }],
    footer: { sum: 4 },
  };
  const events = eventsOf(stream);
  const server = await startRunServer({
    events,
    cuts: events.map((_event, index) => index + 1),
    overlap: 1,
  });
  open.push(server);
  const state = await ended({ url: `${server.origin}/api/chat`, idempotencyHeader: true });
  expect(shown(state)).toEqual(stream);
  expect(state.end).toBe('complete');
  expect(state.metrics.reconnects).toBeGreaterThan(2);
});

it('stays truncated where a stream of the native wire stops without its end', async () => {
  const server = await serve((response) => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    response.end('{"type":"data-item","data":{"a":1}}\n');
  });
  const state = await ended({ url: server.origin });
  expect(state).toMatchObject({ end: 'truncated', items: [{ a: 1 }] });
});

it('asks at the address of a task, and for its runs beside the tasks', async () => {
  const paths: string[] = [];
  const server = await serve((response, request) => {
    paths.push(`${request.method} ${request.path}`);
    if (request.path !== '/api/tasks/draw') return sayYes(response);
    const headers = {
      'content-type': 'text/event-stream',
      'x-vercel-ai-ui-message-stream': 'v1',
      'x-run-id': 'run-1',
    };
    response.writeHead(200, headers);
    return void response.write(
      'id: run-1:0\ndata: {"type":"data-item","data":{"step":1,"total_steps":4}}\n\n',
    );
  });
  const stream = createStream({ url: `${server.origin}/api/tasks/draw` });
  await stream.start({ prompt: 'sun' });
  await eventually(() => expect(stream.getState().items).toHaveLength(1));
  expect(stream.getState().progress).toMatchObject({ done: 1, total: 4, ratio: 0.25 });
  await stream.abort();
  expect(stream.getState()).toMatchObject({ end: 'aborted', status: 'ready', error: undefined });
  expect(paths).toEqual(['POST /api/tasks/draw', 'POST /api/runs/run-1/cancel']);
});

it('asks by GET with the input in its query', async () => {
  const server = await serve((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end('data: {"tick":1}\n\n');
  });
  const state = await ended(
    { url: `${server.origin}/api/streams/ticker?a=b`, method: 'GET' },
    { every: 5 },
  );
  expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /api/streams/ticker?a=b&every=5',
  ]);
  expect(state).toMatchObject({ items: [{ tick: 1 }], end: 'complete' });
});

it.each([
  ['bare lines', 'application/x-ndjson', '{"n":1}\n{"n":2}\n', { items: [{ n: 1 }, { n: 2 }] }],
  ['one JSON document', 'application/json', '{"answer":42}', { items: [{ answer: 42 }] }],
  [
    'a batch',
    'application/json',
    '{"header":{"h":1},"items":[{"n":1}],"processing_time":2}',
    { header: { h: 1 }, items: [{ n: 1 }], footer: { processing_time: 2 } },
  ],
  [
    'the words of a guide',
    'text/event-stream',
    'data: {"type":"start","total_items":2}\n\ndata: {"type":"progress","progress":0.5,"chunk_results":[1]}\n\ndata: {"type":"complete","summary":{"n":2}}\n\n',
    {
      header: { total_items: 2 },
      items: [{ type: 'progress', progress: 0.5, chunk_results: [1] }],
      footer: { summary: { n: 2 } },
    },
  ],
  [
    'steps of which one fails',
    'text/event-stream',
    'data: {"step":"a","status":"failed","error":"no"}\n\ndata: {"step":"b","status":"completed"}\n\ndata: {"step":"pipeline_complete","final_result":1}\n\n',
    {
      items: [
        { step: 'a', status: 'failed', error: 'no' },
        { step: 'b', status: 'completed' },
      ],
      footer: { step: 'pipeline_complete', final_result: 1 },
    },
  ],
])('reads %s of another server', async (_name, type, body, expected) => {
  const server = await serve((response) => {
    response.writeHead(200, { 'content-type': type }).end(body);
  });
  const state = await ended({ url: server.origin });
  expect(state).toMatchObject({ end: 'complete', ...expected });
});

it('tells the error of a stream, and keeps what came before', async () => {
  const server = await serve((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end('data: {"n":1}\n\nevent: error\ndata: {"message":"The disk is full."}\n\n');
  });
  const state = await ended({ url: server.origin });
  expect(state).toMatchObject({ status: 'error', end: 'error', items: [{ n: 1 }] });
  expect(state.error?.message).toContain('The disk is full.');
});

it('tells what does not fit the types, and does not show it', async () => {
  const types = streamTypes({ item: z.object({ n: z.number() }) });
  const server = await serve((response) => {
    response
      .writeHead(200, { 'content-type': 'application/x-ndjson' })
      .end('{"n":1}\n{"n":"two"}\n{"n":3}\n');
  });
  const state = await ended({ url: server.origin, types });
  expect(state.items).toEqual([{ n: 1 }, { n: 3 }]);
  expect(state.error).toMatchObject({ code: 'protocol' });
});

it('goes on after a reload in the middle, and remembers what it was started with', async () => {
  const stream: StreamCase = { header: null, items: [{ a: 1 }, { a: 2 }], footer: 'all' };
  const server = await startRunServer({ events: eventsOf(stream), holdAfter: 3 });
  open.push(server);
  const memory = memoryStorage();
  const options = { url: `${server.origin}/api/chat`, id: 'list', idempotencyHeader: true };
  const first = createStream({ ...options, storage: memory.storage });
  await first.start({ list: 'mine' });
  await eventually(() => expect(first.getState().items).toEqual([{ a: 1 }]));
  const later = memory.copy();
  first.dispose();
  const second = createStream({ ...options, storage: later.storage });
  void second.resume();
  await eventually(() =>
    expect(second.getState()).toMatchObject({
      status: 'streaming',
      items: [{ a: 1 }],
      input: { list: 'mine' },
    }),
  );
  await second.abort();
  expect(server.cancelled).toHaveLength(1);
});

it('stops what is on its way when it is started again, and forgets it', async () => {
  let asked = 0;
  const server = await serve((response, { path }) => {
    if (path !== '/list') return sayYes(response);
    asked += 1;
    response.writeHead(200, { 'content-type': 'application/x-ndjson', 'x-run-id': `run-${asked}` });
    response.write(`{"run":${asked}}\n`);
    if (asked === 2) response.end();
    return undefined;
  });
  const stream = createStream({ url: `${server.origin}/list` });
  await stream.start();
  await eventually(() => expect(stream.getState().items).toEqual([{ run: 1 }]));
  await stream.start();
  await eventually(() =>
    expect(stream.getState()).toMatchObject({ items: [{ run: 2 }], end: 'complete' }),
  );
  await eventually(() =>
    expect(server.requests.map(({ path }) => path)).toContain('/runs/run-1/cancel'),
  );
  stream.reset();
  expect(stream.getState()).toMatchObject({
    items: [],
    end: undefined,
    input: undefined,
    status: 'ready',
  });
});

function sayYes(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
}
