import { render } from '@testing-library/react';
import * as fc from 'fast-check';
import type { ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import { BlockParser } from '../../src/markdown/document/block-parser.ts';
import { createLexer } from '../../src/markdown/syntax/capped-lexer.ts';
import { footnoteExtension } from '../../src/markdown/syntax/footnote-extension.ts';
import { StreamingMarkdown } from '../../src/markdown/streaming-markdown.tsx';
import { snippets } from './generated-documents.ts';

/** What the footnote section adds to a document, in any place. */
const noteLines = fc.constantFrom(
  '[^1]: A note.',
  '[^note]: Another *note*\nthat goes on',
  '[^2]:\n    > A quote\n\n    and a paragraph\n\n        code',
  '[^3]: - a\n    - b[^1]',
  '[^4]:',
  '  [^5]: `x`\n    ```js\n    y\n    ```',
  'text[^1] and[^note]',
  '- item[^2]\n[^6]: in the item',
  '> quote[^3]\n> [^7]: in the quote\n> goes on',
  '    [^8]: code',
  'a paragraph\n[^9]: ends here',
  '[^1] begins',
  '| a[^1] |\n|---|\n| b[^2] |',
  '[^link](/url) [^no space] [^',
  '[^a]: See "The unclosed',
  `${'Many words *and* marks[^1]. '.repeat(40)}[^`,
);

const noted = fc
  .array(fc.oneof(noteLines, noteLines, snippets), { minLength: 1, maxLength: 8 })
  .chain((parts) =>
    fc
      .array(fc.constantFrom('\n', '\n\n', '\n\n    '), {
        minLength: parts.length,
        maxLength: parts.length,
      })
      .map((gaps) => parts.map((part, at) => part + (gaps[at] ?? '')).join('')),
  );

function fail(): never {
  throw new Error('out of order');
}

function cutAt(text: string, cuts: readonly number[]): string[] {
  const ends = [...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b);
  return ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end));
}

function findDifference(pieces: readonly string[]): string | undefined {
  const parser = new BlockParser({ extensions: [footnoteExtension], inlineMarks: '' });
  let text = '';
  for (const piece of pieces) {
    parser.push(piece);
    text += piece;
    let expected: string;
    try {
      expected = JSON.stringify(createLexer([footnoteExtension]).lex(text));
    } catch {
      // marked itself throws at some lists in quotes in items.
      continue;
    }
    const tokens = parser.pages.flatMap((page) => page.blocks.map((block) => block.token));
    if (JSON.stringify(tokens) !== expected) return text;
  }
  return undefined;
}

