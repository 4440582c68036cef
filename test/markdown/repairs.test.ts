// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { BlockParser, parseBlocks } from '../../src/markdown/document/block-parser.ts';
import { completeToken } from '../../src/markdown/complete/complete-token.ts';
import { held, literal, repairs } from './repairs.ts';
import { glyphsOf } from './visible-text.ts';
import type { Glyph } from './visible-text.ts';

function shownOf(text: string): string[] {
  const parser = new BlockParser();
  parser.push(text);
  const blocks = parser.pages.flatMap((page) => page.blocks);
  return blocks.flatMap((block) => glyphsOf(completeToken(block))).map(print);
}

function wholeOf(text: string): string[] {
  const blocks = parseBlocks(text).pages.flatMap((page) => page.blocks);
  return blocks.flatMap((block) => glyphsOf(block.token)).map(print);
}

/** Letters and digits, without the kinds of element. */
function wordsOf(text: string): string {
  return text.replace(/>\w+/g, '').replace(/[^\p{L}\p{N}]/gu, '');
}

function print({ char, kind }: Glyph): string {
  return `${kind}:${char}`;
}

/**
 * What waits longer than for its mark: an autolink for its end, brackets for what follows them, a first
 * word in brackets, because that is how a link definition begins, and a word behind `_` for its own end.
 */
const waiting = /<https:[^>\n]*$|\[[^\]\n]{0,24}(?:\]\(?)?$|(?:^|\n)[> ]*\[text\]\[.*$|_[a-z]+$/;

/** Where the two differ, for a person. */
function difference(shown: readonly string[], whole: readonly string[], cut: string): string {
  const at = shown.findIndex((glyph, index) => glyph !== whole[index]);
  return at < 0 ? '' : `${JSON.stringify(cut)} shows ${shown[at]} for ${whole[at]}`;
}

describe('a text that stops half-way', () => {
  it('has every mark in every place', () => {
    expect(repairs.length).toBeGreaterThan(1900);
  });

  it('shows the text and the elements of the whole, up to where it stops', () => {
    const wrong = repairs
      .map(({ cut, whole }) => ({ cut, whole: `${whole}\n\n[label]: /url` }))
      .map(({ cut, whole }) => difference(shownOf(cut), wholeOf(whole), cut))
      .filter((sentence) => sentence !== '');
    expect(wrong).toEqual([]);
  });

  it('shows all that was written but what has no meaning yet', () => {
    const behind = repairs.filter(({ cut, whole }) => {
      const missing = wholeOf(`${whole}\n\n[label]: /url`).slice(shownOf(cut).length).join('');
      return wordsOf(missing).length > wordsOf(whole.slice(cut.length)).length;
    });
    const cuts = behind.map(({ cut }) => cut);
    expect(cuts.filter((cut) => !waiting.test(cut))).toEqual([]);
  });
});

describe('a text whose end means nothing yet', () => {
  it.each(held)('$cut shows as $whole', ({ cut, whole }) => {
    expect(shownOf(cut)).toEqual(wholeOf(whole));
  });
});

describe('a text that only looks half-open', () => {
  it.each(literal)('shows %j as it stands', (text) => {
    expect(shownOf(text)).toEqual(wholeOf(text));
  });
});
