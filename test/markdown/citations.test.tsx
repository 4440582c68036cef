import { render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { MarkdownDocument } from '../../src/markdown/document/markdown-document.ts';
import { StreamingMarkdown } from '../../src/markdown/streaming-markdown.tsx';

const sources = [
  { title: 'First', url: 'https://a.example/1' },
  { title: 'Second', url: 'https://b.example/2' },
  { id: '4:1', title: 'Fourth', url: 'https://d.example/4' },
];

/** The links of a text with these sources, as `text name`, which begins with the text. */
function linksIn(text: string): string[] {
  const { container, unmount } = render(
    <StreamingMarkdown sources={sources}>{text}</StreamingMarkdown>,
  );
  const links = [...container.querySelectorAll('a')].map(
    (link) => `${link.textContent} ${link.getAttribute('aria-label')}`,
  );
  unmount();
  return links;
}

describe('citations', () => {
  it('are links named by their source', () => {
    const { container } = render(
      <StreamingMarkdown sources={sources}>{'It grows [1].'}</StreamingMarkdown>,
    );
    const link = screen.getByRole('link', { name: '1: First' });
    expect(link).toHaveAttribute('href', 'https://a.example/1');
    expect(link).toHaveAttribute('rel', 'noopener noreferrer nofollow');
    expect(link).toHaveAttribute('title', 'First');
    expect(container).toHaveTextContent('It grows [1].');
    expect(link.closest('sup')).not.toBeNull();
  });

  it.each([
    ['several in one', 'x [1, 2]', ['1 1: First', '2 2: Second']],
    ['side by side', 'x [1][2]', ['1 1: First', '2 2: Second']],
    ['behind a word', 'growth[1] and Paris[2].', ['1 1: First', '2 2: Second']],
    ['behind marks', '**bold**[1] “so”[2] (so)[1]', ['1 1: First', '2 2: Second', '1 1: First']],
    ['in other scripts', '増加[1]。', ['1 1: First']],
    ['with a dagger', 'x【1†source】 y【1:0†source】', ['1 1: First', '1 1: First']],
    ['by their id', 'x【4:1†source】', ['4 4: Fourth']],
    ['some of which are unknown', 'x [2, 9]', ['2 2: Second']],
    ['in a cell', '| a[^1] [1] |\n|---|\n| b [2] |', ['1 1: First', '2 2: Second']],
  ])('%s', (_, text, links) => {
    expect(linksIn(text)).toEqual(links);
  });

  it.each([
    ['an index', 'a[1] x_i[1] data[2] f()[1] m[1][2]'],
    ['code', '`[1]`\n\n    [1]\n\n```\n[1]【1†s】\n```'],
    ['an unknown source', 'x [9] y [0] z【9†s】'],
    ['a task box', '- [ ] a\n- [x] b'],
    ['half a citation', 'x [1 y [1,] z【1†'],
  ])('are not %s', (_, text) => {
    expect(linksIn(text)).toEqual([]);
  });

  it('leave links and references alone', () => {
    expect(linksIn('[1](https://u.example) a [1] b [x][1] [1][x]\n\n[1]: /one\n[x]: /x')).toEqual([
      '1 null',
      '1 null',
      'x null',
      '1 null',
    ]);
  });

  it('obey the policy of links', () => {
    render(
      <StreamingMarkdown
        sources={[{ title: 'Bad', url: 'javascript:alert(1)' }, ...sources]}
        linkPolicy={(url) => (url.includes('a.example') ? 'block' : 'allow')}
      >
        {'x [1] y [2] z [3]'}
      </StreamingMarkdown>,
    );
    expect(screen.getByTitle('Bad')).not.toHaveAttribute('href');
    expect(screen.getByTitle('First')).not.toHaveAttribute('href');
    expect(screen.getByTitle('Second')).toHaveAttribute('href');
  });

  it('are plain text without sources, and are not even looked for', () => {
    const { container } = render(<StreamingMarkdown>{'x [1] y【1†source】'}</StreamingMarkdown>);
    expect(container.innerHTML).toContain('<p>x [1] y【1†source】</p>');
  });

  it('find sources that come later, and no block is rendered or parsed again', () => {
    const renders = vi.fn<() => void>();
    const update = vi.spyOn(MarkdownDocument.prototype, 'update');
    const Paragraph = ({ children }: { children?: ReactNode }) => {
      renders();
      return <p>{children}</p>;
    };
    const props = {
      components: { p: Paragraph },
      streaming: true,
      children: 'x [1]\n\ny\n\nz [2]',
    };
    const { container, rerender } = render(<StreamingMarkdown {...props} sources={[]} />);
    expect(container).toHaveTextContent(/^x \[1\]/);
    renders.mockClear();
    const calls = update.mock.calls.length;
    rerender(<StreamingMarkdown {...props} sources={sources} />);
    expect(screen.getAllByRole('link')).toHaveLength(1);
    expect(renders).not.toHaveBeenCalled();
    expect(update.mock.calls).toHaveLength(calls);
    rerender(<StreamingMarkdown {...props} sources={sources.map((source) => ({ ...source }))} />);
    expect(renders).not.toHaveBeenCalled();
    update.mockRestore();
  });

  it('while they grow take nothing back', () => {
    const text = 'It grows [1], [1, 2]; a[1] and【1:0†source】 or [1](/u) and [1][2].';
    const { container, rerender } = render(<StreamingMarkdown streaming sources={sources} />);
    const shown: string[] = [];
    for (let end = 1; end <= text.length; end++) {
      rerender(
        <StreamingMarkdown streaming sources={sources}>
          {text.slice(0, end)}
        </StreamingMarkdown>,
      );
      shown.push((container.textContent ?? '').trimEnd());
    }
    rerender(<StreamingMarkdown sources={sources}>{text}</StreamingMarkdown>);
    const end = container.textContent ?? '';
    expect(shown.filter((step) => !end.startsWith(step))).toEqual([]);
  });
});
