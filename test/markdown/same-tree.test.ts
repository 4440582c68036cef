// @vitest-environment node
import * as fc from 'fast-check';
import { Marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { BlockParser } from '../../src/markdown/document/block-parser.ts';
import { answers, commonMarkExamples, gfmExamples, readmes } from './corpora.ts';
import { documents, snippets } from './generated-documents.ts';

const marked = new Marked();

// The same documents at every run; `FUZZ_SEED=7 npx vitest …` looks at others.
const seed = Number(process.env['FUZZ_SEED'] ?? 1);

/** Pushes the pieces and returns the first text after which the blocks are not marked's. */
function findDifference(pieces: readonly string[], isEachCompared = true): string | undefined {
  const parser = new BlockParser();
  let text = '';
  for (const [index, piece] of pieces.entries()) {
    parser.push(piece);
    text += piece;
    if (!isEachCompared && index < pieces.length - 1) continue;
    const expected = lexWhole(text);
    if (expected === undefined) continue;
    const tokens = parser.pages.flatMap((page) => page.blocks.map((block) => block.token));
    // As JSON: quicker than a deep comparison, and stricter, for it sees the order of keys.
    if (JSON.stringify(tokens) !== expected) return text;
  }
  return undefined;
}

/** marked throws at some lists in quotes in items; the parser does not. */
function lexWhole(text: string): string | undefined {
  try {
    return JSON.stringify(marked.lexer(text));
  } catch {
    return undefined;
  }
}

function cutAt(text: string, cuts: readonly number[]): string[] {
  const ends = [...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b);
  return ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end));
}

const cuts = fc.array(fc.nat(), { maxLength: 12 });

describe('the blocks equal those of marked for the whole text', () => {
  it('after every character of the CommonMark examples', () => {
    const different = commonMarkExamples.map((text) => findDifference(text.split('')));
    expect(different.filter((text) => text !== undefined)).toEqual([]);
  });

  it('for the CommonMark examples in two pieces, cut at every character', () => {
    const different = commonMarkExamples.flatMap((text) =>
      Array.from(text, (_, cut) => findDifference([text.slice(0, cut), text.slice(cut)], false)),
    );
    expect(different.filter((text) => text !== undefined)).toEqual([]);
  });

  it('after every character of the GFM examples', () => {
    const different = gfmExamples.map((text) => findDifference(text.split('')));
    expect(different.filter((text) => text !== undefined)).toEqual([]);
  });

  it.each(['\n', '\r\n', '\r'])(
    'after every character of answers with lines that end in %j',
    (end) => {
      for (const answer of answers) {
        expect(
          findDifference(answer.slice(0, 1500).replaceAll('\n', end).split('')),
        ).toBeUndefined();
      }
    },
  );

  it('for READMEs and answers in random pieces', () => {
    const text = fc.constantFrom(...readmes, ...answers);
    fc.assert(
      fc.property(text, cuts, (whole, at) => {
        expect(findDifference(cutAt(whole, at))).toBeUndefined();
      }),
      { numRuns: 60, seed },
    );
  });

  it('for generated documents of nested blocks in random pieces', () => {
    fc.assert(
      fc.property(documents, cuts, (text, at) => {
        expect(findDifference(cutAt(text, at))).toBeUndefined();
      }),
      { numRuns: 500, seed },
    );
  });

  it('for marks and lines in any order, after every piece and after every character', () => {
    fc.assert(
      fc.property(fc.array(snippets, { maxLength: 16 }), fc.boolean(), (pieces, isByCharacter) => {
        const text = isByCharacter ? pieces.join('').split('') : pieces;
        expect(findDifference(text)).toBeUndefined();
      }),
      { numRuns: 3000, seed },
    );
  });
});

describe('texts that once differed', () => {
  it.each([
    [
      'a lazy line below one that three items indent',
      `- - - a  \n      b ${'c '.repeat(60)}\nd ${'e '.repeat(60)}\n`,
    ],
    ['a table without pipes takes a list back', '| a | b |\n1. \n-<'],
    ['an item of blanks ends before a tag that becomes a word', '1. [foo]  \n</pre>'],
    ['an underline reaches over a list with a tab', 'lazy\n-\ttab\n  c\n- a\n'],
    ['a title runs over a blank line', '[foo]: /url "a\n\nb\n\nc"\n\n[foo]'],
    ['a label runs over a heading', '[foo\n# bar\n]: /url\n\nend'],
    ['a late definition closes an anchor', '[<a href="x">][bar]\n\nwww.a.b\n\n[bar]: /x\n'],
    ['two late definitions for one list', '- [a]\n- [b] **c**\n\nx\n\n[a]: /1\n[b]: /2\n'],
    ['an underline in an item becomes an item', '- [ ] | a |\n  |---|\n  | b |\n  | c |\n  - d'],
    ['a quote in a quote ends lazily', '- > > ---\n  > > # a\n  > > # b\n  | c |\n'],
    ['a fence in an item is followed by a lazy line', '- ```\n  a\n  \n  ```\n  # b\nc\n===\n'],
    ['text behind a list in an item is a paragraph', '- -\t```\n    a\n    b\n- c\n'],
    ['what is kept of an item makes its list loose', '- - ```\n    a\n    ---\n  \n  ``x'],
    ['an item with a tab is followed by one less indented', '- a\n-\t- b\n  - c\n    ---\n-'],
    [
      'a label is defined in what is kept and in what is not',
      '- > [a]: /1\n  > [a]: /2\n  - b\n- > [a]',
    ],
    [
      'raw text in a long line',
      '<code> more words that run on and on and on and on_  and on and on and on and on and on  and on_',
    ],
    [
      'a definition and an anchor in one open item',
      'a\n[foo]\n- b\n- <a href="u">\n\n  [foo]: /v\n',
    ],
  ])('%s', (_, text) => {
    expect(findDifference(text.split(''))).toBeUndefined();
    expect(findDifference(text.split(/(?<=\n)/))).toBeUndefined();
  });
});

// marked trims it from the ends of lists, where it then begins the next block.
it.each(['\u3000', '\u00A0', '\uFEFF', '\u2003', '\u2028', '\v', '\f'])(
  'equals marked’s tree with the white space %j where lines begin and end',
  (blank) => {
    const texts = [
      `- a${blank}\n- b${blank}\n`,
      `- ${blank}\n- a\n`,
      `1. a${blank}\n2. b${blank}\n`,
      `- a\n  b${blank}\n  c\n`,
      `- ${blank}a\n\n  ${blank}b\n`,
      `- a\n${blank}\n- b\n`,
      `- [ ] a${blank}\n- [x]${blank}b\n`,
      `> a${blank}\n> b${blank}\n`,
      `# a${blank}\n\nb`,
      `a${blank}\n${blank}b\n${blank}\nc`,
      `| a${blank} | b |\n|---|---|\n| c${blank} | d |\n`,
    ];
    for (const text of texts) expect(findDifference(text.split(''))).toBeUndefined();
  },
);
