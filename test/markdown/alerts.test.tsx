import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { StreamingMarkdown } from '../../src/markdown/streaming-markdown.tsx';
import { semanticHtml } from './semantic-html.ts';

function html(text: string, streaming = false): string {
  const { container, unmount } = render(
    <StreamingMarkdown streaming={streaming}>{text}</StreamingMarkdown>,
  );
  const shown = semanticHtml(container);
  unmount();
  return shown;
}

describe('alerts', () => {
  it.each(['note', 'tip', 'important', 'warning', 'caution'])('are told by name: %s', (kind) => {
    const { container } = render(
      <StreamingMarkdown>{`> [!${kind.toUpperCase()}]\n> Mind.`}</StreamingMarkdown>,
    );
    const alert = container.querySelector('blockquote');
    expect(alert).toHaveAttribute('data-alert', kind);
    expect(alert).toHaveAttribute('role', 'note');
    expect(alert?.firstElementChild?.textContent?.toLowerCase()).toBe(kind);
  });

  it.each([
    ['of another kind', '> [!UNKNOWN]\n> x', '<blockquote><p>[!UNKNOWN] x</p></blockquote>'],
    ['with a title of their own', '> [!TIP] T\n> x', '<blockquote><p>[!TIP] T x</p></blockquote>'],
    ['below text', '> x\n> [!TIP]\n> y', '<blockquote><p>x [!TIP] y</p></blockquote>'],
    ['that are links', '> [!x](/u)', '<blockquote><p><a href="/u">!x</a></p></blockquote>'],
  ])('are quotes %s', (_, text, quote) => {
    expect(html(text).replace(/\s+/g, ' ')).toBe(quote);
  });

  it.each([
    '> [!NOTE]\n> Mind *this*.\n>\n> - a\n>   - b\n>\n> ```js\n> c\n> ```',
    '> [!NOTE]\n> > [!TIP]\n> > deep\n>\n> end',
    '> [!TIP] Custom\n> text',
    '> [!UNKNOWN]\n> text',
    '> [!NOTE]\n> # Title\n> [link](/u) and [1]\n> more',
    '- a\n  > [!CAUTION]\n  > b\n- c',
    '> [!important]  \n> x\n\nafter',
  ])('take nothing back while they grow: %j', (text) => {
    const { container, rerender } = render(<StreamingMarkdown streaming />);
    const shown: string[] = [];
    const kinds = new Set<string>();
    for (let end = 1; end <= text.length; end++) {
      rerender(<StreamingMarkdown streaming>{text.slice(0, end)}</StreamingMarkdown>);
      shown.push(visible(container));
      for (const quote of container.querySelectorAll('blockquote'))
        kinds.add(String(quote.dataset['alert']));
    }
    rerender(<StreamingMarkdown>{text}</StreamingMarkdown>);
    const end = visible(container);
    expect(shown.filter((step) => !end.startsWith(step))).toEqual([]);
    for (let at = 1; at < shown.length; at++) {
      expect(shown[at]?.length).toBeGreaterThanOrEqual(shown[at - 1]?.length ?? 0);
    }
    const last = [...container.querySelectorAll('blockquote')];
    expect([...kinds].sort()).toEqual(
      [...new Set(last.map((quote) => String(quote.dataset['alert'])))].sort(),
    );
  });
});

/** What a reader sees, furniture and white space left out. */
function visible(container: Element): string {
  const copy = container.cloneNode(true) as Element;
  for (const furniture of copy.querySelectorAll('[data-chrome]')) furniture.remove();
  return (copy.textContent ?? '').replace(/\s/g, '');
}
