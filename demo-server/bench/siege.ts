import { setTimeout as delay } from 'node:timers/promises';
import { besiege, type Siege } from './besiege.ts';
import { startServerProcess } from './server-process.ts';

/** How a server came through a siege. */
export interface SiegeReport extends Siege {
  /** Answers of another user meanwhile: those that were begun, and those of them that came whole. */
  readonly answers: { readonly begun: number; readonly whole: number };
  /** Refusals as `/metrics` counts them, and as the log says them. */
  readonly counted: number;
  readonly logged: number;
  /** What failed that nobody foresaw, as `/metrics` counts it. */
  readonly failures: number;
  /** Resident memory in MB, once a second; empty where it cannot be read. */
  readonly memory: readonly number[];
  readonly exitCode: number | null;
}

/** Starts a server, attacks it for a while, asks it questions meanwhile, and stops it. */
export async function siege(seconds: number, args: readonly string[] = []): Promise<SiegeReport> {
  let logged = 0;
  const onLog = (line: string): void => void (logged += refusalsIn(line));
  const server = await startServerProcess(args, onLog);
  const over = AbortSignal.timeout(seconds * 1000);
  const memory: number[] = [];
  const watch = setInterval(() => memory.push(...[server.memory() ?? []].flat()), 1000);
  try {
    const port = Number(new URL(server.url).port);
    const [attacked, answers] = await Promise.all([
      besiege({ port, signal: over }),
      askOnAndOn(server.url, over),
    ]);
    clearInterval(watch);
    const metrics = await quietMetrics(server.url);
    const counted = sumOf(metrics, 'rivulet_refusals_total');
    const failures = sumOf(metrics, 'rivulet_failures_total');
    const exitCode = await server.stop();
    return { ...attacked, answers, counted, logged, failures, memory, exitCode };
  } finally {
    clearInterval(watch);
    await server.stop();
  }
}

/** The metrics once the server has noticed that its attackers are gone. */
async function quietMetrics(url: string): Promise<string> {
  for (;;) {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    // The one that asks is left.
    if (sumOf(metrics, 'rivulet_connections_open') <= 1) return metrics;
    await delay(100);
  }
}

/** One user who goes on asking, and comes again when he is asked to. */
async function askOnAndOn(url: string, over: AbortSignal) {
  const answers = { begun: 0, whole: 0 };
  while (!over.aborted) {
    const response = await fetch(`${url}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer somebody' },
      body: JSON.stringify({
        id: 'somebody',
        messages: [{ role: 'user', parts: [{ type: 'text', text: 'What is this?' }] }],
        options: { maxTokens: 40 },
      }),
    });
    const text = await response.text();
    if (response.status !== 200) {
      await delay(500);
      continue;
    }
    answers.begun++;
    if (text.includes('"type":"finish"')) answers.whole++;
  }
  return answers;
}

/** The refusals that a line of the log tells of. */
function refusalsIn(line: string): number {
  if (!line.startsWith('{')) return 0;
  const { msg, times = 1 }: { msg?: string; times?: number } = JSON.parse(line);
  return msg === 'refused' ? times : 0;
}

function sumOf(metrics: string, name: string): number {
  const values = metrics.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, 'gm'));
  return [...values].reduce((sum, [, value]) => sum + Number(value), 0);
}
