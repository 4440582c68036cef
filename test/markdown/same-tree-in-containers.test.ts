// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { BlockParser } from '../../src/markdown/document/block-parser.ts';

/** Pieces that random documents of containers with tabs and lazy lines were shrunk to. */
const found: readonly (readonly string[])[] = [
  ['z\n<a>\n|-\n', "'"],
  ['www.b\n:-\n<a >\n-', ' '],
  ['-\n  -\n\n                >\n\n ', ' c'],
  [`-\t|\n    - x\n\n        s ! ${'words of it '.repeat(9)}`, '\nl'],
  ['>- <d><a >\n>\n>   >\n', 'e'],
  ['- 1.\n\n    \t\t    f\n\n  ', 'r'],
  [`-\t1.\n\t    te ${'words of it '.repeat(9)}\n`, 'o'],
  [`- -\n      ord ${'words of it '.repeat(9)}`, '\nt'],
  ['- ]\n  <y>\nd\n5', '\n  -'],
  ['>- http://a\n>\n>\t>', '<a >o\n '],
  ['>>\n>>:\n"\n>>\n>s\n>', 'n'],
  ['>-     t\n      >\n  >   ', 'o'],
  ['- >*\n  :\nf', '\t'],
  ['>>"\n\t>\n>-', 'n'],
  ['>- ```\n  o\n  >   >\no', ' '],
  ['* >- t\nf\n\t>\n\to\n\t>', ' '],
  ['* >>- s\n|\n\t>```\n\t', '中'],
  ['1.\t-\n\n\t     1\n', '\t<div'],
  [
    '>>word `code` word text text it on text text text word on **bold** **bold** words\n>>',
    '\n\t>',
  ],
  [`-\t1.\t1.\tn ${'words of it '.repeat(12)}\n=\n`, 'l'],
  [`-\t>\t<!--${' words of it'.repeat(12)}\n`, 'n'],
  [`* \`\`\`\n\t  <!goes${' words of it'.repeat(12)}`, '\n|'],
  [`-\n   - word\n        text${' words of it'.repeat(12)}`, '\nd'],
  ['-    \u00a0\n\u00a0\n  ', '中'],
  [`1. ${'``````    '.repeat(10)}`, '\n`'],
  [`# ${'# '.repeat(49)}#`, ' '],
  [`\ue000|b\n-|-\n<b>${' words of it'.repeat(9)}`, '*'],
  [`${'words of it '.repeat(9)}and more  \nof`, '|b\n-|-'],
  [`__@x.yz ${'words of it '.repeat(12)}`, '!_$'],
  [`___:(${'words of it '.repeat(12)}](<b>__](<b>`, `${'__>__]'.repeat(9)}__`],
];

describe('a container in pieces is parsed as at once', () => {
  it.each(found.map((pieces) => [pieces]))('for %j', (pieces) => {
    const parser = new BlockParser();
    for (const piece of pieces) parser.push(piece);
    expect(tokensOf(parser)).toBe(tokensOf(parseWhole(pieces.join(''))));
  });
});

function parseWhole(text: string): BlockParser {
  const parser = new BlockParser();
  parser.push(text);
  return parser;
}

function tokensOf({ pages }: BlockParser): string {
  return JSON.stringify(pages.flatMap(({ blocks }) => blocks.map(({ token }) => token)));
}
