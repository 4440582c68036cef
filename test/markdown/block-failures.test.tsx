import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { type ReactElement, useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Highlighter } from '../../src/highlight/highlighter.ts';
import { plainLines } from '../../src/highlight/highlighter.ts';
import type { MarkedExtension } from '../../src/markdown/syntax/marked.ts';
import {
  StreamingMarkdown,
  type StreamingMarkdownProps,
} from '../../src/markdown/streaming-markdown.tsx';

const failure = new Error('out of order');
const fail = (): never => {
  throw failure;
};

const onError = vi.fn<(error: unknown) => void>();

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));

afterEach(() => {
  vi.restoreAllMocks();
  onError.mockClear();
});

type Options = Omit<StreamingMarkdownProps, 'children'>;

function view(markdown: string, options: Options): ReactElement {
  return (
    <StreamingMarkdown {...options} onError={onError}>
      {markdown}
    </StreamingMarkdown>
  );
}

const tokenizer = (level: 'block' | 'inline'): MarkedExtension => ({
  extensions: [
    {
      name: 'bad',
      level,
      start: (src: string) => src.indexOf('@@'),
      tokenizer: (src: string) => (src.startsWith('@@') ? fail() : undefined),
    },
  ],
});
const override: MarkedExtension = {
  tokenizer: { codespan: (src) => (src.startsWith('`bad`') ? fail() : false) },
};
const badHighlighter: Highlighter = {
  load: () => true,
  isLoaded: () => true,
  tokenize: fail,
};

const cases: readonly (readonly [string, string, Options])[] = [
  ['a component', '# a *b*', { components: { h1: fail } }],
  ['a component inside a list', '- a\n- ~~b~~', { components: { del: fail } }],
  ['a block extension', '@@ a *b*', { extensions: [tokenizer('block')] }],
  ['a block extension in a quote', '> @@ a *b*', { extensions: [tokenizer('block')] }],
  ['an inline extension', 'a @@ *b*', { extensions: [tokenizer('inline')] }],
  ['a tokenizer of marked', 'a *c* `bad`', { extensions: [override] }],
  ['a policy of links', '[*a*](https://b.example)', { linkPolicy: fail }],
  ['a policy of images', '![*a*](https://b.example)', { imagePolicy: fail }],
  ['a highlighter', '```js\nlet a;\n```', { highlighter: badHighlighter }],
  [
    'a component of a plugin',
    '```chart\na *b*\n```',
    { plugins: [{ name: 'chart', codeBlocks: { chart: fail } }] },
  ],
];

describe('an exception of', () => {
  it.each(cases)(
    '%s shows that block as text, and the rest lives',
    async (_what, block, options) => {
      const { container } = render(view(`before *one*\n\n${block}\n\nafter *two*`, options));
      await waitFor(() => expect(onError).toHaveBeenCalled());
      const text = container.textContent?.replace(/\s+/g, ' ');
      expect(text).toContain(block.replace(/\s+/g, ' '));
      expect(text).toMatch(/^before .*after /);
      expect([...container.querySelectorAll('em')].map((em) => em.textContent)).toEqual([
        'one',
        'two',
      ]);
      expect(onError).toHaveBeenCalledExactlyOnceWith(failure);
    },
  );

  it.each(cases)('%s breaks nothing at any step of a stream', async (_what, block, options) => {
    const text = `before\n\n${block}\n\nafter *two*`;
    const { container, rerender } = render(view('', { ...options, streaming: true }));
    for (let end = 1; end < text.length; end += 3) {
      rerender(view(text.slice(0, end), { ...options, streaming: true }));
    }
    rerender(view(text, options));
    expect(container).toHaveTextContent(/^before/);
    expect(container).toHaveTextContent(/two\*?$/);
    await waitFor(() => expect(onError).toHaveBeenCalled());
  });

  it('a construct of a plugin shows its block as text while that is open', () => {
    const plugins = [{ name: 'bad', marks: '%', inline: [{ starts: '%', read: fail }] }];
    const options = { plugins, streaming: true };
    const { container, rerender } = render(view('*one*\n\n*two* 50% <b>', options));
    expect(container).toHaveTextContent('one*two* 50% <b>');
    expect(onError).toHaveBeenCalledExactlyOnceWith(failure);
    rerender(view('*one*\n\n*two* 50%', { plugins }));
    expect(container).toHaveTextContent('onetwo 50%');
  });

  it('a block is told of once, however often it is tried', () => {
    const options = { components: { h1: fail } };
    const text = '# a title that grows';
    const { rerender } = render(view('', { ...options, streaming: true }));
    for (let end = 1; end <= text.length; end += 1) {
      rerender(view(text.slice(0, end), { ...options, streaming: true }));
    }
    rerender(view(`${text}\n\nx`, { ...options, streaming: true }));
    rerender(view(`${text}\n\nx`, options));
    expect(onError).toHaveBeenCalledExactlyOnceWith(failure);
  });

  it('a component that works again is forgiven', () => {
    const { container, rerender } = render(view('# a', { components: { h1: fail } }));
    expect(container.querySelector('h1')).toBeNull();
    rerender(view('# a', {}));
    expect(container.querySelector('h1')).toHaveTextContent('a');
  });

  it('half-written text is forgiven when the block is whole', () => {
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- it belongs to this test
    const h1 = ({ children }: { children?: React.ReactNode }) =>
      JSON.stringify(children).includes('!') ? <h1>{children}</h1> : fail();
    const components = { h1 };
    const { container, rerender } = render(view('# a', { components, streaming: true }));
    rerender(view('# a!', { components, streaming: true }));
    expect(container.querySelector('h1')).toBeNull();
    rerender(view('# a!\n\nb', { components, streaming: true }));
    expect(container.querySelector('h1')).toHaveTextContent('a!');
  });

  it('an effect or a click handler later on costs its block only', async () => {
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- it belongs to this test
    const P = ({ children }: { children?: React.ReactNode }) => {
      const [isBroken, setBroken] = useState(false);
      if (isBroken) fail();
      return (
        <button type="button" onClick={() => setBroken(true)}>
          {children}
        </button>
      );
    };
    const { container } = render(view('one\n\ntwo', { components: { p: P } }));
    fireEvent.click(screen.getByText('one'));
    await waitFor(() => expect(onError).toHaveBeenCalledTimes(1));
    expect(container).toHaveTextContent(/one\s*two/);
    expect(container.querySelectorAll('button')).toHaveLength(1);
  });

  it('loading a language leaves the code as it is, and is told of once', async () => {
    const load = vi.fn<Highlighter['load']>(() => Promise.reject(failure));
    const highlighter = { load, isLoaded: () => false, tokenize: plainLines };
    const { container } = render(view('```js\nlet a;\n```', { highlighter }));
    await waitFor(() => expect(onError).toHaveBeenCalledExactlyOnceWith(failure));
    expect(container.querySelector('pre code')).toHaveTextContent('let a;');
  });
});
