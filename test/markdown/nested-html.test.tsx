import { render } from '@testing-library/react';
import * as fc from 'fast-check';
import { marked } from 'marked';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { loadRawHtml } from '../../src/markdown/elements/lazy-raw-html.ts';
import { StreamingMarkdown } from '../../src/markdown/streaming-markdown.tsx';
import { treeOf, treeOfHtml } from './dom-tree.ts';

beforeAll(loadRawHtml);

function Message({ text, streaming = false }: { text: string; streaming?: boolean }) {
  return (
    <StreamingMarkdown imagePolicy="allow" highlighter={null} streaming={streaming}>
      {text}
    </StreamingMarkdown>
  );
}

function ours(text: string): string {
  const { container, unmount } = render(<Message text={text} />);
  const tree = treeOf(container.firstElementChild!);
  unmount();
  return tree;
}

function browsers(text: string): string {
  // marked leaves the line end of a block of HTML out, which the specification has.
  const html = marked.parse(text, { async: false });
  return treeOfHtml(html);
}

const markdown = fc.constantFrom(
  'Some *words*.',
  '# Title',
  '- one\n- two',
  '> quote',
  '```\ncode\n```',
  '| a |\n|---|\n| 1 |',
  '---',
);
const line = fc.constantFrom(
  '<div>',
  '<div align="center">',
  '</div>',
  '<details open>',
  '<summary>More</summary>',
  '<details>\n<summary>All</summary>',
  '</details>',
  '<section>\n<h2>Head</h2>',
  '</section>',
  '<blockquote>',
  '</blockquote>',
  '<ul><li>',
  '</li></ul>',
  '<div>in</div>',
  '<!-- note -->',
  '<center><div>',
  '</div></center>',
);
const table = fc.constantFrom(
  '<table>',
  '<tr>',
  '<td>',
  '<tr><td>',
  'text',
  '</td></tr>',
  '</td>',
  '</tr>',
  '</table>',
  '<table><tr><th>x</th></tr>',
);

function documents(...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.array(fc.oneof(...parts), { maxLength: 14 }).map((pieces) => pieces.join('\n\n'));
}

describe('markdown between raw HTML', () => {
  it('stands in the elements a browser puts it in', () => {
    fc.assert(
      fc.property(documents(markdown, line), (text) => {
        expect(ours(text)).toBe(browsers(text));
      }),
      { numRuns: 120 },
    );
  });

  it('stands in the cells or before the table, as a browser puts it', () => {
    fc.assert(
      fc.property(documents(markdown, table), (text) => {
        expect(ours(text)).toBe(browsers(text));
      }),
      { numRuns: 120 },
    );
  });

  it('stands there while it streams, and no element is taken away again', () => {
    fc.assert(
      fc.property(documents(markdown, line, table), (text) => {
        const { container, rerender, unmount } = render(<Message text="" streaming />);
        const observer = new MutationObserver(() => undefined);
        observer.observe(container, { childList: true, subtree: true });
        const pieces = text.split(/(?<=\n\n)/);
        for (const at of pieces.keys()) {
          rerender(<Message text={pieces.slice(0, at + 1).join('')} streaming />);
        }
        rerender(<Message text={text} />);
        const removed = observer.takeRecords().flatMap((record) => [...record.removedNodes]);
        const tree = treeOf(container.firstElementChild!);
        unmount();
        expect(removed.filter((node) => node instanceof Element)).toEqual([]);
        expect(tree).toBe(ours(text));
      }),
      { numRuns: 80 },
    );
  });
});

const details = [
  'Before.',
  '<details open>\n<summary>More</summary>',
  ...Array.from({ length: 80 }, (_, index) => `Paragraph ${index} in *it*.`),
  '</details>',
  'After.',
].join('\n\n');

describe('an element of raw HTML over several pages', () => {
  it('holds its blocks, whichever step they come in', () => {
    const { container, rerender } = render(<Message text="" streaming />);
    for (let end = 0; end < details.length; end += 7) {
      rerender(<Message text={details.slice(0, end)} streaming />);
    }
    rerender(<Message text={details} />);
    const element = container.querySelector('details')!;
    expect(element.querySelectorAll('p')).toHaveLength(80);
    expect(container.querySelectorAll('p')).toHaveLength(82);
    expect(element.querySelectorAll('.rv-page')).toHaveLength(5);
    expect(treeOf(container.firstElementChild!)).toBe(browsers(details));
  });

  it('renders only what is new', () => {
    const rendered = vi.fn<(text: unknown) => void>();
    const components = {
      em: ({ children }: { children?: React.ReactNode }) => {
        rendered(children);
        return <em>{children}</em>;
      },
    };
    const view = (end: number) => (
      <StreamingMarkdown streaming components={components}>
        {details.slice(0, end)}
      </StreamingMarkdown>
    );
    const { rerender } = render(view(0));
    let most = 0;
    for (let end = 0; end < details.length; end += 5) {
      rendered.mockClear();
      rerender(view(end));
      most = Math.max(most, rendered.mock.calls.length);
    }
    expect(most).toBeLessThanOrEqual(2);
  });

  it('is as deep as the cap, however many are left open', () => {
    const text = '<div>\n\nword\n\n'.repeat(2000);
    const { container } = render(<Message text={text} />);
    let deepest = 0;
    for (const paragraph of container.querySelectorAll('p')) {
      let depth = 0;
      for (let node: Element = paragraph; node !== container; node = node.parentElement!) depth++;
      deepest = Math.max(deepest, depth);
    }
    expect(container.querySelectorAll('p')).toHaveLength(2000);
    expect(deepest).toBeLessThan(100);
  });
});

describe('inline HTML', () => {
  it('is as deep as the cap, and its text is all there', () => {
    const { container } = render(<Message text={`${'<b>'.repeat(5000)}word`} />);
    expect(container.querySelectorAll('p b').length).toBeLessThanOrEqual(100);
    expect(container).toHaveTextContent('word');
  });

  it.each([
    [
      'text <kbd>Ctrl</kbd>+<sub>2</sub><br>next',
      '<p>text <kbd>Ctrl</kbd>+<sub>2</sub><br>next</p>',
    ],
    ['a <!-- note --> b', '<p>a b</p>'],
    ['a <b>bold *and* more', '<p>a <b>bold <em>and</em> more</p>\n'],
    ['one <b>two\n\nthree', '<p>one <b>two</b></p><p>three</p>'],
    [
      '<mark>*a*</mark> `b` <ins>c</ins>',
      '<p><mark><em>a</em></mark> <code>b</code> <ins>c</ins></p>',
    ],
    ['x <custom-tag>y</custom-tag> z', '<p>x &lt;custom-tag&gt;y&lt;/custom-tag&gt; z</p>'],
    ['x <big>y</big> z', '<p>x y z</p>'],
    [
      '<details><summary>S</summary>\n\ntext</details>',
      '<details><summary>S</summary><p>text</p></details><p></p>',
    ],
  ])('shows %j as %s', (text, html) => {
    expect(ours(text)).toBe(treeOfHtml(html));
  });
});
