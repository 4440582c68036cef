// @vitest-environment node
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { BlockParser } from '../../src/markdown/document/block-parser.ts';
import { growingTexts } from './growing-texts.ts';
import { kitOptions } from './kit-options.ts';

// The same texts at every run; `FUZZ_SEED=7 FUZZ_RUNS=400 npx vitest …` looks at others, and at more.
const seed = Number(process.env['FUZZ_SEED'] ?? 1);
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 120);

/** The characters handed to marked per appended character, of the first 2 KB and of all, in pieces of 32. */
function workOf(text: string): readonly [part: number, whole: number] {
  const parser = new BlockParser(kitOptions);
  let part = 0;
  for (let at = 0; at < text.length; at += 32) {
    parser.push(text.slice(at, at + 32));
    if (at + 32 === 2048) part = parser.lexedCharacters / 2048;
  }
  return [part, parser.lexedCharacters / text.length];
}

it('of random compositions of containers and what goes on in them, few cost more the longer they are', () => {
  const texts = fc.sample(growingTexts, { seed, numRuns });
  const growing = texts.filter(({ ofLength }) => {
    const [part, whole] = workOf(ofLength(8192));
    return whole > 48 || whole > 1.3 * part + 0.5;
  });
  const names = growing.map(({ name }) => name);
  // Each one is a fault; before they were looked for there were twice as many.
  expect(names.slice(Math.floor(numRuns * 0.16))).toEqual([]);
});
