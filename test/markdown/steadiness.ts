import type { Block } from '../../src/markdown/syntax/block.ts';
import { BlockParser, parseBlocks } from '../../src/markdown/document/block-parser.ts';
import { completeToken } from '../../src/markdown/complete/complete-token.ts';
import { glyphsOf, textOf } from './visible-text.ts';
import type { Glyph } from './visible-text.ts';

/** How steadily a text shows while it grows. */
export interface Steadiness {
  readonly steps: number;
  /** Steps whose text is a prefix of the final text and that change no kind of element shown. */
  readonly steady: number;
  /** Characters of right text that the display is behind one without completion, summed over the steps. */
  readonly delay: number;
  /** The first prefixes that failed, for a person. */
  readonly failures: string[];
}

/** Streams `text` in pieces of `size` characters and judges what is shown after each. */
export function measureSteadiness(text: string, size = 1): Steadiness {
  const final = textOf(parseBlocks(text).pages.flatMap(({ blocks }) => blocks.flatMap(whole)));
  const parser = new BlockParser();
  const failures: string[] = [];
  let delay = 0;
  let steps = 0;
  let before: Glyph[] = [];
  for (let end = size; end < text.length + size; end += size) {
    parser.push(text.slice(end - size, end));
    const blocks = parser.pages.flatMap((page) => page.blocks);
    const shown = blocks.flatMap(completed);
    const isPrefix = final.startsWith(textOf(shown));
    const isKept = shown.every((glyph, at) => (before[at]?.kind ?? glyph.kind) === glyph.kind);
    if (!isPrefix || !isKept) failures.push(`${isPrefix ? 'kind' : 'text'} ${text.slice(0, end)}`);
    delay += Math.max(0, commonLength(textOf(blocks.flatMap(whole)), final) - shown.length);
    before = shown;
    steps++;
  }
  return { steps, steady: steps - failures.length, delay, failures };
}

/** Adds up the results of several texts. */
export function sumSteadiness(results: readonly Steadiness[]): { share: number; delay: number } {
  const steps = results.reduce((sum, result) => sum + result.steps, 0);
  const steady = results.reduce((sum, result) => sum + result.steady, 0);
  const delay = results.reduce((sum, result) => sum + result.delay, 0);
  return { share: steady / steps, delay: delay / steps };
}

const wholes = new WeakMap<Block, Glyph[]>();
const displays = new WeakMap<Block, Glyph[]>();

function whole(block: Block): Glyph[] {
  const known = wholes.get(block) ?? glyphsOf(block.token);
  wholes.set(block, known);
  return known;
}

function completed(block: Block): Glyph[] {
  const known = displays.get(block) ?? glyphsOf(completeToken(block));
  displays.set(block, known);
  return known;
}

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
