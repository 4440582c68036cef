// @vitest-environment node
import { expect, it } from 'vitest';
import { parseBlocks } from '../../src/markdown/document/block-parser.ts';
import { lazyOpenBlock, loadOpenBlock } from '../../src/markdown/resume/lazy-open-block.ts';
import { MarkdownDocument } from '../../src/markdown/document/markdown-document.ts';

const text = '- an item with *emphasis* and `code`\n'.repeat(400);
const step = 16;

/** Streams the text from one place to another and returns the characters lexed per appended one. */
function stream(document: MarkdownDocument, from: number, to: number): number {
  const before = document.lexedCharacters;
  for (let end = from + step; end <= to; end += step) document.update(text.slice(0, end), true);
  return (document.lexedCharacters - before) / (to - from);
}

it('parses the same with and without the machine for long blocks, and little with it', async () => {
  const document = new MarkdownDocument();
  expect(lazyOpenBlock(100)).toBeUndefined();
  expect(stream(document, 0, 4096)).toBeGreaterThan(100);
  await loadOpenBlock();
  expect(stream(document, 4096, 4096 + step)).toBeLessThan(1000);
  expect(stream(document, 4096 + step, 8192)).toBeLessThan(20);
  const tokens = document.update(text, false).pages.flatMap(({ blocks }) => blocks);
  const whole = parseBlocks(text).pages.flatMap(({ blocks }) => blocks);
  expect(JSON.stringify(tokens)).toBe(JSON.stringify(whole));
});

it('lexes a short block as a whole, which takes less time than to go on with it', async () => {
  await loadOpenBlock();
  expect(lazyOpenBlock(1000)).toBeUndefined();
  expect(lazyOpenBlock(2000)).toBeDefined();
});
