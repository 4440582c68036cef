import { render } from '@testing-library/react';
import { Marked } from 'marked';
import type { ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { CodeBlockProps } from '../../src/code-block/code-block.tsx';
import { BlockParser } from '../../src/markdown/document/block-parser.ts';
import { citations } from '../../src/markdown/constructs/citations.tsx';
import { cjkFriendly } from '../../src/markdown/syntax/cjk.ts';
import { footnotes } from '../../src/markdown/constructs/footnotes.tsx';
import { loadOpenBlock } from '../../src/markdown/resume/lazy-open-block.ts';
import { MarkdownDocument } from '../../src/markdown/document/markdown-document.ts';
import { type MarkdownPlugin, extensionsOf } from '../../src/markdown/syntax/markdown-plugin.ts';
import { joinExtensions } from '../../src/markdown/syntax/lexer-options.ts';
import type { Token, Tokens } from '../../src/markdown/syntax/marked.ts';
import type { ExtensionTokenProps } from '../../src/markdown/elements/render-settings.ts';
import { math } from '../../src/math/math.tsx';
import { StreamingMarkdown } from '../../src/markdown/streaming-markdown.tsx';

const Mention = ({ token }: ExtensionTokenProps) => <mark>{token.raw}</mark>;
const Chart = ({ code, open }: CodeBlockProps) => (
  <output>
    {code}
    {open ? '…' : '.'}
  </output>
);

const Own = ({ token }: ExtensionTokenProps): ReactNode => <b>{token.raw}</b>;

const mention = {
  name: 'mention',
  level: 'inline' as const,
  tokenizer(source: string) {
    const raw = /^€\w+/.exec(source)?.[0];
    return raw === undefined ? undefined : { type: 'mention', raw };
  },
};
const extensions = [{ extensions: [mention] }];
const inline = [
  {
    starts: '€',
    read: (text: string, at: number) => {
      const raw = /€\w*/y;
      raw.lastIndex = at;
      const end = at + (raw.exec(text)?.[0].length ?? 0);
      return end === text.length ? ('hold' as const) : end;
    },
  },
];
const tokens = { mention: Mention };
const codeBlocks = { chart: Chart };

/** A plugin as a factory without a cache makes it: a new object at each call. */
function mentions(): MarkdownPlugin {
  return { name: 'mentions', extensions, inline, tokens, codeBlocks };
}

function typesOf(text: string, plugins: readonly MarkdownPlugin[]): string[] {
  const parser = new BlockParser({ extensions: joinExtensions(extensionsOf(plugins)) });
  parser.push(text);
  const paragraph = parser.open[0]?.token as Tokens.Paragraph;
  return paragraph.tokens.map((token: Token) => `${token.type} ${token.raw}`);
}

describe('plugins', () => {
  it('show their tokens and the code of their languages', () => {
    const { container } = render(
      <StreamingMarkdown plugins={[mentions()]}>
        {'Ask €ann.\n\n```chart\n1 2\n```\n\n```js\nx\n```'}
      </StreamingMarkdown>,
    );
    expect(container.querySelector('mark')).toHaveTextContent('€ann');
    expect(container.querySelector('output')).toHaveTextContent('1 2.');
    expect(container.querySelectorAll('pre')).toHaveLength(1);
  });

  it('show the code of their languages whatever the case of the name', () => {
    const { container } = render(
      <StreamingMarkdown plugins={[mentions()]}>
        {'```Chart\n1 2\n```\n\n```CHART\n3\n```'}
      </StreamingMarkdown>,
    );
    const shown = Array.from(container.querySelectorAll('output'), (each) => each.textContent);
    expect(shown).toEqual(['1 2.', '3.']);
  });

  it('hold their constructs back and know whether their code is open', () => {
    const { container, rerender } = render(
      <StreamingMarkdown streaming plugins={[mentions()]}>
        {'Ask €an'}
      </StreamingMarkdown>,
    );
    expect(container).toHaveTextContent(/^Ask$/);
    rerender(
      <StreamingMarkdown streaming plugins={[mentions()]}>
        {'Ask €ann.\n\n```chart\n1'}
      </StreamingMarkdown>,
    );
    expect(container).toHaveTextContent('Ask €ann.1…');
  });

  it('made anew at each render parse nothing twice and re-mount nothing', () => {
    const text = 'Ask €ann.\n\nMore.\n\n';
    const update = vi.spyOn(MarkdownDocument.prototype, 'update');
    const { container, rerender } = render(
      <StreamingMarkdown streaming plugins={[mentions()]}>
        {text}
      </StreamingMarkdown>,
    );
    const mark = container.querySelector('mark');
    for (let end = 1; end < 20; end++) {
      rerender(
        <StreamingMarkdown streaming plugins={[mentions()]}>
          {text + 'x'.repeat(end)}
        </StreamingMarkdown>,
      );
    }
    expect(container.querySelector('mark')).toBe(mark);
    expect(new Set(update.mock.contexts).size).toBe(1);
    update.mockRestore();
  });

  it('give way to what the host shows by itself', () => {
    const { container } = render(
      <StreamingMarkdown plugins={[mentions()]} components={{ extensions: { mention: Own } }}>
        {'€ann'}
      </StreamingMarkdown>,
    );
    expect(container.querySelector('b')).toHaveTextContent('€ann');
  });

  it('do not take names of object properties for languages', () => {
    const { container } = render(
      <StreamingMarkdown plugins={[mentions()]}>{'```constructor\nx\n```'}</StreamingMarkdown>,
    );
    expect(container.querySelector('pre')).toHaveTextContent('x');
  });
});

describe('inline constructs of plugins', () => {
  it('are found in the middle of text', () => {
    expect(typesOf('for €ann, €bob', [mentions()])).toEqual([
      'text for ',
      'mention €ann',
      'text , ',
      'mention €bob',
    ]);
  });

  it("stand beside the extensions of the user's instance, which stays as it is", () => {
    const spoiler = {
      name: 'spoiler',
      level: 'inline' as const,
      start: (text: string) => text.indexOf('|'),
      tokenizer(source: string) {
        const raw = /^\|\w+\|/.exec(source)?.[0];
        return raw === undefined ? undefined : { type: 'spoiler', raw };
      },
    };
    const instance = new Marked({ extensions: [spoiler], breaks: true });
    const plugins = [mentions()];
    for (let round = 0; round < 2; round++) {
      const parser = new BlockParser({
        extensions: joinExtensions(extensionsOf(plugins), instance),
      });
      parser.push('a €b |c|\nd');
      const paragraph = parser.open[0]?.token as Tokens.Paragraph;
      expect(paragraph.tokens.map(({ type }) => type)).toEqual([
        'text',
        'mention',
        'text',
        'spoiler',
        'br',
        'text',
      ]);
    }
    expect(instance.defaults.extensions?.inline).toHaveLength(1);
    expect(instance.lexer('€b')[0]).toMatchObject({ tokens: [{ type: 'text' }] });
  });

  it('cost no more lexing when a paragraph has many ends of text', () => {
    const calls = vi.fn<(source: string) => undefined>();
    const counted: MarkdownPlugin = {
      name: 'counted',
      inline,
      extensions: [
        {
          extensions: [{ name: 'counted', level: 'inline', tokenizer: (source) => calls(source) }],
        },
      ],
    };
    const text = 'a *b* `c` €d _e_ '.repeat(200);
    typesOf(text, [counted]);
    const positions = calls.mock.calls.length;
    typesOf(text + text, [counted]);
    expect(calls.mock.calls.length - positions).toBeLessThan(2.1 * positions);
  });
});

describe('the plugins of the kit', () => {
  it.each([
    ['paragraph', 'word *em*, `code` and more [1] text '],
    ['quote', '> line of *a* quote [^1]\n'],
    ['list', '- item $x$\n'],
    ['notes', '[^1]: a note\n\ntext[^1]\n\n'],
  ])('keep the work in a long %s bounded', async (_, part) => {
    await loadOpenBlock();
    const text = part.repeat(Math.ceil(16_000 / part.length));
    const document = new MarkdownDocument(undefined, [cjkFriendly, footnotes, citations, math()]);
    for (let end = 0; end <= text.length; end += 40) document.update(text.slice(0, end), true);
    expect(document.lexedCharacters / text.length).toBeLessThan(16);
  });
});
