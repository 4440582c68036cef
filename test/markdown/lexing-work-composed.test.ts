// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { BlockParser } from '../../src/markdown/document/block-parser.ts';

/** What the lines of a container begin with, its first one and the others. */
const containers: Record<string, readonly [first: string, rest: string]> = {
  'a quote': ['> ', '> '],
  'a quote with tabs': ['>\t', '>\t'],
  'an item': ['- ', '  '],
  'an item with tabs': ['-\t', '\t'],
  'an item with a tab and blanks': ['*\t', '    '],
  'a numbered item': ['1. ', '   '],
  'a wide item': ['-   ', '    '],
  'an item that is indented by tabs': ['+ ', '\t'],
};

/** What a leaf begins with, and what it goes on with for ever. */
const leaves: readonly (readonly [head: string, part: string])[] = [
  ['', 'words go on, **bold** or `code` '],
  ['', 'a line of words that [goes](/on)\n'],
  ['```js\n', 'const answer = 42;\n'],
  ['| a | b |\n|---|---|\n', '| one | **two** |\n'],
  ['', '这是**重点**内容的一段，'],
  ['', 'a paragraph\n\n'],
  ['# ', 'words of it '],
];

function around(name: string, text: string): string {
  const [first, rest] = containers[name] ?? ['', ''];
  return text.replace(/^/gm, rest).replace(rest, first);
}

function workFor(text: string): number {
  const parser = new BlockParser();
  for (let at = 0; at < text.length; at += 32) parser.push(text.slice(at, at + 32));
  return parser.lexedCharacters / text.length;
}

describe('the characters lexed per appended character do not grow', () => {
  const names = Object.keys(containers);
  const pairs = names.flatMap((outer, at) =>
    names.map(
      (inner, index) => [outer, inner, (at * names.length + index) % leaves.length] as const,
    ),
  );

  it.each(pairs)('in %s that holds %s (leaf %i)', (outer, inner, leaf) => {
    const [head, part] = leaves[leaf] ?? ['', ''];
    const grow = (size: number) =>
      around(outer, around(inner, head + part.repeat(size / part.length)));
    const work = workFor(grow(2048));
    expect(work).toBeLessThan(16);
    expect(workFor(grow(8192))).toBeLessThan(1.3 * work + 0.3);
  });
});
