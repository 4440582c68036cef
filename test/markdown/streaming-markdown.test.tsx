import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { type ReactNode, StrictMode, createElement } from 'react';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { loadRawHtml } from '../../src/markdown/elements/lazy-raw-html.ts';
import {
  StreamingMarkdown,
  type StreamingMarkdownProps,
} from '../../src/markdown/streaming-markdown.tsx';
import { semanticHtml } from './semantic-html.ts';

beforeAll(loadRawHtml);

const message = [
  '# Title',
  'A *long* [link](https://a.example) and `code`.',
  '- one\n- two\n  - three',
  '| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |',
  '```js\nlet a = 1;\nlet b = 2;\n```',
  '> quote\n> more',
  'The <b>end</b>.',
].join('\n\n');

function fail(): never {
  throw new Error('out of order');
}

/** Renders every prefix of a text, as a stream would. */
function stream(text: string, props: StreamingMarkdownProps = {}, step = 1) {
  const view = render(<StreamingMarkdown streaming {...props} />);
  for (let end = step; end < text.length + step; end += step) {
    view.rerender(
      <StreamingMarkdown streaming {...props}>
        {text.slice(0, end)}
      </StreamingMarkdown>,
    );
  }
  return view;
}

describe('StreamingMarkdown', () => {
  it('ends a stream with the elements of the finished text', () => {
    const streamed = stream(message);
    streamed.rerender(<StreamingMarkdown>{message}</StreamingMarkdown>);
    const whole = render(<StreamingMarkdown>{message}</StreamingMarkdown>);
    expect(semanticHtml(streamed.container)).toBe(semanticHtml(whole.container));
  });

  it('keeps every DOM node when streaming ends', () => {
    const { container, rerender } = stream(message);
    const before = [...container.querySelectorAll('*')];
    rerender(<StreamingMarkdown>{message}</StreamingMarkdown>);
    expect([...container.querySelectorAll('*')]).toEqual(before);
  });

  it('never replaces an element of a closed block', () => {
    const { container, rerender } = stream(`${message}\n\nLast`);
    const before = [...container.querySelectorAll('*')];
    rerender(
      <StreamingMarkdown streaming>{`${message}\n\nLast words\n\n${message}`}</StreamingMarkdown>,
    );
    const after = [...container.querySelectorAll('*')];
    expect(after.slice(0, before.length)).toEqual(before);
  });

  it('renders a closed block no more, however long the message grows', () => {
    const renders = vi.fn<() => void>();
    const Paragraph = ({ children }: { children?: ReactNode }) => {
      renders();
      return <p>{children}</p>;
    };
    const components = { p: Paragraph };
    const closed = 'A paragraph.\n\n'.repeat(100);
    const { rerender } = render(
      <StreamingMarkdown streaming components={components}>
        {closed}
      </StreamingMarkdown>,
    );
    renders.mockClear();
    for (let words = 1; words <= 50; words++) {
      rerender(
        <StreamingMarkdown streaming components={{ ...components }}>
          {closed + 'word '.repeat(words)}
        </StreamingMarkdown>,
      );
    }
    // The open paragraph at each step, and the one before it, which may still change.
    expect(renders.mock.calls.length).toBeLessThanOrEqual(100);
  });

  it.each([
    ['a paragraph', 'Closed.\n\nThe paragraph with **bold** and', ' more'],
    ['an item', '- one\n- two with `code` and', ' more'],
    ['marks that are open', 'A paragraph with **bold and *both', ' more'],
    ['a cell', '| a | b |\n|---|---|\n| one | two', ' more'],
  ])('changes one text node and nothing else for a delta into %s', (_kind, before, delta) => {
    const { container, rerender } = stream(before);
    const observer = new MutationObserver(() => undefined);
    const all = { childList: true, characterData: true, attributes: true, subtree: true };
    observer.observe(container, all);
    rerender(<StreamingMarkdown streaming>{before + delta}</StreamingMarkdown>);
    expect(observer.takeRecords().map(({ type }) => type)).toEqual(['characterData']);
    observer.disconnect();
  });

  it.each([
    ['a paragraph', 'A **bold** word and `code`', 0],
    ['a list', '- one\n- two\n- three', 1],
    ['a table', '|a|b|\n|-|-|\n|1|2|\n|3|4', 2],
  ])('renders again only the last part of %s that grows', (_kind, before, most) => {
    const renders = vi.fn<() => void>();
    const counted = (name: string) => (props: { children?: ReactNode }) => {
      renders();
      return createElement(name, null, props.children);
    };
    const names = ['li', 'strong', 'code', 'td'];
    const components = Object.fromEntries(names.map((name) => [name, counted(name)]));
    const show = (text: string) => (
      <StreamingMarkdown streaming components={components}>
        {text}
      </StreamingMarkdown>
    );
    const { rerender } = render(show(before));
    renders.mockClear();
    rerender(show(`${before} more`));
    expect(renders.mock.calls.length).toBe(most);
  });

  it('works twice over in StrictMode', () => {
    const view = render(<StreamingMarkdown streaming />, { wrapper: StrictMode });
    for (let end = 1; end <= message.length; end += 3) {
      view.rerender(<StreamingMarkdown streaming>{message.slice(0, end)}</StreamingMarkdown>);
    }
    view.rerender(<StreamingMarkdown>{message}</StreamingMarkdown>);
    const whole = render(<StreamingMarkdown>{message}</StreamingMarkdown>);
    expect(semanticHtml(view.container)).toBe(semanticHtml(whole.container));
  });

  it('parses a replaced text anew, also a shorter one', () => {
    const { container, rerender } = stream('# One\n\ntwo');
    rerender(<StreamingMarkdown streaming>{'- other'}</StreamingMarkdown>);
    expect(semanticHtml(container)).toBe('<ul><li>other</li></ul>');
    rerender(<StreamingMarkdown streaming>{'- oth'}</StreamingMarkdown>);
    expect(semanticHtml(container)).toBe('<ul><li>oth</li></ul>');
    rerender(<StreamingMarkdown />);
    expect(container.textContent).toBe('');
  });

  it('goes on when a finished text grows again', () => {
    const { container, rerender } = render(<StreamingMarkdown>{'a *b'}</StreamingMarkdown>);
    rerender(<StreamingMarkdown>{'a *b*\n\nc'}</StreamingMarkdown>);
    expect(semanticHtml(container)).toBe('<p>a <em>b</em></p><p>c</p>');
  });

  it('fills in a late definition', () => {
    const { container } = stream('See [the *docs*][d].\n\nMore.\n\n[d]: https://d.example');
    expect(container.querySelector('a')).toHaveAttribute('href', 'https://d.example');
  });

  it('shows a caret only while it streams', () => {
    const { container, rerender } = render(
      <StreamingMarkdown streaming caret className="mine">
        x
      </StreamingMarkdown>,
    );
    expect(container.firstElementChild).toHaveAttribute('data-caret');
    expect(container.firstElementChild).toHaveClass('rv-markdown', 'mine');
    rerender(<StreamingMarkdown caret>x</StreamingMarkdown>);
    expect(container.firstElementChild).not.toHaveAttribute('data-caret');
  });

  it('names task boxes and does not let them be changed', () => {
    render(<StreamingMarkdown>{'- [x] a\n- [ ] b'}</StreamingMarkdown>);
    expect(screen.getByRole('checkbox', { name: 'Done' })).toBeChecked();
    expect(screen.getByRole('checkbox', { name: 'To do' })).toBeDisabled();
  });

  it('shows alerts with their name', () => {
    const { container } = render(
      <StreamingMarkdown>{'> [!WARNING]\n> Mind *this*.\n>\n> - a'}</StreamingMarkdown>,
    );
    expect(semanticHtml(container)).toBe(
      '<blockquote><p>Warning</p><p>Mind <em>this</em>.</p><ul><li>a</li></ul></blockquote>',
    );
    expect(container.querySelector('blockquote')).toHaveAttribute('data-alert', 'warning');
  });

  it('shows sources nested beyond all reason as text', () => {
    const { container } = render(
      <StreamingMarkdown>{`${'> '.repeat(300)}deep`}</StreamingMarkdown>,
    );
    expect(container.querySelectorAll('blockquote').length).toBeLessThanOrEqual(101);
    expect(container).toHaveTextContent('deep');
  });
});

