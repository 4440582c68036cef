import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { hasRtlText } from '../../src/markdown/syntax/direction.ts';
import { StreamingMarkdown } from '../../src/markdown/streaming-markdown.tsx';

function directions(text: string, streaming = false): (string | null)[] {
  const { container } = render(<StreamingMarkdown streaming={streaming}>{text}</StreamingMarkdown>);
  const blocks = [...(container.querySelector('.rv-markdown')?.children ?? [])];
  return blocks
    .filter((block) => !block.hasAttribute('data-chrome'))
    .map((block) => block.getAttribute('dir'));
}

describe('the direction of blocks', () => {
  it('is not said in a message that runs from left to right', () => {
    expect(directions('# Title\n\nText 中文 “quoted” – 12\n\n- item\n\n> quote\n\n---')).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('is found by content beside right-to-left text, in the outermost elements', () => {
    const text =
      '# שלום\n\nText\n\n- عنصر\n  - inner\n\n> اقتباس\n\n| א |\n|---|\n| b |\n\n```\nקוד\n```';
    expect(directions(text)).toEqual(['auto', 'auto', 'auto', 'auto', 'auto', 'ltr']);
    expect(directions('مرحبا', true)).toEqual(['auto']);
  });

  it('is that of the page for no message', () => {
    const { container } = render(<StreamingMarkdown>Text</StreamingMarkdown>);
    expect(container.querySelector('.rv-markdown')?.getAttribute('dir')).toBe('ltr');
  });

  it.each(['שלום', 'سلام', 'ܫܠܡܐ', 'ߒߞߏ', '\u{1e900}'])('knows %s', (text) => {
    expect(hasRtlText(`a ${text}`)).toBe(true);
  });

  it.each(['plain', '中文', 'emoji 😀 🇩🇪', 'Ελληνικά', 'हिन्दी'])(
    'does not take %s for it',
    (text) => {
      expect(hasRtlText(text)).toBe(false);
    },
  );
});
