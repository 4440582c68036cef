/** Attacks a server with raw sockets in all ways at once: `npm run bench:attacks -w demo-server [-- seconds]`. @default ten minutes */
import { cpus, loadavg } from 'node:os';
import { siege } from './siege.ts';

const seconds = Number(process.argv[2] ?? 600);
const misses: string[] = [];

function say(what: string, figure: string, bar: string, isReached: boolean): void {
  if (!isReached) misses.push(what);
  process.stdout.write(`${isReached ? 'ok  ' : 'MISS'} ${what}: ${figure} (bar: ${bar})\n`);
}

function meanOf(memory: readonly number[]): number {
  return memory.reduce((sum, value) => sum + value, 0) / memory.length;
}

process.stdout.write(
  `Node ${process.version}; ${cpus()[0]?.model}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}; ${seconds} s\n`,
);
const report = await siege(seconds);
const { strokes, answers, refusals, counted, logged, failures, memory, exitCode } = report;
for (const [name, count] of Object.entries(strokes)) {
  process.stdout.write(`     ${name}: ${count}\n`);
}
say('the server', `ended with ${exitCode} when it was asked to`, '0', exitCode === 0);
say(
  'another user',
  `${answers.whole} of ${answers.begun} answers whole`,
  'all',
  answers.whole > 0 && answers.whole === answers.begun,
);
say(
  'refusals',
  `${refusals} seen, ${counted} in /metrics, ${logged} in the log`,
  'every one',
  counted >= refusals && counted === logged,
);
say('unforeseen failures', String(failures), '0', failures === 0);
// Of ten minutes one; the first is left out, in which code is compiled and pools are filled.
const tenth = Math.floor(memory.length / 10);
const early = meanOf(memory.slice(tenth, 2 * tenth));
const late = meanOf(memory.slice(-tenth));
const growth = `${early.toFixed(0)} MB in the second tenth of the time, ${late.toFixed(0)} MB in the last, ${Math.max(...memory)} MB at most`;
const series = memory.filter((_, index) => index % Math.max(1, tenth) === 0).join(' ');
say(
  'resident memory',
  `${growth}; ${series}`,
  'within 10 %',
  memory.length > 0 && late <= early * 1.1,
);
process.exitCode = misses.length > 0 ? 1 : 0;