describe('components', () => {
  it('stand in for elements of markdown and of raw HTML', () => {
    const { container } = render(
      <StreamingMarkdown
        components={{
          a: ({ href, children }) => <i data-href={href}>{children}</i>,
          em: 'u',
          code: ({ className, children }) => <samp className={className}>{children}</samp>,
          table: ({ children }) => <table data-mine="">{children}</table>,
        }}
      >
        {'*a* [b](c) `d` <em>e</em>\n\n| x |\n|---|\n\n```js\nf\n```'}
      </StreamingMarkdown>,
    );
    expect(container.querySelectorAll('u')).toHaveLength(2);
    expect(container.querySelector('i')).toHaveAttribute('data-href', 'c');
    expect(container.querySelector('[data-mine] > thead th')).toHaveTextContent('x');
    expect(container.querySelector('pre > samp.language-js')).toHaveTextContent('f');
    expect(container.querySelector('p > samp')).toHaveTextContent('d');
  });

  it('show code blocks as the host likes', () => {
    const { container } = stream('```ts\nlet a', {
      components: { codeBlock: (props) => <output>{JSON.stringify(props)}</output> },
    });
    expect(JSON.parse(container.querySelector('output')?.textContent ?? '')).toMatchObject({
      code: 'let a',
      language: 'ts',
      open: true,
    });
  });

  it('show the tokens of extensions', () => {
    const spoiler = {
      name: 'spoiler',
      level: 'inline' as const,
      start: (text: string) => text.indexOf('||'),
      tokenizer(text: string) {
        const match = /^\|\|([^|]+)\|\|/.exec(text);
        return match ? { type: 'spoiler', raw: match[0], text: match[1] } : undefined;
      },
    };
    const extensions = [{ extensions: [spoiler] }];
    const text = 'It was ||him||!';
    const { container, rerender } = render(
      <StreamingMarkdown extensions={extensions}>{text}</StreamingMarkdown>,
    );
    expect(container.querySelector('p')).toHaveTextContent('It was him!');
    rerender(
      <StreamingMarkdown
        extensions={extensions}
        components={{ extensions: { spoiler: ({ token }) => <mark>{token.raw}</mark> } }}
      >
        {text}
      </StreamingMarkdown>,
    );
    expect(container.querySelector('mark')).toHaveTextContent('||him||');
  });

  it('break one block only, and onError hears of it once', () => {
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const onError = vi.fn<(error: unknown) => void>();
    const components = { h1: fail };
    const props = { components, onError };
    const { container } = stream('before\n\n# *Title* one\n\nafter\n\nend', props);
    expect(container).toHaveTextContent(/before\s*# \*Title\* one\s*after\s*end/);
    expect(onError.mock.calls.length).toBeLessThanOrEqual(2);
    expect(onError.mock.calls[0]?.[0]).toEqual(new Error('out of order'));
    complaints.mockRestore();
  });

  it('leave the text readable when an extension breaks the parser', () => {
    const onError = vi.fn<(error: unknown) => void>();
    const extensions = [
      { extensions: [{ name: 'bad', level: 'block' as const, tokenizer: fail }] },
    ];
    const { container } = render(
      <StreamingMarkdown extensions={extensions} onError={onError}>
        {'# still *here*'}
      </StreamingMarkdown>,
    );
    expect(container).toHaveTextContent('# still *here*');
    expect(onError).toHaveBeenCalledTimes(1);
  });
});

describe('policies', () => {
  const image = '![a cat](https://img.example/cat.png "Cat")';

  it('load no image before its reader asks for it', () => {
    const { container } = stream(`Look: ${image}`);
    expect(container.querySelector('img')).toBeNull();
    expect(container).toHaveTextContent('a cat');
    fireEvent.click(screen.getByRole('button', { name: 'Load image from img.example' }));
    expect(screen.getByRole('img', { name: 'a cat' })).toHaveAttribute(
      'src',
      'https://img.example/cat.png',
    );
    expect(screen.getByRole('img')).toHaveAttribute('referrerpolicy', 'no-referrer');
  });

  it('hold for raw HTML as well', () => {
    const html = `<p><img src="https://img.example/cat.png" alt="raw cat" onerror="x()"></p>\n\nin <img src="//img.example/2.png"> line`;
    const { container } = render(<StreamingMarkdown>{html}</StreamingMarkdown>);
    expect(container.querySelector('img')).toBeNull();
    expect(screen.getAllByRole('button')).toHaveLength(2);
  });

  it('can allow images at once or never', () => {
    const { container, rerender } = render(
      <StreamingMarkdown imagePolicy="allow">{image}</StreamingMarkdown>,
    );
    expect(container.querySelector('img')).toHaveAttribute('loading', 'lazy');
    rerender(<StreamingMarkdown imagePolicy="block">{image}</StreamingMarkdown>);
    expect(container.querySelector('img')).toBeNull();
    expect(container.querySelector('button')).toBeNull();
    expect(container).toHaveTextContent('a cat');
  });

  it('open foreign links in a new tab that learns nothing', () => {
    render(<StreamingMarkdown>{'[out](https://a.example) [in](#part)'}</StreamingMarkdown>);
    const out = screen.getByRole('link', { name: 'out' });
    expect(out).toHaveAttribute('target', '_blank');
    expect(out).toHaveAttribute('rel', 'noopener noreferrer nofollow');
    expect(screen.getByRole('link', { name: 'in' })).not.toHaveAttribute('target');
  });

  it('can ask before a link works', async () => {
    const policy = ['https://good.example'];
    const { container } = render(
      <StreamingMarkdown linkPolicy={policy}>
        {'[good](https://good.example/x) [other](https://other.example/y)'}
      </StreamingMarkdown>,
    );
    expect(screen.getAllByRole('link')).toHaveLength(1);
    const [, other] = container.querySelectorAll('a');
    fireEvent.click(
      await screen.findByRole('button', { name: 'Enable the link to other.example' }),
    );
    expect(other).toHaveAttribute('href', 'https://other.example/y');
    await waitFor(() => expect(other).toHaveFocus());
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('block a link and keep its text', () => {
    const { container } = render(
      <StreamingMarkdown linkPolicy="block">{'[x](https://a.example)'}</StreamingMarkdown>,
    );
    expect(container.querySelector('a')).not.toHaveAttribute('href');
    expect(container).toHaveTextContent('x');
  });
});
