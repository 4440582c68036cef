// @vitest-environment node
import Prism from 'prismjs/components/prism-core.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { CodeLines, freshLength, promptLength } from '../../src/highlight/code-lines.ts';
import { type HighlightLine, plainLines } from '../../src/highlight/highlighter.ts';
import { coloredLineLength } from '../../src/highlight/long-lines.ts';
import { type CodePage, pageLines } from '../../src/highlight/plain-lines.ts';
import { prismHighlighter } from '../../src/highlight/prism-highlighter.ts';
import { codeSamples } from './code-samples.ts';

const fresh = (code: string, language: string) => prismHighlighter.tokenize(code, language);
const linesOf = (language: string) =>
  new CodeLines({
    tokenize: (code) => fresh(code, language),
    tokenizeOpen: (code) => prismHighlighter.tokenizeOpen?.(code, language) ?? [],
  });
const textOf = (pages: readonly CodePage[]) =>
  pages
    .flat()
    .map((line) => line.map((span) => span.text).join(''))
    .join('\n');

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

/** Feeds a text in pieces of one size and leaves it open. */
function grow(language: string, code: string, step: number) {
  const lines = linesOf(language);
  for (let end = 1; end < code.length; end += step) lines.update(code.slice(0, end), true);
  return { lines, shown: lines.update(code, true).flat() };
}

// What Prism itself is given, tries and completions included.
let prismCharacters = 0;
Prism.hooks.add('before-tokenize', ({ code = '' }) => {
  prismCharacters += code.length;
});

function workPerAppend(language: string, code: string, step: number): number[] {
  const lines = linesOf(language);
  const work: number[] = [];
  for (let end = step; end < code.length; end += step) {
    const before = prismCharacters;
    lines.update(code.slice(0, end), true);
    work.push(prismCharacters - before);
  }
  return work;
}

const wrongLines = (shown: readonly HighlightLine[], final: readonly HighlightLine[]) =>
  final.filter((line, index) => JSON.stringify(line) !== JSON.stringify(shown[index]));

beforeAll(async () => {
  for (const [language] of codeSamples) await prismHighlighter.load(language);
});

describe('CodeLines', () => {
  it('is tried with twenty languages and more', () => {
    expect(new Set(codeSamples.map(([language]) => language)).size).toBeGreaterThan(20);
    expect(codeSamples.filter(([, code]) => code.length < 500)).toEqual([]);
  });

  it.each(codeSamples)('ends a stream of %s as a fresh colouring does', (language, code) => {
    const start = code.slice(0, 2500);
    expect(stream(linesOf(language), start, 7).flat()).toEqual(fresh(start, language));
    for (const [longest, seed] of [
      [90, 2],
      [400, 3],
    ] as const) {
      const pages = stream(linesOf(language), code, longest, seed);
      expect(pages.flat()).toEqual(fresh(code, language));
    }
  });

  it.each(codeSamples)('shows open %s nearly as it will be', (language, code) => {
    const { shown } = grow(language, code, 40);
    const final = fresh(code, language);
    // A template is another language before its next `<?` arrives.
    const tolerance = language === 'php' ? 0.05 : 0.02;
    expect(wrongLines(shown, final).length / final.length).toBeLessThanOrEqual(tolerance);
  });

  // Stated: on average 2,000 characters for each append, at most 20,000, whatever the code's size.
  it.each(codeSamples)(
    'colours a bounded number of characters of %s per append',
    (language, code) => {
      for (const [length, step] of [
        [6000, 4],
        [60_000, 128],
      ] as const) {
        const text = code.repeat(Math.ceil(length / code.length)).slice(0, length);
        const work = workPerAppend(language, text, step);
        expect(work.reduce((sum, one) => sum + one, 0) / work.length).toBeLessThan(2000);
        expect(Math.max(...work)).toBeLessThan(20_000);
      }
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
    expect(lines.update(code, true).flat()).toEqual(fresh(code, 'javascript'));
  });

  it('is pure for one text: a second update does no work', () => {
    const lines = linesOf('css');
    lines.update('a { color: red', true);
    const work = lines.tokenizedCharacters;
    lines.update('a { color: red', true);
    expect(lines.tokenizedCharacters).toBe(work);
  });

  it('shows a word and what follows a quote plain until it is known what they are', () => {
    const lines = linesOf('js');
    const last = (code: string) => lines.update(code, true).flat().at(-1);
    expect(last('cons')).toEqual([{ text: 'cons' }]);
    expect(last('const')).toEqual([{ text: 'const' }]);
    expect(last('const ')).toEqual([{ text: 'const ', kind: 'keyword' }]);
    expect(last('const a = "for if')).toEqual([
      { text: 'const', kind: 'keyword' },
      { text: ' a = "for if' },
    ]);
    expect(lines.update('const', false).flat()).toEqual([[{ text: 'const', kind: 'keyword' }]]);
  });
});

const filler = (line: string, count = 400) => `${line}\n`.repeat(count);

