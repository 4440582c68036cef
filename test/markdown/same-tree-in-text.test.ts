// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockParser, type BlockParserOptions } from '../../src/markdown/document/block-parser.ts';
import { cjkFriendly } from '../../src/markdown/syntax/cjk.ts';
import { extensionsOf, marksOf } from '../../src/markdown/syntax/markdown-plugin.ts';
import { citations } from '../../src/markdown/constructs/citations.tsx';
import { footnotes } from '../../src/markdown/constructs/footnotes.tsx';
import { math } from '../../src/math/math.tsx';
import { texts } from './generated-texts.ts';

// The same texts at every run; `FUZZ_SEED=7 npx vitest …` looks at others.
const seed = Number(process.env['FUZZ_SEED'] ?? 1);

const plugins = [cjkFriendly, footnotes, citations, math()];
const options: Record<string, BlockParserOptions> = {
  'without plugins': {},
  'with plugins': { extensions: extensionsOf(plugins), inlineMarks: marksOf(plugins) },
};

function tokensOf(parser: BlockParser): string {
  return JSON.stringify(parser.pages.flatMap(({ blocks }) => blocks.map(({ token }) => token)));
}

/** Pushes a text in pieces and returns the first front of it that is parsed otherwise at once. */
function findDifference(text: string, sizes: readonly number[], own: BlockParserOptions) {
  const parser = new BlockParser(own);
  for (let at = 0, index = 0; at < text.length; index++) {
    const end = at + (sizes[index % sizes.length] ?? 1);
    parser.push(text.slice(at, end));
    at = end;
    if (at < text.length && index % 5 > 0) continue;
    const whole = new BlockParser(own);
    whole.push(text.slice(0, at));
    if (tokensOf(parser) !== tokensOf(whole)) return text.slice(0, at);
  }
  return undefined;
}

describe.each(Object.keys(options))('a text in pieces is parsed as at once, %s', (name) => {
  it('in scripts of all kinds, with marks, addresses and line ends anywhere', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(texts, sizes, (text, pieces) => {
        expect(findDifference(text, pieces, options[name] ?? {})).toBeUndefined();
      }),
      { numRuns: 150, seed },
    );
  });
});
