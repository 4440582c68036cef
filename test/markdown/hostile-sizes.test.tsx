import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { BlockParser } from '../../src/markdown/document/block-parser.ts';
import { completeToken } from '../../src/markdown/complete/complete-token.ts';
import type { Token } from '../../src/markdown/syntax/marked.ts';
import { StreamingMarkdown } from '../../src/markdown/streaming-markdown.tsx';
import { smallerSizes } from './hostile-sizes.ts';

/** Blocks in blocks, or inline elements in inline elements, that are lexed; deeper ones are text. */
const nestingCap = 50;

/** How often 40 pieces may lex each character of a text that stays one open leaf: four times a piece, half of it on average. */
const stepsLexed = 4 * 21;

function textOf(markdown: string): string {
  return renderToStaticMarkup(<StreamingMarkdown>{markdown}</StreamingMarkdown>)
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&#x27;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function parse(text: string, pieces: number, look: (parser: BlockParser) => void): BlockParser {
  const parser = new BlockParser();
  for (let piece = 0; piece < pieces; piece += 1) {
    const [from, to] = [piece, piece + 1].map((at) => Math.floor((text.length * at) / pieces));
    parser.push(text.slice(from, to));
    look(parser);
  }
  parser.flush();
  return parser;
}

function treeOf(text: string, pieces: number): Token[] {
  const { pages } = parse(text, pieces, () => undefined);
  return pages.flatMap(({ blocks }) => blocks.map(({ token }) => structuredClone(token)));
}

function complete(parser: BlockParser): void {
  for (const { blocks } of parser.pages.slice(-1)) for (const block of blocks) completeToken(block);
}

function lexed(text: string, pieces: number): number {
  return parse(text, pieces, complete).lexedCharacters;
}

function depthOf(tokens: readonly Token[]): number {
  let depth = 0;
  for (const token of tokens) {
    const children = [
      token.type === 'list' ? token['items'] : undefined,
      'tokens' in token ? token.tokens : undefined,
    ];
    for (const child of children)
      if (Array.isArray(child)) depth = Math.max(depth, depthOf(child as Token[]));
  }
  return tokens.length === 0 ? 0 : depth + 1;
}

function shownTypes(text: string): string[] {
  const parser = new BlockParser();
  parser.push(text);
  const [block] = parser.open;
  const { tokens = [] } = (block && completeToken(block)) as { tokens?: Token[] };
  return tokens.map(({ type }) => type);
}

describe('a text of hostile size', () => {
  it('is one of more than forty', () => {
    expect(smallerSizes.length).toBeGreaterThan(41);
  });

  it.each(smallerSizes)('is shown whole: $name', ({ text, shows }) => {
    expect(textOf(text)).toContain(shows);
  });

  it.each(smallerSizes)('has the tree of the whole after 40 pieces: $name', ({ text }) => {
    const beginning = text.slice(0, 12_000);
    expect(treeOf(beginning, 40)).toEqual(treeOf(beginning, 1));
  });

  it.each(smallerSizes)('is lexed a bounded number of times: $name', ({ text }) => {
    expect(lexed(text, 1)).toBeLessThanOrEqual(3 * text.length + 10);
    const beginning = text.slice(0, 3_000);
    expect(lexed(beginning, 40)).toBeLessThanOrEqual(stepsLexed * beginning.length + 1000);
  });
});

describe('a null character', () => {
  it('shows as a replacement character, as CommonMark has it', () => {
    expect(textOf('a\0b `c\0`')).toBe('a\u{fffd}b c\u{fffd}');
  });

  it('shows nothing behind a thousand of them, which browsers lay out for seconds', () => {
    const shown = textOf('a\0'.repeat(1500));
    expect(shown.split('\u{fffd}')).toHaveLength(1001);
    expect(shown.replaceAll('\u{fffd}', '')).toBe('a'.repeat(1500));
  });
});

describe('a backtick', () => {
  it('is text once its code span would be longer than any', () => {
    expect(shownTypes(`a \`${'b '.repeat(100)}`)).toContain('codespan');
    expect(shownTypes(`a \`${'b '.repeat(3000)}`)).not.toContain('codespan');
  });
});

describe('nesting', () => {
  const deep = 3000;
  const nests: readonly (readonly [string, string, string])[] = [
    ['quotes', `${'> '.repeat(deep)}end`, 'end'],
    ['quotes without spaces', `${'>'.repeat(deep)}end`, 'end'],
    ['lists in one line', `${'- '.repeat(deep)}end`, 'end'],
    [
      'lists in lines',
      Array.from({ length: 300 }, (_, at) => `${'  '.repeat(at)}- a${at}`).join('\n'),
      'a299',
    ],
    ['lists in quotes', `${'> - '.repeat(deep)}end`, 'end'],
    ['emphasis', `${'*a _b '.repeat(600)}end${' b_ a*'.repeat(600)}`, 'end'],
    ['strong', `${'**a __b '.repeat(400)}end${' b__ a**'.repeat(400)}`, 'end'],
    ['struck text', `${'~~a *b '.repeat(400)}end${' b* a~~'.repeat(400)}`, 'end'],
    ['images', `${'!['.repeat(deep)}end${'](x)'.repeat(deep)}`, 'end'],
    ['links', `${'['.repeat(deep)}end${'](x)'.repeat(deep)}`, 'end'],
    ['raw HTML', `${'<div>'.repeat(deep)}end`, 'end'],
    ['raw inline HTML', `x ${'<b>'.repeat(600)}end${'</b>'.repeat(600)}`, 'end'],
  ];

  it.each(nests)('of %s loses no text and overflows no stack', (_name, text, end) => {
    expect(textOf(text)).toContain(end);
    expect(lexed(text, 40)).toBeLessThanOrEqual(stepsLexed * text.length + 1000);
  });

  it.each(nests)('of %s is capped', (_name, text) => {
    const parser = new BlockParser();
    parser.push(text);
    parser.flush();
    const tokens = parser.pages.flatMap(({ blocks }) => blocks.map(({ token }) => token));
    // A list counts twice: itself and its item; and there is the text in the innermost.
    expect(depthOf(tokens)).toBeLessThanOrEqual(2 * (nestingCap + 1) + nestingCap + 3);
  });
});
