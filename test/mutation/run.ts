// Puts one small fault at a time into a copy of the kit and asks the unit tests of its layer whether they see it:
// `npm run test:mutation -- --count 60 --seed 7 markdown chat`. What no test sees is listed with its line: a test that
// is missing, or a fault that changes nothing. It takes about half a minute a fault, so that nothing else runs it.
import { spawn } from 'node:child_process';
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

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values, positionals } = parseArgs({
  options: {
    count: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
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

/** Tests that take longer than this, in milliseconds, hang: the fault is seen. */
const patience = 400_000;
/** The tests nearest to a fault are asked first, as most faults are seen by them. */
const near = 4;

const tests = new AffectedTests(root);
const scratch = mkdtempSync(join(tmpdir(), 'rivulet-mutation-'));
const faults = layers.flatMap(sampleOf);
const survivors: Fault[] = [];
const tally = new Map<string, Record<Outcome, number>>();
try {
  const copies = Array.from({ length: Number(values.workers) }, (_, index) => copyOf(index));
  const [first = root] = copies;
  if (
    !(await isGreen(
      first,
      layers.map((layer) => `test/${layer}/`),
    ))
  ) {
    throw new Error('the tests fail without a fault; mend them first');
  }
  const queue = [...faults];
  await Promise.all(copies.map((copy) => work(copy, queue)));
  report();
} finally {
  rmSync(scratch, { recursive: true, force: true });
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
  for (let fault = queue.shift(); fault; fault = queue.shift()) {
    const outcome = await judge(copy, fault);
    const counts = tally.get(fault.layer) ?? { killed: 0, survived: 0, untested: 0 };
    tally.set(fault.layer, { ...counts, [outcome]: counts[outcome] + 1 });
    if (outcome === 'killed') continue;
    survivors.push(fault);
    console.log(`${outcome}: ${fault.file}:${fault.line} ${fault.what}`);
  }
}

async function judge(copy: string, { layer, file, ...mutant }: Fault): Promise<Outcome> {
  const path = join(copy, file);
  const source = readFileSync(path, 'utf8');
  const affected = tests.in(`test/${layer}`, file);
  if (affected.length === 0) return 'untested';
  writeFileSync(path, mutate(source, mutant));
  try {
    if (!(await isGreen(copy, affected.slice(0, near)))) return 'killed';
    const rest = affected.slice(near);
    return rest.length === 0 || (await isGreen(copy, rest)) ? 'survived' : 'killed';
  } finally {
    writeFileSync(path, source);
  }
}

async function isGreen(cwd: string, files: readonly string[]): Promise<boolean> {
  const flags = ['--project', 'unit', '--bail', '1', '--maxWorkers', '1', '--reporter', 'dot'];
  const env = { ...process.env, SIMULATION_RUNS: '100' };
  const vitest = spawn('npx', ['vitest', 'run', ...flags, ...files], {
    cwd,
    env,
    stdio: 'ignore',
    detached: true,
  });
  const timer = setTimeout(() => process.kill(-(vitest.pid ?? 0), 'SIGKILL'), patience);
  const code = await new Promise<number | null>((resolve) => vitest.on('close', resolve));
  clearTimeout(timer);
  return code === 0;
}

function report(): void {
  for (const [layer, { killed, survived, untested }] of tally) {
    const all = killed + survived + untested;
    console.log(`${layer}: ${killed} of ${all} killed, ${untested} in no test's reach`);
  }
  console.log(`in all ${faults.length - survivors.length} of ${faults.length}`);
}
