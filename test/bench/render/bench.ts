// StreamingMarkdown against its peers in Chromium: `npm run bench -- render [--renderers a,b] [--corpora a,b] [--reps 3]`.
import { parseArgs } from 'node:util';
import { buildRenderers, renderers } from './build.ts';
import { corpus, corpusNames } from './corpora.ts';
import { Bench, type Measured } from './measure.ts';

const floor = 'plain-blocks';

/** Prints a table of CPU times, as multiples of writing the bare text (`plain-blocks`). */
export async function benchRender(args: readonly string[] = []): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      renderers: { type: 'string', default: renderers.join(',') },
      corpora: { type: 'string', default: corpusNames.join(',') },
      reps: { type: 'string', default: '3' },
    },
  });
  const names = [...new Set([floor, ...values.renderers.split(',')])];
  await buildRenderers(names);
  const bench = await Bench.open();
  try {
    console.log(
      '\nCPU time of the main thread, 32 model tokens a frame, as multiples of plain-blocks',
    );
    printRow(['document', 'plain-blocks, ms', ...names.slice(1)]);
    printRow(Array.from({ length: names.length + 1 }, () => '---'));
    for (const name of values.corpora.split(',')) {
      const text = corpus(name);
      const times = await medians(names, Number(values.reps), (renderer) =>
        bench.measure({ renderer, text }),
      );
      printRow([name, ...ratios(times, ({ cpuMs }) => cpuMs)]);
    }
    const text = corpus('mix-4');
    const below = await medians(names, Number(values.reps), (renderer) =>
      bench.measure({ renderer, text, finished: 200 }),
    );
    const perFrame = below.map(({ cpuMs, frames }) => (cpuMs / frames).toFixed(1));
    printRow(['below 200 messages, ms a frame', ...perFrame]);
    const mixed = corpus('mix-64');
    const removed: string[] = [];
    for (const renderer of names) {
      removed.push(
        String((await bench.measure({ renderer, text: mixed, countChanges: true })).removed),
      );
    }
    printRow(['mix-64, elements removed', ...removed]);
  } finally {
    await bench.close();
  }
}

/** Measures the renderers in turns, so that a busy moment of the machine meets all of them. */
async function medians(
  names: readonly string[],
  reps: number,
  measure: (renderer: string) => Promise<Measured>,
): Promise<Measured[]> {
  const runs = names.map((): Measured[] => []);
  for (let rep = 0; rep < reps; rep++) {
    for (const [index, name] of names.entries()) runs[index]?.push(await measure(name));
  }
  return runs.map((all) => {
    const sorted = all.toSorted((a, b) => a.cpuMs - b.cpuMs);
    return sorted[Math.floor(sorted.length / 2)] as Measured;
  });
}

function ratios(times: readonly Measured[], read: (measured: Measured) => number): string[] {
  const [base = 0, ...others] = times.map(read);
  return [base.toFixed(0), ...others.map((time) => `${(time / base).toFixed(1)}×`)];
}

function printRow(cells: readonly string[]): void {
  console.log(`| ${cells.join(' | ')} |`);
}
