// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { BlockParser } from '../../src/markdown/document/block-parser.ts';
import { completeToken } from '../../src/markdown/complete/complete-token.ts';
import type { Token } from '../../src/markdown/syntax/marked.ts';
import { glyphsOf } from './visible-text.ts';
import type { Glyph } from './visible-text.ts';

function completed(text: string): Token[] {
  const parser = new BlockParser();
  parser.push(text);
  return parser.pages.flatMap((page) => page.blocks.map((block) => completeToken(block)));
}

/** What a text shows, as `kind:text` runs: `:plain >strong:bold`. */
function show(text: string): string {
  const shown = completed(text).flatMap((token) => glyphsOf(token));
  return shown.reduce((runs: string, glyph: Glyph, at) => {
    const isNew = at === 0 || shown[at - 1]?.kind !== glyph.kind;
    return `${runs}${isNew ? `${at === 0 ? '' : ' '}${glyph.kind}:` : ''}${glyph.char}`;
  }, '');
}

function find(text: string, type: string): Token | undefined {
  const [block] = completed(text) as { tokens?: Token[] }[];
  return block?.tokens?.find((token) => token.type === type);
}

describe('open marks act as if they were closed', () => {
  it.each([
    ['a **b', ':a >strong:b'],
    ['a **b*', ':a >strong:b'],
    ['a *b **c', ':a >em:b >em>strong:c'],
    ['***a', '>em>strong:a'],
    ['a ~~b', ':a >del:b'],
    ['so *frigging', ':so >em:frigging'],
    ['这是*重点', ':这是 >em:重点'],
    ['a ![b](http', ':a >image:b'],
    ['a `b', ':a >codespan:b'],
    ['a ``b ` c', ':a >codespan:b`c'],
    ['**a `b', '>strong:a >strong>codespan:b'],
    ['See [the docs](https://exa', ':See >link:thedocs'],
    [
      'See [the documentation of the **parser',
      ':See >link:thedocumentationofthe >link>strong:parser',
    ],
    ['See [the docs][re', ':See >link:thedocs'],
    ['# A *b', '>h1:A >h1>em:b'],
    ['> a **b', '>blockquote:a >blockquote>strong:b'],
    ['- a\n- **b', '>list:ab'.replace('b', ' >list>strong:b')],
    ['| a | b |', '>th:ab'],
    ['| a | **b', '>th:a >th>strong:b'],
    ['| a | b |\n|--', '>th:ab'],
    ['| a | b |\n|---|---|\n| 1 | `2', '>th:ab >td:1 >td>codespan:2'],
    ['```js\nlet a', '>code:leta'],
  ])('%j', (text, expected) => {
    expect(show(text)).toBe(expected);
  });
});

describe('what means nothing yet is held back', () => {
  it.each([
    ['-', ''],
    ['1', ''],
    ['12.', ''],
    ['#', ''],
    ['>', ''],
    ['**', ''],
    ['---', ''],
    ['`', ''],
    ['```js', ''],
    ['|', ''],
    ['a\n=', ':a'],
    ['a\n--', ':a'],
    ['a\n1.', ':a'],
    ['- a\n-', '>list:a'],
    ['- [', ''],
    ['- [x]', ''],
    ['```\na\n``', '>code:a'],
    ['a \\', ':a'],
    ['a &am', ':a'],
    ['a <b', ':a'],
    ['a <https://exa', ':a'],
    ['a <!-- b', ':a'],
    ['<div cla', ''],
    ['<div>a</di', ':a'],
    ['a htt', ':a'],
    ['Hello!', ':Hello'],
    ['a [1', ':a'],
    ['a ![', ':a'],
    ['See [the docs', ':See'],
    ['See [the docs](file', ':See'],
    ['5*3', ':5'],
    ['un*frig', ':un'],
    ['a _private', ':a'],
    ['a \ud83d', ':a'],
    ['a 👩', ':a'],
    ['a 👩‍', ':a'],
    ['[ref]: http', ''],
  ])('%j', (text, expected) => {
    expect(show(text)).toBe(expected);
  });
});

describe('what is probably text is shown as text', () => {
  it.each([
    ['2 * 3', ':2*3'],
    ['5*3 is', ':5*3is'],
    ['un*frigging good', ':un*frigginggood'],
    ['int *p is', ':int*pis'],
    ['a _private. b', ':a_private.b'],
    ['all of src/**/*.ts and *.md in', ':allofsrc/**/*.tsand*.mdin'],
    ['COUNT(*) is', ':COUNT(*)is'],
    ['Dear [Your Name],', ':Dear[YourName],'],
    ['a list ["x", "y', ':alist["x","y'],
    ['snake_case_na', ':snake_case_na'],
    ['about ~5', ':about~5'],
    ['array[0', ':array[0'],
    ['a < b', ':a<b'],
    ['AT&T is', ':AT&Tis'],
    ['a [1] b', ':a[1]b'],
    ['Hello! ', ':Hello!'],
    ['a 👩 b', ':a👩b'],
  ])('%j', (text, expected) => {
    expect(show(text)).toBe(expected);
  });
});

describe('pending links and images', () => {
  it('have no destination until it is whole', () => {
    expect(find('See [a](javascript:al', 'link')).toMatchObject({ href: '', isPending: true });
    expect(find('See [a](/b)', 'link')).toMatchObject({ href: '/b' });
    expect(find('See ![a](/b', 'image')).toMatchObject({ href: '', isPending: true });
    expect(find('See ![a](/b)', 'image')).toMatchObject({ href: '/b' });
  });

  it('have none while a bare URL can still grow', () => {
    expect(find('See https://example.co', 'link')).toMatchObject({ href: '', isPending: true });
    expect(find('See https://example.com now', 'link')).toMatchObject({
      href: 'https://example.com',
    });
  });
});

describe('the parser', () => {
  it('keeps its token as it is', () => {
    const parser = new BlockParser();
    parser.push('- a\n- **b');
    const before = JSON.stringify(parser.open[0]?.token);
    for (const block of parser.open) completeToken(block);
    expect(JSON.stringify(parser.open[0]?.token)).toBe(before);
  });

  it('lexes the open leaf at most once more for its display', () => {
    const parser = new BlockParser();
    parser.push('word **and** [more](/x) '.repeat(50) + '**open `code');
    const before = parser.lexedCharacters;
    const [block] = parser.open;
    if (block) completeToken(block);
    expect(parser.lexedCharacters - before).toBeLessThanOrEqual(block?.raw.length ?? 0);
  });

  it('lexes only the end of a long open paragraph for its display', () => {
    const parser = new BlockParser();
    const text = 'word **and** [more](/x) with `code` and *so* on, '.repeat(600);
    const worst = Math.max(
      ...(text.match(/[^]{1,60}/g) ?? []).map((piece) => {
        parser.push(piece);
        const before = parser.lexedCharacters;
        for (const block of parser.open) completeToken(block);
        return parser.lexedCharacters - before;
      }),
    );
    expect(worst).toBeLessThan(1000);
  });
});
