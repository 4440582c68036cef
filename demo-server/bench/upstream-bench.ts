/**
 * Measures `--upstream` in front of a server of ours against that server alone:
 * `npm run bench:upstream -w demo-server -- [--per-second 40] [--rounds 5] [--flood]`.
 */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { decodeSse } from 'rivulet/protocol';
import { median } from './abort-bench.ts';
import { startChild } from './child-process.ts';
import { startServerProcess } from './server-process.ts';
import type { StampQuestion } from './stamp-engine.ts';

const { values } = parseArgs({
  options: {
    'per-second': { type: 'string', default: '40' },
    rounds: { type: 'string', default: '5' },
    flood: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const pace = Number(values['per-second']);
const bar = 0.95;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Reads one completion to its end; returns its model tokens by the server's count. */
async function complete(url: string, question: StampQuestion): Promise<number> {
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      stream: true,
      stream_options: { include_usage: true },
      messages: [{ role: 'user', content: JSON.stringify(question) }],
    }),
  });
  if (!response.body || response.status !== 200) throw new Error(await response.text());
  let tokens = 0;
  for await (const { data } of decodeSse(response.body)) {
    const counted = /"completion_tokens":(\d+)/.exec(data)?.[1];
    if (counted !== undefined) tokens = Number(counted);
  }
  return tokens;
}

/** Model tokens a second of so many chats at once. */
async function speed(url: string, chats: number, question: StampQuestion): Promise<number> {
  const startedAt = performance.now();
  const all = await Promise.all(Array.from({ length: chats }, () => complete(url, question)));
  const tokens = all.reduce((sum, count) => sum + count, 0);
  return (tokens * 1000) / (performance.now() - startedAt);
}

const back = startChild('stamp-server.ts');
const { port } = await back.ask<{ port: number }>(undefined);
const direct = `http://127.0.0.1:${port}`;
const limits = ['runs', 'runs-per-address', 'runs-per-minute'].flatMap((name) => [
  `--${name}`,
  '1000000',
]);
const front = await startServerProcess(['--upstream', `${direct}/v1`, ...limits], () => undefined);
const misses: number[] = [];

say(
  `Node ${process.version}; ${cpus()[0]?.model}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}`,
);
const paced = [`${pace} model tokens/s each`, pace, pace * 3] as const;
const flood = ['as fast as it goes', 1e9, 2000] as const;
for (const [what, perSecond, tokens] of values.flood ? [paced, flood] : [paced]) {
  say(
    `${what}: chats   alone tok/s   behind --upstream tok/s   ratio (median of ${rounds} rounds)`,
  );
  for (const chats of [1, 8, 32]) {
    const question = { kind: 'stamps', tokens, perSecond } as const;
    const measured: { alone: number; behind: number }[] = [];
    // Turn about, and the ratio within each turn, because other work on the machine comes and goes; the first warms up.
    for (let round = 0; round <= rounds; round++) {
      const alone = await speed(direct, chats, question);
      const behind = await speed(front.url, chats, question);
      if (round > 0) measured.push({ alone, behind });
    }
    const ratio = median(measured.map(({ alone, behind }) => behind / alone));
    if (perSecond === pace && ratio < bar) misses.push(chats);
    const figures = [
      median(measured.map(({ alone }) => alone))
        .toFixed(0)
        .padStart(14),
      median(measured.map(({ behind }) => behind))
        .toFixed(0)
        .padStart(26),
      ratio.toFixed(3).padStart(8),
    ];
    say(`${String(chats).padStart(31)}${figures.join('')}`);
  }
}
await front.stop();
back.stop();
process.exitCode = misses.length > 0 ? 1 : 0;
