// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockParser, type BlockParserOptions } from '../../src/markdown/document/block-parser.ts';
import { TailParser } from '../../src/markdown/document/tail-parser.ts';
import { growingTexts } from './growing-texts.ts';
import { kitOptions } from './kit-options.ts';

// The same texts at every run; `FUZZ_SEED=7 FUZZ_RUNS=4000 npx vitest …` looks at others, and at more.
const seed = Number(process.env['FUZZ_SEED'] ?? 1);
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 200);

function tokensOf(parser: TailParser): string {
  return JSON.stringify(parser.pages.flatMap(({ blocks }) => blocks.map(({ token }) => token)));
}

/** Pushes a text in pieces and returns the first front of it that is parsed otherwise at once. */
function findDifference(text: string, sizes: readonly number[], options: BlockParserOptions) {
  const parser = new BlockParser(options);
  for (let at = 0, index = 0; at < text.length; index++) {
    const end = at + (sizes[index % sizes.length] ?? 1);
    parser.push(text.slice(at, end));
    at = end;
    if (at < text.length && index % 4 > 0) continue;
    const whole = new TailParser(options, () => undefined);
    whole.push(text.slice(0, at));
    if (tokensOf(parser) !== tokensOf(whole)) return text.slice(0, at);
  }
  return undefined;
}

/** Ends and beginnings of lines, and runs of one mark. */
const pieces =
  '\n|\n\n| |    |\t|> |- |x|\nlazy|\n    y|```|\n  |1. |*|[|]|$|\n---|\n===|[^1]: |\n\n[^2]: z\n|\n\n\n'.split(
    '|',
  );
const runs = ['-', '=', '*', '_', '|', ' ', '[]', '[', '<', '|--', '\n', '- ', '~'];
const noise = fc.constantFrom('|', ...pieces, ...runs.map((mark) => mark.repeat(45)));

const texts = fc
  .record({
    first: growingTexts,
    second: growingTexts,
    length: fc.integer({ min: 250, max: 950 }),
    gap: fc.constantFrom('', '\n', '\n\n'),
    more: fc.nat(500),
    noises: fc.array(fc.tuple(fc.nat(1200), noise), { maxLength: 6 }),
  })
  .map(({ first, second, length, gap, more, noises }) =>
    noises.reduce(
      (text, [at, what]) => text.slice(0, at) + what + text.slice(at),
      first.ofLength(length) + gap + second.ofLength(more),
    ),
  );

describe('what goes on in containers, with noise in it, is parsed in cuts as at once', () => {
  it.each([
    ['without plugins', {}],
    ['with all plugins', kitOptions],
  ])('%s', (_, options) => {
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(texts, sizes, (text, cuts) => {
        expect(findDifference(text, cuts, options)).toBeUndefined();
      }),
      { numRuns, seed },
    );
  });
});