describe('the tree with footnotes', () => {
  it('equals that of one lexing after any pieces', () => {
    fc.assert(
      fc.property(noted, fc.array(fc.nat(), { maxLength: 10 }), (text, cuts) => {
        expect(findDifference(cutAt(text, cuts))).toBeUndefined();
      }),
      { numRuns: 600 },
    );
  });

  it('equals that of one lexing after every character', () => {
    fc.assert(
      fc.property(noted, (text) => {
        expect(findDifference(text.slice(0, 200).split(''))).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });

  it('costs a bounded look-back, also behind a quote that nobody closes', () => {
    const parser = new BlockParser({ extensions: [footnoteExtension] });
    const text = Array.from(
      { length: 300 },
      (_, n) => `[^${n}]: See "The ${n}\n\nText[^${n}].\n\n`,
    );
    for (const piece of text) parser.push(piece);
    expect(parser.lexedCharacters / text.join('').length).toBeLessThan(8);
  });
});

const message = `One[^1], two[^note], one again[^1].

[^1]: The *first* note.
[^note]:
    The second

    > with a quote`;

describe('footnotes', () => {
  it('are links to the notes, and the notes lead back', () => {
    const { container } = render(<StreamingMarkdown>{message}</StreamingMarkdown>);
    const references = [...container.querySelectorAll('sup > a')];
    expect(references.map((link) => link.textContent)).toEqual(['1', '2', '1']);
    const notes = [...container.querySelectorAll('section > ol > li')];
    expect(notes).toHaveLength(2);
    for (const [index, note] of [0, 1, 0].entries()) {
      expect(references[index]).toHaveAttribute('href', `#${notes[note]?.id}`);
    }
    const back = [...container.querySelectorAll('section li a')];
    expect(back.map((link) => link.getAttribute('href'))).toEqual(
      [0, 2, 1].map((index) => `#${references[index]?.id}`),
    );
    expect(back.map((link) => link.getAttribute('aria-label'))).toEqual([
      'Back to reference 1',
      'Back to reference 1-2',
      'Back to reference 2',
    ]);
    const section = container.querySelector('section');
    expect(section?.querySelector('h2')).toHaveTextContent('Footnotes');
    // A chat of many messages would have a landmark for each.
    expect(section).not.toHaveAccessibleName();
    expect(section?.querySelector('em')).toHaveTextContent('first');
    expect(section?.querySelector('li > blockquote')).toHaveTextContent('with a quote');
  });

  it('have ids of their own in every message, none of which the document knows', () => {
    const { container } = render(
      <>
        <StreamingMarkdown>{message}</StreamingMarkdown>
        <StreamingMarkdown>{message}</StreamingMarkdown>
      </>,
    );
    const ids = [...container.querySelectorAll('[id]')].map((element) => element.id);
    expect(ids).toHaveLength(12);
    expect(new Set(ids).size).toBe(12);
    expect(ids.filter((id) => id in document || id in window)).toEqual([]);
  });

  it('are numbered by their first reference, and notes without one are left out', () => {
    const { container } = render(
      <StreamingMarkdown>
        {'b[^b] a[^a]\n\n[^c]: never\n[^a]: note a\n[^b]: note b\n[^b]: again'}
      </StreamingMarkdown>,
    );
    expect(container.querySelector('p')).toHaveTextContent('b1 a2');
    expect([...container.querySelectorAll('li > p')].map((note) => note.textContent)).toEqual([
      'note b ↩',
      'note a ↩',
    ]);
  });

  it('without a definition are text in the finished message', () => {
    const { container } = render(
      <StreamingMarkdown>{'a[^1] [^0-9]+ [^x] `[^2]` [^l](/u) \\[^1]'}</StreamingMarkdown>,
    );
    expect(container).toHaveTextContent('a[^1] [^0-9]+ [^x] [^2] ^l [^1]');
    expect(container.querySelector('sup, section')).toBeNull();
    expect(container.querySelector('a')).toHaveTextContent('^l');
  });

  it('in a link are no links', () => {
    const { container } = render(
      <StreamingMarkdown>{'[see[^1]](/u)\n\n[^1]: note'}</StreamingMarkdown>,
    );
    expect(container.querySelector('a > sup')).toHaveTextContent('1');
    expect(container.querySelector('a a')).toBeNull();
  });

  it('are rendered by the server as by the browser', () => {
    const element = <StreamingMarkdown>{message}</StreamingMarkdown>;
    const html = renderToString(element);
    expect(html).toContain('data-footnote-ref');
    const container = document.createElement('div');
    container.innerHTML = html;
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    render(element, { container: document.body.appendChild(container), hydrate: true });
    expect(complaints).not.toHaveBeenCalled();
    complaints.mockRestore();
    expect(container.querySelectorAll('li')).toHaveLength(2);
  });

  it('break by themselves when a component of the host does', () => {
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { container } = render(
      <StreamingMarkdown components={{ blockquote: fail }}>{message}</StreamingMarkdown>,
    );
    expect(container).toHaveTextContent('One1, two2');
    expect(container).toHaveTextContent('> with a quote');
    complaints.mockRestore();
  });
});

/** The visible text after each character, furniture and white space left out. */
function shownBy(text: string): string[] {
  const { container, rerender, unmount } = render(<StreamingMarkdown streaming />);
  const shown: string[] = [];
  for (let end = 1; end <= text.length; end++) {
    rerender(<StreamingMarkdown streaming>{text.slice(0, end)}</StreamingMarkdown>);
    shown.push(visible(container));
  }
  rerender(<StreamingMarkdown>{text}</StreamingMarkdown>);
  shown.push(visible(container));
  unmount();
  return shown;
}

function visible(container: Element): string {
  const copy = container.cloneNode(true) as Element;
  for (const furniture of copy.querySelectorAll('[data-chrome]')) furniture.remove();
  return (copy.textContent ?? '').replace(/\s/g, '');
}

describe('while a message grows, footnotes', () => {
  it.each([
    ['with numbers', message],
    ['in a list', '- a[^1]\n- b[^2]\n\n[^1]: x\n\n[^2]: y\n\n    more of y'],
    ['right below the text', 'text[^1]\n[^1]: a note\n[^2]: none'],
    ['that are classes of characters', 'Use [^abc] or [^0-9]+ or [^a-z] here.'],
  ])('take nothing back that has been shown: %s', (_, text) => {
    const steps = shownBy(text);
    const end = steps.at(-1) ?? '';
    expect(steps.filter((step) => !end.startsWith(step))).toEqual([]);
  });

  it('come late without a new render of the blocks, those that refer to them included', () => {
    const renders = vi.fn<() => void>();
    const Paragraph = ({ children }: { children?: ReactNode }) => {
      renders();
      return <p>{children}</p>;
    };
    const props = { streaming: true, components: { p: Paragraph } };
    const text = `${'Text[^1].\n\n'.repeat(20)}${'Plain.\n\n'.repeat(20)}End.\n\n`;
    const { container, rerender } = render(
      <StreamingMarkdown {...props}>{text}</StreamingMarkdown>,
    );
    const before = [...container.querySelectorAll('p')];
    renders.mockClear();
    rerender(<StreamingMarkdown {...props}>{`${text}[^1]: Note`}</StreamingMarkdown>);
    expect(container.querySelector('li')).toHaveTextContent('Note');
    expect(renders).toHaveBeenCalledTimes(1);
    expect([...container.querySelectorAll('p')].slice(0, -1)).toEqual(before);
  });

  it('that were likely become text when the message ends without them', () => {
    const { container, rerender } = render(
      <StreamingMarkdown streaming>{'a[^1] b'}</StreamingMarkdown>,
    );
    expect(container.querySelector('sup')).toHaveTextContent('1');
    rerender(<StreamingMarkdown>{'a[^1] b'}</StreamingMarkdown>);
    expect(container).toHaveTextContent('a[^1] b');
  });
});
