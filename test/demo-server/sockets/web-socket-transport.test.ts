// @vitest-environment node
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import {
  ScriptedEngine,
  type ScriptedOptions,
} from '../../../demo-server/engine/scripted-engine.ts';
import { MemoryRunStore } from '../../../src/server/index.ts';
import type { ChatTransport, TransportEvent } from '../../../src/protocol/index.ts';
import { collect } from '../../../src/testing/index.ts';
import { httpTransport, type WebSocketTransportOptions } from '../../../src/transports/index.ts';
import { eventsOf, request, seqsOf } from '../../transports/describe-transport.ts';
import { startSocketServer, type SocketServerOptions } from './socket-server.ts';

const runId = 'run-00001';
// A busy machine may take its time.
const patiently = { timeout: 30_000 };

const words = Array.from({ length: 300 }, (_, index) => `word-${index}`).join(' ');

async function open(script: ScriptedOptions = {}, more: Partial<SocketServerOptions> = {}) {
  const engine = new ScriptedEngine({ pace: 1000, reply: () => words, ...script });
  const runs = new MemoryRunStore();
  const server = await startSocketServer({ engine, runs, ...more });
  onTestFinished(() => server.close());
  const http = httpTransport({
    url: `http://${server.host}/api/chat`,
    idempotencyHeader: true,
    random: () => 0,
  });
  return { ...server, runs, http };
}

/** A `WebSocket` that counts the `ev` frames that it brings. */
function countingSocket() {
  const counted = { frames: 0, sockets: 0 };
  class CountingSocket extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols);
      counted.sockets += 1;
      this.on('message', (data: Buffer) => {
        if (data.includes('"type":"ev"')) counted.frames += 1;
      });
    }
  }
  const options: Partial<WebSocketTransportOptions> = { WebSocket: CountingSocket };
  return { counted, options };
}

function textOf(told: readonly TransportEvent[]): string {
  return eventsOf(told)
    .map((event) => (event.type === 'text-delta' ? event.delta : ''))
    .join('');
}

/** Says what is wrong with an answer; '' for one with every event once, in order, and its end. */
function faultOf(told: readonly TransportEvent[]): string {
  if (seqsOf(told).some((seq, index) => seq !== index)) return `events: ${seqsOf(told).join()}`;
  const last = told.at(-1);
  if (last?.type !== 'end' || last.end !== 'complete') return `end: ${JSON.stringify(last)}`;
  return textOf(told) === words ? '' : `text: ${textOf(told)}`;
}

async function firstEvents(
  transport: ChatTransport,
  count: number,
  changes: Partial<Parameters<typeof request>[0]> = {},
): Promise<TransportEvent[]> {
  const told: TransportEvent[] = [];
  for await (const item of transport.send(request({ runId, ...changes }))) {
    told.push(item);
    if (eventsOf(told).length >= count) break;
  }
  return told;
}

