import { DurableStreamTestServer } from '@durable-streams/server';
import {
  EventType,
  memoryStream,
  resumeServerSentEventsResponse,
  toServerSentEventsResponse,
  type StreamChunk,
} from '@tanstack/ai';
import { createUIMessageStream, createUIMessageStreamResponse } from 'ai';
import { afterEach, describe, expect, it } from 'vitest';
import type { HttpTransportOptions } from '../../src/transports/http/http-transport.ts';
import { cuttingFetch, type CutBy } from '../transports/kept-runs/cutting-fetch.ts';
import { uiEvents } from '../transports/kept-runs/ui-frames.ts';
import { askAs, type OurOutcome } from './our-client.ts';
import { serveWeb } from './web-server.ts';

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const server of open.splice(0).reverse()) await server.close();
});

/** A foreign server that keeps its runs, and what our transport is told of it. */
interface Peer {
  readonly options: HttpTransportOptions;
  /** The body whose cuts are tried. */
  readonly bytes: number;
}

async function ask(
  { options }: Peer,
  cuts: readonly number[] = [],
  by: CutBy = 'reset',
): Promise<OurOutcome & { readonly requests: readonly string[] }> {
  const { fetch, requests } = cuttingFetch(
    { answer: (request) => globalThis.fetch(request) },
    cuts,
    by,
  );
  const outcome = await askAs('Hi', { random: () => 0, ...options, fetch });
  return { ...outcome, requests };
}

const text = 'Grüße, 世界 世界 😀\n\ndata: x';

async function serve(answer: (request: Request) => Response | Promise<Response>): Promise<string> {
  const server = await serveWeb(answer);
  open.push(server);
  return server.url;
}

/** An app that writes its answers into a stream of `@durable-streams/server`, and answers by the stream's address. */
async function durablePeer(live: 'sse' | 'long-poll', pauseMs = 0): Promise<Peer> {
  const streams = new DurableStreamTestServer({ port: 0, longPollTimeout: 200 });
  const base = await streams.start();
  open.push({ close: () => streams.stop() });
  let count = 0;
  const url = await serve(async () => {
    const stream = `${base}/v1/stream/chat-${count++}`;
    const headers = { 'content-type': 'application/json' };
    await fetch(stream, { method: 'PUT', headers });
    const writing = write(stream, headers);
    if (pauseMs === 0) await writing;
    const location = live === 'sse' ? stream : `${stream}?live=long-poll`;
    return Response.json({ streamUrl: location }, { status: 201, headers: { location } });
  });
  return { options: { url, resume: 'durable-streams' }, bytes: 2600 };

  async function write(stream: string, headers: Record<string, string>): Promise<void> {
    for (const [index, event] of uiEvents.entries()) {
      const isLast = index === uiEvents.length - 1;
      await fetch(stream, {
        method: 'POST',
        headers: { ...headers, ...(isLast && { 'stream-closed': 'true' }) },
        body: JSON.stringify(event),
      });
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

const run = { threadId: 't', runId: 'r', model: 'tiny', timestamp: 1 };
const message = { messageId: 'm1', timestamp: 1 };

async function* chunks(): AsyncGenerator<StreamChunk> {
  yield { type: EventType.RUN_STARTED, ...run };
  yield { type: EventType.TEXT_MESSAGE_START, ...message, role: 'assistant' };
  for (const delta of text.match(/[^]{1,5}/gu) ?? []) {
    yield { type: EventType.TEXT_MESSAGE_CONTENT, ...message, delta };
  }
  yield { type: EventType.TEXT_MESSAGE_END, ...message };
  yield { type: EventType.RUN_FINISHED, ...run, finishReason: 'stop' };
}

async function tanstackPeer(): Promise<Peer> {
  const url = await serve((request) => {
    const adapter = memoryStream(request);
    if (request.method === 'GET') return resumeServerSentEventsResponse({ adapter });
    return toServerSentEventsResponse(chunks(), { durability: { adapter } });
  });
  return { options: { url: `${url}/api/chat`, resume: 'tanstack' }, bytes: 1200 };
}

/** The AI SDK's own producer; what it wrote is told again from the beginning, as `resumable-stream` does. */
async function aiSdkPeer(): Promise<Peer> {
  const kept = new Map<string, string[]>();
  const url = await serve(async (request) => {
    const [, , , id = ''] = new URL(request.url).pathname.split('/');
    if (request.method === 'GET') {
      const replay = kept.get(id);
      const headers = { 'content-type': 'text/event-stream' };
      return new Response(replay ? replay.join('') : null, { status: replay ? 200 : 204, headers });
    }
    const { id: chat } = (await request.json()) as { id: string };
    const pieces: string[] = [];
    kept.set(chat, pieces);
    const stream = createUIMessageStream({
      execute({ writer }) {
        writer.write({ type: 'text-start', id: 't' });
        for (const delta of text.match(/[^]{1,5}/gu) ?? []) {
          writer.write({ type: 'text-delta', id: 't', delta });
        }
        writer.write({ type: 'text-end', id: 't' });
      },
    });
    return createUIMessageStreamResponse({
      stream,
      async consumeSseStream({ stream: sse }) {
        for await (const piece of sse as unknown as AsyncIterable<string>) pieces.push(piece);
      },
    });
  });
  return { options: { url: `${url}/api/chat`, resume: 'ai-sdk' }, bytes: 500 };
}

const peers: readonly (readonly [string, () => Promise<Peer>])[] = [
  ['@durable-streams/server by events', () => durablePeer('sse')],
  ['@durable-streams/server by long polls', () => durablePeer('long-poll')],
  ['TanStack AI’s durable log', tanstackPeer],
  ['the AI SDK’s producer', aiSdkPeer],
];

describe.each(peers)('our client and %s', (_name, start) => {
  it('is exact after a cut anywhere', async () => {
    const peer = await start();
    const whole = await ask(peer);
    expect(whole).toMatchObject({ end: 'complete', text });
    // Every byte is tried without sockets, in test/transports; here a few hundred, spread by a step that meets every place of a frame.
    const step = 13;
    const bytes = Array.from({ length: peer.bytes / step }, (_, index) => index * step);
    for (let from = 0; from < bytes.length; from += 50) {
      await Promise.all(
        bytes.slice(from, from + 50).map(async (byte) => {
          const outcome = await ask(peer, [byte, byte % 61], byte % 2 ? 'reset' : 'end');
          const { parts } = outcome.message ?? {};
          expect({ byte, ...outcome, parts }).toMatchObject({
            byte,
            end: 'complete',
            error: undefined,
            parts: whole.message?.parts,
          });
          expect(outcome.requests.filter((one) => one.startsWith('POST'))).toHaveLength(1);
        }),
      );
    }
  });
});

describe.each(['sse', 'long-poll'] as const)(
  'our client on a stream that is still written (%s)',
  (live) => {
    it('follows it, over cuts, to its close', async () => {
      const peer = await durablePeer(live, 3);
      const outcome = await ask(peer, [90, 300, 40, 500]);
      expect(outcome).toMatchObject({ end: 'complete', error: undefined, text });
      expect(outcome.requests.length).toBeGreaterThan(3);
    });
  },
);
