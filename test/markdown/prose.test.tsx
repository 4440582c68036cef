import { act, render, waitFor } from '@testing-library/react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { StreamingMarkdown as ProseMarkdown } from '../../src/markdown/prose-markdown.tsx';
import { StreamingMarkdown } from '../../src/markdown/streaming-markdown.tsx';
import { answers, gfmExamples } from './corpora.ts';
import { semanticHtml } from './semantic-html.ts';

const texts = [
  ...answers,
  ...gfmExamples.slice(0, 20),
  '| a | b |\n|--:|---|\n| 1 | `2` |\n\n> [!NOTE]\n> x\n\n- [x] y\n\n```js\nlet a;\n\n\n```\n\n    b\n\n```\n```',
  '<details>\n<summary>S</summary>\n\n*in*\n\n</details>\n\n![a](https://b.example/c.png) <kbd>k</kbd>',
].filter((text) => !text.includes('[^'));

function htmlOf(view: React.ReactElement): string {
  const page = document.createElement('div');
  page.innerHTML = renderToStaticMarkup(view);
  return semanticHtml(page);
}

describe('StreamingMarkdown for prose', () => {
  it('means what the whole one means, also half-written', () => {
    for (const text of texts) {
      const half = text.slice(0, Math.floor(text.length / 2));
      expect(htmlOf(<ProseMarkdown>{text}</ProseMarkdown>)).toBe(
        htmlOf(<StreamingMarkdown>{text}</StreamingMarkdown>),
      );
      expect(htmlOf(<ProseMarkdown streaming>{half}</ProseMarkdown>)).toBe(
        htmlOf(<StreamingMarkdown streaming>{half}</StreamingMarkdown>),
      );
    }
  });

  it('shows footnotes and citations as they are written', () => {
    const { container } = render(<ProseMarkdown>{'a[^1] [1]\n\n[^1]: A note.'}</ProseMarkdown>);
    expect(container).toHaveTextContent('a[^1] [1][^1]: A note.');
    expect(container.querySelector('sup, section')).toBeNull();
  });

  it('has a bare pre and a bare table, whose text nodes grow in place', async () => {
    const code = '```js\nlet a;';
    const { container, rerender } = render(<ProseMarkdown streaming>{code}</ProseMarkdown>);
    const text = container.querySelector('pre > code.language-js')?.firstChild;
    expect(text?.nodeValue).toBe('let a;\n');
    const whole = `${code}\nlet b;\n\`\`\`\n\n| a |\n|---|\n| 1 |\n`;
    rerender(<ProseMarkdown>{whole}</ProseMarkdown>);
    await act(async () => undefined);
    expect(container.querySelector('code')?.firstChild).toBe(text);
    expect(text?.nodeValue).toBe('let a;\nlet b;\n');
    expect(
      container.querySelector('button, .rv-code-block, .rv-table-tools, .rv-token'),
    ).toBeNull();
  });

  it('keeps the policies of the whole one', async () => {
    const asking = '[a](https://a.example) ![b](https://b.example/c.png) [x](javascript:alert(1))';
    const { container, getAllByRole } = render(
      <ProseMarkdown linkPolicy="ask">{asking}</ProseMarkdown>,
    );
    await waitFor(() => expect(getAllByRole('button')).toHaveLength(2));
    expect(container.querySelector('img, [href]')).toBeNull();
  });
});
