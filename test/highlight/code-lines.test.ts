// @vitest-environment node
import { beforeAll, describe, expect, it } from 'vitest';
import { CodeLines, type CodePage } from '../../src/highlight/code-lines.ts';
import { prismHighlighter } from '../../src/highlight/prism-highlighter.ts';
import { codeSamples } from './code-samples.ts';

const linesOf = (language: string) =>
  new CodeLines({
    tokenize: (code) => prismHighlighter.tokenize(code, language),
    tokenizeOpen: (code) => prismHighlighter.tokenizeOpen?.(code, language) ?? [],
  });

/** Feeds a text in pieces of pseudo-random size and closes it at the end. */
function stream(lines: CodeLines, code: string, longest: number, seed = 1): readonly CodePage[] {
  let random = seed;
  for (let end = 1; end < code.length;) {
    lines.update(code.slice(0, end), true);
    random = (random * 48_271) % 2_147_483_647;
    end += 1 + (random % longest);
  }
  lines.update(code, true);
  return lines.update(code, false);
}

beforeAll(async () => {
  for (const [language] of codeSamples) await prismHighlighter.load(language);
});

describe('CodeLines', () => {
  it.each(codeSamples)('ends a stream of %s as a fresh colouring does', (language, code) => {
    for (const [longest, seed] of [
      [7, 1],
      [90, 2],
      [400, 3],
    ] as const) {
      const pages = stream(linesOf(language), code, longest, seed);
      expect(pages.flat()).toEqual(prismHighlighter.tokenize(code, language));
    }
  });

  it.each(codeSamples)('shows open %s nearly as it will be', (language, code) => {
    const lines = linesOf(language);
    stream(lines, code, 40);
    const open = linesOf(language);
    for (let end = 1; end < code.length; end += 40) open.update(code.slice(0, end), true);
    const shown = open.update(code, true).flat();
    const final = prismHighlighter.tokenize(code, language);
    const wrong = final.filter(
      (line, index) => JSON.stringify(line) !== JSON.stringify(shown[index]),
    );
    expect(wrong.length / final.length).toBeLessThanOrEqual(0.02);
  });

  it.each(codeSamples)(
    'colours each character of %s a bounded number of times',
    (language, code) => {
      const work = (text: string) => {
        const lines = linesOf(language);
        for (let end = 0; end < text.length; end += 128) lines.update(text.slice(0, end), true);
        return lines.tokenizedCharacters / text.length;
      };
      expect(work(code.repeat(Math.ceil(60_000 / code.length)))).toBeLessThan(40);
    },
  );

  it('keeps the identity of lines and full pages that do not change', () => {
    const code = Array.from({ length: 200 }, (_, index) => `let a${index} = ${index};`).join('\n');
    const lines = linesOf('javascript');
    const before = lines.update(code.slice(0, 3000), true);
    const after = lines.update(code, true);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).toBe(before[1]);
    expect(lines.update(code, true)).toBe(after);
    const closed = lines.update(code, false);
    expect(closed.map((page, index) => page === after[index])).not.toContain(false);
  });

  it('colours a text anew that does not continue the last one', () => {
    const lines = linesOf('javascript');
    lines.update('let a = 1;\n'.repeat(100), true);
    const code = '/* now\na comment */ x()';
    expect(lines.update(code, true).flat()).toEqual(prismHighlighter.tokenize(code, 'javascript'));
  });

  it('is pure for one text: a second update does no work', () => {
    const lines = linesOf('css');
    lines.update('a { color: red', true);
    const work = lines.tokenizedCharacters;
    lines.update('a { color: red', true);
    expect(lines.tokenizedCharacters).toBe(work);
  });
});
