// Puts one small fault at a time into a copy of the kit and asks the unit tests of its layer whether they see it:
// `npm run test:mutation -- --count 60 --seed 7 markdown chat`. What no test sees is listed with its line: a test that
// is missing, or a fault that changes nothing. A fault that is seen takes a second or two; one that is not, as long as all
// tests that import its file. `--minutes 30` stops in time, after faults of all layers in turn; `--near 10`
// asks no more than the ten nearest test files, so that the rate is a lower bound.
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createRandom } from '../simulation/random.ts';
import { AffectedTests } from './affected-tests.ts';
import { type Mutant, findMutants, mutate } from './find-mutants.ts';
import { TestProcess } from './test-process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values, positionals } = parseArgs({
  options: {
    count: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
    minutes: { type: 'string', default: '600' },
    near: { type: 'string', default: '1000' },
  },
  allowPositionals: true,
});
const layers =
  positionals.length > 0 ? positionals : ['protocol', 'dialects', 'transports', 'chat', 'markdown'];

interface Fault extends Mutant {
  readonly layer: string;
  readonly file: string;
  readonly line: number;
}

type Outcome = 'killed' | 'survived' | 'untested';

/** A test file that takes longer than this, in milliseconds, hangs: the fault is seen. */
const patienceMs = 240_000;
const hung = 'a test that hangs';
/** How long each test file took when it passed; one that has not is asked without the fault before it is believed. */
const durations: Record<string, number> = {};

const tests = new AffectedTests(root);
const scratch = mkdtempSync(join(tmpdir(), 'rivulet-mutation-'));
const survivors: Fault[] = [];
const tally = new Map<string, Record<Outcome, number>>();
const processes: TestProcess[] = [];
const endsAt = Date.now() + Number(values.minutes) * 60_000;
process.on('SIGTERM', () => finish(143));
process.on('SIGINT', () => finish(130));
try {
  const copies = Array.from({ length: Number(values.workers) }, (_, index) => copyOf(index));
  const queue = inTurn(layers.map(sampleOf));
  await Promise.all(copies.map((copy) => work(copy, queue)));
  finish(0);
} catch (error) {
  console.error(error);
  finish(1);
}

function finish(code: number): never {
  for (const each of processes) each.stop();
  report();
  rmSync(scratch, { recursive: true, force: true });
  process.exit(code);
}

/** The first of each list, then the second of each, and so on. */
function inTurn(lists: readonly (readonly Fault[])[]): Fault[] {
  const length = Math.max(...lists.map((list) => list.length));
  return Array.from({ length }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat();
}

function sampleOf(layer: string): Fault[] {
  const random = createRandom(Number(values.seed));
  const all = readdirSync(join(root, 'src', layer), { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.d)\.tsx?$/.test(name))
    .sort()
    .flatMap((name) => {
      const file = `src/${layer}/${name}`;
      const source = readFileSync(join(root, file), 'utf8');
      return findMutants(source, file).map((mutant) => {
        const line = source.slice(0, mutant.start).split('\n').length;
        return { ...mutant, layer, file, line };
      });
    });
  const drawn = all.map((fault) => ({ fault, order: random.next() }));
  drawn.sort((a, b) => a.order - b.order);
  return drawn.slice(0, Number(values.count)).map(({ fault }) => fault);
}

/** Copies what unit tests read, so that nobody meets a fault in the checkout. */
function copyOf(index: number): string {
  const copy = join(scratch, String(index));
  const names = ['src', 'test', 'stories', 'docs', '.storybook', 'package.json', 'tsconfig.json'];
  const configs = readdirSync(root).filter((name) => /\.config\.ts$|\.md$/.test(name));
  for (const name of [...names, ...configs]) {
    cpSync(join(root, name), join(copy, name), {
      recursive: true,
      filter: (path) => !path.includes('node_modules'),
    });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  symlinkSync(join(root, 'demo-server'), join(copy, 'demo-server'));
  return copy;
}

async function work(copy: string, queue: Fault[]): Promise<void> {
  const one = new TestProcess(copy);
  processes.push(one);
  for (let fault = queue.shift(); fault && Date.now() < endsAt; fault = queue.shift()) {
    const startedAt = Date.now();
    const outcome = await judge(copy, one, fault);
    const counts = tally.get(fault.layer) ?? { killed: 0, survived: 0, untested: 0 };
    tally.set(fault.layer, { ...counts, [outcome]: counts[outcome] + 1 });
    if (outcome !== 'killed') survivors.push(fault);
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    console.log(`${outcome}: ${fault.file}:${fault.line} ${fault.what} (${seconds} s)`);
  }
}

async function judge(
  copy: string,
  one: TestProcess,
  { layer, file, ...fault }: Fault,
): Promise<Outcome> {
  const path = join(copy, file);
  const source = readFileSync(path, 'utf8');
  const affected = tests.in(`test/${layer}`, file, durations).slice(0, Number(values.near));
  if (affected.length === 0) return 'untested';
  writeFileSync(path, mutate(source, fault));
  one.changed(file);
  let failed: string | undefined;
  try {
    failed = await firstFailing(one, affected);
  } finally {
    writeFileSync(path, source);
    one.changed(file);
  }
  if (failed === undefined) return 'survived';
  if (failed in durations || failed === hung) return 'killed';
  if ((await firstFailing(one, [failed])) !== undefined) {
    throw new Error(`${failed} fails without a fault; mend it first`);
  }
  return 'killed';
}

async function firstFailing(
  one: TestProcess,
  files: readonly string[],
): Promise<string | undefined> {
  const answer = await one.run(files, patienceMs);
  if (!answer) return hung;
  for (const [file, ms] of Object.entries(answer.durations)) {
    if (file !== answer.failed) durations[file] = ms;
  }
  return answer.failed;
}

function report(): void {
  for (const [layer, { killed, survived, untested }] of tally) {
    const all = killed + survived + untested;
    console.log(`${layer}: ${killed} of ${all} killed, ${untested} in no test's reach`);
  }
  const all = [...tally.values()].reduce(
    (sum, one) => sum + one.killed + one.survived + one.untested,
    0,
  );
  console.log(`in all ${all - survivors.length} of ${all}`);
}
