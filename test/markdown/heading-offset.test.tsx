import { render } from '@testing-library/react';
import { beforeAll, expect, it } from 'vitest';
import { StreamingMarkdown } from '../../src/markdown/index.ts';
import { loadRawHtml } from '../../src/markdown/elements/lazy-raw-html.ts';

beforeAll(async () => {
  await loadRawHtml();
});

const text = `# One

## Two

##### Five

###### Six

Setext
------

> # In a quote

<h1>Raw</h1>

A note[^1].

[^1]: A note.`;

function levels(headingOffset?: number): string[] {
  const { container, unmount } = render(
    <StreamingMarkdown headingOffset={headingOffset}>{text}</StreamingMarkdown>,
  );
  const found = [...container.querySelectorAll('h1, h2, h3, h4, h5, h6')];
  const names = found.map((heading) => `${heading.localName} ${heading.textContent}`);
  unmount();
  return names;
}

it('headings stand as their source says where no offset is asked for', () => {
  const expected = 'h1 One,h2 Two,h5 Five,h6 Six,h2 Setext,h1 In a quote,h1 Raw,h2 Footnotes';
  expect(levels().join()).toBe(expected);
  expect(levels(0)).toEqual(levels());
});

it('headings of markdown, raw HTML and footnotes stand below the page’s title, at most at level six', () => {
  const lowered = levels().map((name) =>
    name.replace(/^h(\d)/, (_, level) => `h${Math.min(6, Number(level) + 2)}`),
  );
  expect(levels(2)).toEqual(lowered);
  expect(levels(9).every((name) => name.startsWith('h6'))).toBe(true);
});

it('a component of the host is asked for by the level that is shown', () => {
  const { container } = render(
    <StreamingMarkdown headingOffset={1} components={{ h2: ({ children }) => <b>{children}</b> }}>
      {'# One'}
    </StreamingMarkdown>,
  );
  expect(container.querySelector('b')?.textContent).toBe('One');
});

it('an offset that changes is shown at once', () => {
  const { container, rerender } = render(<StreamingMarkdown>{'# One'}</StreamingMarkdown>);
  rerender(<StreamingMarkdown headingOffset={3}>{'# One'}</StreamingMarkdown>);
  expect(container.querySelector('h4')?.textContent).toBe('One');
});
