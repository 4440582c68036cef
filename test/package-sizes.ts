// Measures what a page loads first (`npm run check:package`): against the limits, and against the figures of the README.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface Measured {
  readonly name: string;
  readonly size: number;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const { status } = spawnSync('npx', ['size-limit'], { cwd: root, stdio: 'inherit' });
if (status !== 0) process.exit(1);

const output = execFileSync('npx', ['size-limit', '--json'], { cwd: root, encoding: 'utf8' });
const measured = JSON.parse(output) as Measured[];
const readme = readFileSync(`${root}README.md`, 'utf8');
const [, row = ''] = /first load, min\+gzip[^|]*\|([^|]*)kB/.exec(readme) ?? [];
const told = row.split('/').map(Number);
// The same rounding as in the README; what a later change adds may be one unit of it.
const faults = measured
  .map(({ name, size }, index) => ({ name, kB: size / 1000, told: told[index] ?? Number.NaN }))
  .filter(({ kB, told: figure }) => !(Math.abs(kB - figure) <= 0.15));
const [, markdown] = /^Of the ([\d.]+) kB, marked's lexer/m.exec(readme) ?? [];

for (const fault of faults) {
  console.error(`README, Figures: ${fault.name} is ${fault.kB.toFixed(1)} kB, not ${fault.told}.`);
}
if (Number(markdown) !== told[1]) {
  console.error(`README, Figures: “Of the ${markdown} kB” is ${told[1]} kB in the table.`);
  process.exitCode = 1;
}
if (faults.length > 0) process.exitCode = 1;
