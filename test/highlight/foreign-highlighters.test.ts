// @vitest-environment node
import { beforeAll, describe, expect, it } from 'vitest';
import { bindLines } from '../../src/highlight/bind-lines.ts';
import { highlightJsHighlighter } from '../../stories/highlight-js-highlighter.ts';
import { shikiHighlighter } from '../../stories/shiki-highlighter.ts';
import { codeSamples } from './code-samples.ts';

const languages = ['typescript', 'css', 'html', 'python', 'markdown', 'rust'];
const samples = codeSamples.filter(([language]) => languages.includes(language));

const highlighters = [
  ['Shiki', shikiHighlighter()],
  ['highlight.js', highlightJsHighlighter()],
] as const;

describe.each(highlighters)('%s behind the interface', (name, highlighter) => {
  beforeAll(async () => {
    for (const language of languages) await highlighter.load(language);
  });

  it('knows what it knows', async () => {
    expect(highlighter.isLoaded('typescript')).toBe(true);
    expect(highlighter.isLoaded('klingon')).toBe(false);
    expect(await highlighter.load('klingon')).toBe(false);
  });

  it('gives kinds to the kit’s own theme', () => {
    const [line = []] = highlighter.tokenize("const a = 'b <c>'; // & d", 'typescript');
    const kindOf = (text: string) => line.find((span) => span.text.includes(text))?.kind;
    expect(kindOf('const')).toBe('keyword');
    expect(kindOf('b <c>')).toBe('string');
    expect(kindOf('& d')).toBe('comment');
  });

  it.each(samples)('ends a stream of %s as a fresh colouring does', (language, sample) => {
    const code = sample.slice(0, 4000);
    for (const step of [17, 230]) {
      const lines = bindLines(highlighter, language);
      for (let end = 1; end < code.length; end += step) lines.update(code.slice(0, end), true);
      lines.update(code, true);
      const final = lines.update(code, false).flat();
      expect(final).toEqual(highlighter.tokenize(code, language));
      const text = final.map((line) => line.map((span) => span.text).join('')).join('\n');
      expect(text).toBe(code);
    }
  });

  // Shiki colours each whole line once and the last one as it grows; highlight.js a window.
  it.each(samples)(
    'colours a bounded number of characters of %s per append',
    (language, sample) => {
      const lines = bindLines(highlighter, language);
      for (let end = 0; end < sample.length; end += 64) lines.update(sample.slice(0, end), true);
      const perAppend = (lines.tokenizedCharacters / sample.length) * 64;
      expect(perAppend).toBeLessThan(name === 'Shiki' ? 400 : 1500);
    },
  );
});
