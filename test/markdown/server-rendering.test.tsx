import { act, render } from '@testing-library/react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import { loadRawHtml } from '../../src/markdown/elements/lazy-raw-html.ts';
import { StreamingMarkdown } from '../../src/markdown/streaming-markdown.tsx';

const message = [
  '# Hello *world*',
  'Text &copy; &NotEqualTilde; [link](https://a.example) ![cat](https://img.example/c.png)',
  'In <b>line</b> and <script>alert(1)</script>',
  '<details open>\n<summary>More</summary>\n<img src=x onerror=alert(1)>\n</details>',
  '- [x] task\n\n```js\nlet a = "<b>";\n```',
  '| a |\n|--:|\n| 1 |',
].join('\n\n');

describe('server rendering', () => {
  it('shows the text, and raw HTML only as text', () => {
    const html = renderToString(
      <StreamingMarkdown imagePolicy="allow">{message}</StreamingMarkdown>,
    );
    const page = document.createElement('div');
    page.innerHTML = html;
    expect(page).toHaveTextContent('Hello world');
    expect(page.querySelector('h1 > em')).toHaveTextContent('world');
    expect(page).toHaveTextContent('<summary>More</summary>');
    expect(page.querySelector('script, details, b, [onerror]')).toBeNull();
    expect(html).not.toContain('preload');
  });

  it.each([true, false])(
    'hydrates without a mismatch (streaming: %s), then sanitises',
    async (streaming) => {
      const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined);
      const view = <StreamingMarkdown streaming={streaming}>{message}</StreamingMarkdown>;
      const container = document.createElement('div');
      container.innerHTML = renderToString(view);
      const heading = container.querySelector('h1');
      await act(async () => render(view, { container, hydrate: true }));
      expect(complaints.mock.calls).toEqual([]);
      await act(loadRawHtml);
      expect(complaints.mock.calls).toEqual([]);
      complaints.mockRestore();
      expect(container.querySelector('h1')).toBe(heading);
      expect(container.querySelector('details > summary')).toHaveTextContent('More');
      expect(container.querySelector('b')).toHaveTextContent('line');
      expect(container).toHaveTextContent('≂̸');
      expect(container.querySelector('script, img, [onerror]')).toBeNull();
    },
  );

  it('shows what stands between raw tags, which hydration puts into their elements', async () => {
    const text =
      '<details open>\n<summary>More</summary>\n\n- *one*\n- two\n\n</details>\n\n> <div align="center">\n>\n> in\n>\n> </div>\n\nEnd <kbd>x</kbd> <!-- y -->';
    const view = <StreamingMarkdown>{text}</StreamingMarkdown>;
    const container = document.createElement('div');
    container.innerHTML = renderToString(view);
    expect(container).toHaveTextContent('one');
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const onRecoverableError = vi.fn<(error: unknown) => void>();
    const root = await act(() => hydrateRoot(container, view, { onRecoverableError }));
    expect(complaints.mock.calls).toEqual([]);
    expect(onRecoverableError).not.toHaveBeenCalled();
    await act(loadRawHtml);
    complaints.mockRestore();
    expect(container.querySelector('details > ul > li > em')).toHaveTextContent('one');
    expect(container.querySelector('blockquote > div[align="center"] > p')).toHaveTextContent('in');
    expect(container.querySelector('p > kbd')).toHaveTextContent('x');
    expect(container).not.toHaveTextContent('<');
    act(() => root.unmount());
  });
});
