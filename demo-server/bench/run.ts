/** Measures the server against the bare engine: `npm run bench -w demo-server -- [--model path] [--rounds n]`. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadLlama } from '../engine/load-llama.ts';
import { readManifest } from '../engine/manifest.ts';
import { measureAborts, median } from './abort-bench.ts';
import { inLanes, openBareLoop, sum, type Round } from './bare-loop.ts';
import { measureHealthWaits } from './health-waits.ts';
import { askOverHttp } from './http-answer.ts';
import { randomGguf } from './random-gguf.ts';
import { startServerProcess } from './server-process.ts';
import { runStorm } from './storm.ts';

const { values } = parseArgs({
  options: {
    model: { type: 'string' },
    rounds: { type: 'string', default: '7' },
    tokens: { type: 'string', default: '400' },
    aborts: { type: 'string', default: '1000' },
    gpu: { type: 'string', default: 'auto' },
  },
});
const manifestPath = fileURLToPath(new URL('../model/rivulet-tiny.json', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'rivulet-bench-'));
const isBundled = values.model === undefined && existsSync(manifestPath);
const manifest = isBundled ? await readManifest(manifestPath) : undefined;
const path = values.model ?? manifest?.path ?? join(folder, 'random.gguf');
if (!existsSync(path)) writeFileSync(path, randomGguf({ width: 192, layers: 4 }));
// Both sides must compute alike, so a model without a manifest gets what the server would choose.
process.env['RIVULET_THREADS'] ??= String(manifest?.threads ?? 1);
const contextSize = manifest?.contextSize ?? 2048;
const temperature = manifest?.temperature ?? 0;
const maxTokens = Number(values.tokens);
const gpu = values.gpu === 'false' ? false : 'auto';
const defaults = ['What is this?', 'How do I stop an answer?', 'Show a table', 'Write some code'];
const questions = (manifest?.suggestions.length ? manifest.suggestions : defaults).slice(0, 8);
const asked = Array.from({ length: 16 }, (_, index) => questions[index % questions.length] ?? '');

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function speed({ tokens, ms }: Round): number {
  return (tokens * 1000) / ms;
}

say(
  `model ${manifest?.name ?? path}; ${cpus()[0]?.model}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}`,
);

const bare = await openBareLoop({
  path,
  gpu,
  threads: undefined,
  contextSize,
  sequences: 8,
  temperature,
});
const settings = ['--pace', '0', '--parallel', '8', '--context', String(contextSize)];
// All questions come from one address here.
for (const limit of ['runs', 'runs-per-address', 'runs-per-minute']) {
  settings.push(`--${limit}`, '1000000');
}
const server = await startServerProcess(
  [...settings, '--gpu', String(gpu)].concat(isBundled ? [] : ['--model', path]),
  // Written, as users have it, but not shown.
  () => undefined,
);

async function overHttp(chats: number): Promise<Round & { firstDeltaMs: number }> {
  const startedAt = performance.now();
  const answers = await inLanes(asked, [...Array(chats).keys()], (text, lane) =>
    askOverHttp(server.url, text, { maxTokens, temperature }, `lane-${lane}`),
  );
  const firstDeltaMs = median(answers.map((answer) => answer.firstDeltaMs));
  return {
    tokens: sum(answers.map((answer) => answer.outputTokens)),
    ms: performance.now() - startedAt,
    firstDeltaMs,
  };
}

say('chats   bare tok/s   HTTP tok/s   ratio (median of rounds)   first token ms');
for (const chats of [1, 4, 8]) {
  const rounds: { bare: number; http: number; ratio: number; first: number }[] = [];
  // Turn about, and the ratio within each turn, because other work on the machine comes and goes.
  for (let round = 0; round <= Number(values.rounds); round++) {
    const plain = speed(await bare.run(asked, chats, maxTokens));
    const served = await overHttp(chats);
    // The first round warms both up.
    if (round > 0) {
      rounds.push({
        bare: plain,
        http: speed(served),
        ratio: speed(served) / plain,
        first: served.firstDeltaMs,
      });
    }
  }
  const row = (key: 'bare' | 'http' | 'ratio' | 'first') =>
    median(rounds.map((round) => round[key]));
  say(
    `${String(chats).padStart(5)}${row('bare').toFixed(0).padStart(13)}${row('http').toFixed(0).padStart(13)}${row('ratio').toFixed(2).padStart(8)}${row('first').toFixed(1).padStart(36)}`,
  );
}
await bare.close();

const waits = await measureHealthWaits(server.url);
say(
  `longest /health: ${waits.underLongPromptsMs.toFixed(0)} ms while eight long prompts are read at once, ${waits.idleMs.toFixed(0)} ms idle`,
);

const storm = await runStorm(server, asked[0] ?? '', Number(values.aborts));
say(
  `${values.aborts} aborts: memory ${storm.memoryBefore} → ${storm.memoryAfterHalf} → ${storm.memoryAfter} MB; 200 at once: ${storm.answered} answered, ${storm.refused} refused with 503, ${storm.other} other; answers afterwards: ${storm.isAlive}`,
);
say(`exit code after SIGINT: ${await server.stop()}`);

const engine = await loadLlama({ path, manifest, gpu, pace: 0, contextSize, parallel: 8 });
const aborts = await measureAborts(engine, asked[0] ?? '', 100);
say(
  `${aborts.aborts} aborts in mid-answer: at most ${aborts.maxTokensAfter} model tokens after; settled in ${aborts.p50Ms.toFixed(2)} ms (median), ${aborts.maxMs.toFixed(2)} ms (most), at ${aborts.tokenMs.toFixed(2)} ms per model token`,
);
await engine.close();
rmSync(folder, { recursive: true });