describe('code inside something that runs over many lines', () => {
  const cases = [
    ['a comment', 'js', '/*\n', filler('for (const a of "b") { return 1 }'), '*/\nlet a;\n'],
    [
      'a template string',
      'js',
      'x = `\n',
      filler('for (const a of "b") { return 1 }'),
      '`;\nlet a;',
    ],
    [
      'a docstring',
      'python',
      'def f():\n    """\n',
      filler('    for a in "b": return 1'),
      '    """\n',
    ],
    ['a heredoc', 'bash', 'cat <<EOF\n', filler('for a in b; do echo "$HOME" # c'), 'EOF\nls\n'],
    ['a comment of markup', 'html', '<!--\n', filler('<b class="c">text</b>'), '-->\n<p>x</p>\n'],
    ['a script', 'html', '<script>\n', filler('const a = "b"; // c'), '</script>\n<p>x</p>\n'],
    ['a style', 'html', '<style>\n', filler('a { color: red; } /* c */'), '</style>\n<p>x</p>\n'],
    [
      'a template string of a script',
      'html',
      '<script>\nconst a = 1;\nconst b = `\n',
      filler('<b class="c">if (text) return</b>'),
      '`;\n</script>\n<p>x</p>\n',
    ],
    ['code in markdown', 'markdown', '# A\n\n```js\n', filler('# **b** `c` _d_'), '```\n\n# B\n'],
    ['a nested comment', 'haskell', '{-\n', filler('f x = case x of "a" -> 1'), '-}\ng = 1\n'],
  ] as const;

  it.each(cases)(
    'shows %s (%s) as what it is at once',
    (_name, language, opening, body, closing) => {
      const code = opening + body + closing;
      const final = fresh(code, language);
      const { shown, lines } = grow(language, opening + body, 60);
      const work = workPerAppend(language, opening + body, 60);
      const inside = opening.split('\n').length - 1;
      // The lines inside, without those at the end that are still being written.
      const bodyLines = body.split('\n').length - 2;
      const wrong = wrongLines(
        shown.slice(0, inside + bodyLines),
        final.slice(0, inside + bodyLines),
      );
      expect(wrong).toHaveLength(0);
      expect(Math.max(...work)).toBeLessThan(20_000);
      lines.update(code, true);
      expect(lines.update(code, false).flat()).toEqual(final);
    },
  );
});

describe('long code', () => {
  const line = 'const answer = compute(42, "text"); // a note\n';
  const codeOf = (length: number) => line.repeat(Math.ceil(length / line.length)).slice(0, length);

  it('is plain at first and coloured in idle moments, a slice at a time', () => {
    const code = codeOf(1_000_000);
    const lines = linesOf('js');
    const first = lines.update(code, false);
    expect(lines.tokenizedCharacters).toBe(0);
    expect(first.flat()).toEqual(plainLines(code));
    let pages = first;
    const slices: number[] = [];
    while (lines.isBehind) {
      const before = lines.tokenizedCharacters;
      pages = lines.advance();
      expect(textOf(pages).length).toBe(code.length);
      slices.push(lines.tokenizedCharacters - before);
    }
    expect(Math.max(...slices)).toBeLessThan(22_000);
    expect(slices.length).toBeGreaterThan(50);
    expect(pages.flat()).toEqual(fresh(code, 'js'));
  });

  it('up to a size is the same as a fresh colouring when it has closed', () => {
    const code = codeOf(freshLength - 10);
    const lines = linesOf('js');
    stream(lines, code, 3000);
    expect(lines.isBehind).toBe(true);
    const pages = lines.advance();
    expect(lines.isBehind).toBe(false);
    expect(pages.flat()).toEqual(fresh(code, 'js'));
  });

  it('that streams is coloured as it comes', () => {
    const lines = linesOf('js');
    let { tokenizedCharacters: before } = lines;
    for (let end = 0; end <= 300_000; end += 1000) {
      lines.update(codeOf(end), true);
      expect(lines.isBehind).toBe(false);
      expect(lines.tokenizedCharacters - before).toBeLessThan(5000);
      before = lines.tokenizedCharacters;
    }
  });

  it('that comes in one big piece waits, and what comes then waits behind it', () => {
    const lines = linesOf('js');
    const start = codeOf(promptLength - 100);
    lines.update(start, true);
    const code = codeOf(promptLength * 8);
    lines.update(code, true);
    const pages = lines.update(`${code}\nlet last`, true);
    expect(textOf(pages)).toBe(`${code}\nlet last`);
    expect(pages[0]?.[0]?.[0]).toEqual({ text: 'const', kind: 'keyword' });
    while (lines.isBehind) lines.advance();
    const final = lines.update(`${code}\nlet last`, false);
    expect(textOf(final)).toBe(`${code}\nlet last`);
  });

  it('in one line is coloured at its beginning, whatever its length', () => {
    const code = `const a = [${'{ "b": 1 }, '.repeat(17_000)}];`;
    const lines = linesOf('js');
    for (let end = 0; end <= code.length; end += 500) {
      lines.update(code.slice(0, end), true);
      while (lines.isBehind) lines.advance();
    }
    // Beyond the coloured part of the line nothing is coloured again.
    expect(lines.tokenizedCharacters).toBeLessThan(coloredLineLength * 12);
    lines.update(code, false);
    while (lines.isBehind) lines.advance();
    const pages = lines.update(code, false);
    expect(textOf(pages)).toBe(code);
    expect(pages[0]?.[0]?.[0]).toEqual({ text: 'const', kind: 'keyword' });
    expect(Math.max(...(pages[0]?.[0] ?? []).map((span) => span.text.length))).toBeLessThan(2100);
  });

  it('has full pages but for the last', () => {
    const pages = linesOf('js').update(codeOf(20_000), false);
    expect(new Set(pages.slice(0, -1).map((page) => page.length))).toEqual(new Set([pageLines]));
  });
});