describe('webSocketTransport with the real server', () => {
  it('loses nothing and repeats nothing when its connection breaks again and again', async () => {
    // Slowly enough that the answer is not all on its way before the first cut; a busy server tells it in fewer events.
    const server = await open({ pace: 100 });
    const told: TransportEvent[] = [];
    for await (const item of server.transport().send(request({ runId }))) {
      told.push(item);
      if (item.type === 'event' && eventsOf(told).length % 5 === 0) server.cut();
    }
    expect(faultOf(told)).toBe('');
    expect(told.filter(({ type }) => type === 'reconnected').length).toBeGreaterThan(1);
  });

  it('goes on over SSE with what began on a socket, and on a socket with what began over SSE', async () => {
    const { transport, http } = await open();
    const { signal } = new AbortController();
    const pairs: [ChatTransport, ChatTransport, string][] = [
      [transport(), http, 'run-00001'],
      [http, transport(), 'run-00002'],
    ];
    for (const [first, second, id] of pairs) {
      const chatId = `chat of ${id}`;
      const begun = await firstEvents(first, 5, { runId: id, chatId });
      const after = seqsOf(begun).at(-1) ?? -1;
      const rest = await collect(second.resume({ chatId, runId: id, after, signal }));
      expect(faultOf([...begun, ...rest.slice(1)])).toBe('');
    }
  });

  it('finds the run of a chat wherever it was begun', async () => {
    const { transport, host } = await open({ pace: 200 });
    // Only whoever says who he is finds a run by its chat.
    const headers = { authorization: 'Bearer alice' };
    await firstEvents(httpTransport({ url: `http://${host}/api/chat`, headers }), 3);
    const { signal } = new AbortController();
    const socket = transport({ token: () => 'alice' });
    expect(faultOf(await collect(socket.resume({ chatId: 'chat-1', signal })))).toBe('');
  });

  it('is stopped by any other client, and stops the run for any other', async () => {
    const { transport, http } = await open({ pace: 20 });
    for (const [reader, other, id] of [
      [transport(), http, 'run-00001'],
      [http, transport(), 'run-00002'],
      [transport(), transport(), 'run-00003'],
    ] as const) {
      const told: TransportEvent[] = [];
      for await (const item of reader.send(request({ runId: id, chatId: id }))) {
        told.push(item);
        if (eventsOf(told).length === 3) await other.cancel(id, 'enough');
      }
      expect(told.at(-1)).toEqual({ type: 'end', end: 'aborted' });
      expect(eventsOf(told).at(-1)).toEqual({ type: 'abort', reason: 'enough' });
    }
  });

  it('carries many runs on one socket, which is closed when nobody uses it', async () => {
    const { transport, sockets } = await open({ parallel: 4 });
    const { counted, options } = countingSocket();
    const client = transport(options);
    const all = await Promise.all(
      ['run-00001', 'run-00002', 'run-00003', 'run-00004'].map((id) =>
        collect(client.send(request({ runId: id, chatId: id }))),
      ),
    );
    for (const told of all) expect(faultOf(told)).toBe('');
    expect(counted.sockets).toBe(1);
    await expect.poll(() => sockets.size, patiently).toBe(0);
    expect(faultOf(await collect(client.send(request({ runId: 'run-00005' }))))).toBe('');
    expect(counted.sockets).toBe(2);
  });

  it('lets a slow reader have few large frames, and keeps no more than its window of them', async () => {
    const { transport, runs } = await open({ pace: 0, reply: () => 'word '.repeat(20_000) });
    const { counted, options } = countingSocket();
    const told: TransportEvent[] = [];
    for await (const item of transport(options).send(request({ runId }))) {
      told.push(item);
      if (told.length !== 2) continue;
      // The reader does nothing until the whole answer is written.
      const run = await runs.get(runId, '');
      await run?.settled;
      expect(counted.frames).toBeLessThanOrEqual(32);
      expect(run?.log.lastSeq).toBeGreaterThan(200);
    }
    expect(textOf(told)).toBe('word '.repeat(20_000));
    expect(told.at(-1)).toEqual({ type: 'end', end: 'complete' });
    // A fast reader of this answer gets a frame for nearly every event.
    expect(counted.frames).toBeLessThan(60);
    expect(eventsOf(told).length).toBeGreaterThan(3 * counted.frames);
  });

  it('takes a snapshot for what the server no longer keeps', async () => {
    const { transport, runs } = await open({ pace: 0 });
    await collect(transport().send(request({ runId })));
    const run = await runs.get(runId, '');
    Object.defineProperty(run?.log, 'isEvicted', { value: (after: number) => after < 5 });
    const { signal } = new AbortController();
    const told = await collect(transport().resume({ chatId: 'chat-1', runId, signal }));
    expect(told).toMatchObject([
      { type: 'open', runId },
      { type: 'snapshot', seq: run?.log.lastSeq },
      { type: 'end', end: 'complete' },
    ]);
  });

  it('asks for a token once more when the first has run out', async () => {
    const { transport } = await open({}, { key: 'secret' });
    const tokens = ['stale', 'secret'];
    const fresh = transport({ token: () => Promise.resolve(tokens.shift() ?? '') });
    expect(faultOf(await collect(fresh.send(request({ runId }))))).toBe('');
    const refused = await collect(transport({ token: 'wrong' }).send(request({ runId })));
    const error: unknown = expect.objectContaining({ code: 'unauthorized', retryable: false });
    expect(refused).toEqual([{ type: 'end', end: 'error', error }]);
  });

  it('goes on with the next server when this one goes away', async () => {
    const { transport, sockets } = await open({ pace: 100 }, { reconnectAfterMs: 0 });
    const told: TransportEvent[] = [];
    for await (const item of transport({ retry: { attempts: 1 } }).send(request({ runId }))) {
      told.push(item);
      if (eventsOf(told).length === 3) await sockets.close();
      if (item.type === 'reconnecting') break;
    }
    expect(told.at(-1)).toMatchObject({ type: 'reconnecting', error: { code: 'overloaded' } });
  });

  it('tells the others who types, and when they stop', async () => {
    const { transport } = await open();
    const [writer, reader] = [transport({ idleMs: 10_000 }), transport()];
    const heard: string[] = [];
    const stop = reader.onTyping('chat-1', (who) => heard.push(`${who.length} write`));
    onTestFinished(stop);
    // Whoever types before the other listens is not heard, so it is said until it is.
    await expect
      .poll(() => {
        writer.setTyping('chat-1', false);
        writer.setTyping('chat-1', true);
        return heard;
      }, patiently)
      .toContain('1 write');
    writer.setTyping('chat-1', false);
    await expect.poll(() => heard.at(-1), patiently).toBe('0 write');
  });
});
