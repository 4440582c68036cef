/** Measures what readers of runs cost and how fast events pass: `npm run bench:runs -w demo-server [-- idle library many stalled latency]`. */
import { cpus, loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { startChild, type BenchChild } from './child-process.ts';
import type { Latency } from './latency.ts';
import type { StampQuestion } from './stamp-engine.ts';
import type { ReaderReport } from './stream-readers.ts';

interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
  /** What waits in the process for each client that does not take it, in bytes. */
  readonly queued: readonly number[];
  /** From a model token to its socket, where the server was asked to time it. */
  readonly latency: Latency;
}

let asked = 0;
const misses: string[] = [];

function say(what: string, figure: string, bar: string, isReached: boolean): void {
  if (!isReached) misses.push(what);
  process.stdout.write(`${isReached ? 'ok  ' : 'MISS'} ${what}: ${figure} (bar: ${bar})\n`);
}

/** A server and its clients, each in a process of its own, for one measurement. */
async function withStand(
  measure: (stand: { port: number; server: BenchChild; readers: BenchChild }) => Promise<void>,
  file = 'stamp-server.ts',
  ...args: readonly string[]
): Promise<void> {
  const [server, readers] = [startChild(file, ...args), startChild('stream-readers.ts')];
  try {
    const { port } = await server.ask<{ port: number }>(undefined);
    await measure({ port, server, readers });
  } finally {
    readers.stop();
    server.stop();
  }
}

async function startRun(port: number, question: StampQuestion): Promise<string> {
  const key = `bench-run-${++asked}`;
  const response = await fetch(`http://127.0.0.1:${port}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({
      id: key,
      messages: [
        { id: 'u', role: 'user', parts: [{ type: 'text', text: JSON.stringify(question) }] },
      ],
    }),
  });
  await response.body?.cancel();
  return key;
}

async function settledMemory(server: BenchChild): Promise<Memory> {
  // Twice, because the first collection frees what the second can give back.
  await server.ask('memory');
  await delay(500);
  return server.ask<Memory>('memory');
}

const kib = (bytes: number, count: number) => bytes / count / 1024;

async function idleReaders(count: number, file: string, what: string): Promise<void> {
  await withStand(async ({ port, server, readers }) => {
    const runs = [await startRun(port, { kind: 'silent' })];
    // The first connections fill pools and compile code.
    await readers.ask({ type: 'open', port, runs, count: 200, isReading: true });
    await readers.ask({ type: 'close' });
    await delay(500);
    const before = await settledMemory(server);
    await readers.ask({ type: 'open', port, runs, count, isReading: true });
    await delay(1000);
    const after = await settledMemory(server);
    const { open } = await readers.ask<ReaderReport>({ type: 'report' });
    const rss = kib(after.rss - before.rss, count);
    const heap = kib(after.heapUsed - before.heapUsed, count);
    const figure = `${rss.toFixed(1)} KiB of resident memory each, ${heap.toFixed(1)} of it heap; ${open} open`;
    say(`${count} idle readers of ${what}`, figure, '20 KiB each', rss <= 20 && open === count);
  }, file);
}

/** Waits until the clients have read their runs to the end, two minutes at most. */
async function readAll(readers: BenchChild, count: number): Promise<void> {
  for (let waited = 0; waited < 120; waited++) {
    const { ended } = await readers.ask<{ ended: number }>({ type: 'count' });
    if (ended === count) return;
    await delay(1000);
  }
}

async function manyReaders(count: number): Promise<void> {
  await withStand(async ({ port, readers }) => {
    const run = await startRun(port, { kind: 'stamps', tokens: 250, perSecond: 10 });
    await readers.ask({ type: 'open', port, runs: [run], count, isReading: true });
    await readAll(readers, count);
    const report = await readers.ask<ReaderReport>({ type: 'report' });
    const { ended, disordered, events, latency: times } = report;
    const figure = `${ended} got all of ${events.join('–')} events, ${disordered} in disorder; from model token to client ${times.p50.toFixed(0)} ms at the median, p99 ${times.p99.toFixed(0)} ms`;
    const isReached = ended === count && disordered === 0 && events[0] === events[1];
    say(`${count} readers of one live run`, figure, 'every event in order', isReached);
  });
}

/** What a flood of events leaves in the server's memory, with clients that do not read it or without. */
async function floodMemory(stalled: number): Promise<Memory> {
  let memory: Memory | undefined;
  await withStand(async ({ port, server, readers }) => {
    const runs = [await startRun(port, { kind: 'flood', bytes: 16 * 1024 * 1024 })];
    await readers.ask({ type: 'open', port, runs, count: stalled, isReading: false });
    await delay(10_000);
    memory = await settledMemory(server);
  });
  if (!memory) throw new Error('The server did not tell its memory.');
  return memory;
}

async function stalledReaders(count: number): Promise<void> {
  // The log of the run belongs to no reader.
  const without = await floodMemory(0);
  const stalled = await floodMemory(count);
  const each = kib(stalled.rss - without.rss, count);
  const most = stalled.queued.reduce((a, b) => Math.max(a, b), 0) / 1024;
  const figure = `${each.toFixed(1)} KiB of resident memory each; ${stalled.queued.length} stand still with at most ${most.toFixed(1)} KiB waiting`;
  const isReached = each <= 64 && stalled.queued.length === count;
  say(`${count} stalled readers`, figure, '64 KiB each', isReached);
}

async function latency(runs: number, perSecond: number): Promise<void> {
  await withStand(
    async ({ port, server, readers }) => {
      const keys: string[] = [];
      for (let index = 0; index < runs; index++) {
        keys.push(await startRun(port, { kind: 'stamps', tokens: perSecond * 20, perSecond }));
      }
      await readers.ask({ type: 'open', port, runs: keys, count: runs, isReading: true });
      await readAll(readers, runs);
      const { latency: atClient } = await readers.ask<ReaderReport>({ type: 'report' });
      const { latency: atSocket } = await server.ask<Memory>('memory');
      const figure = `to the socket ${timesOf(atSocket)}; to the client in another process ${timesOf(atClient)}`;
      say(`${runs} runs of ${perSecond} tokens/s`, figure, 'p99 under 5 ms', atSocket.p99 < 5);
    },
    'stamp-server.ts',
    'timed',
  );
}

function timesOf({ p50, p99, most, tokens }: Latency): string {
  return `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, most ${most.toFixed(1)} ms (${tokens} tokens)`;
}

process.stdout.write(
  `Node ${process.version}; ${cpus()[0]?.model}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}\n`,
);
const measures: Readonly<Record<string, () => Promise<void>>> = {
  idle: () => idleReaders(5000, 'stamp-server.ts', 'the demo server'),
  library: () => idleReaders(5000, 'library-server.ts', 'toNodeListener'),
  many: () => manyReaders(2000),
  stalled: () => stalledReaders(100),
  latency: () => latency(50, 50),
};
const chosen = process.argv.slice(2);
for (const [name, measure] of Object.entries(measures)) {
  if (chosen.length === 0 || chosen.includes(name)) await measure();
}
process.exitCode = misses.length > 0 ? 1 : 0;
