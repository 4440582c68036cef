import { act, render } from '@testing-library/react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import { prismHighlighter } from '../../../src/highlight/prism-highlighter.ts';
import { loadRawHtml } from '../../../src/markdown/elements/lazy-raw-html.ts';
import { Markdown, type MarkdownProps } from '../../../src/markdown/server/markdown.tsx';
import {
  StreamingMarkdown,
  type StreamingMarkdownProps,
} from '../../../src/markdown/streaming-markdown.tsx';
import { answers, commonMarkExamples, gfmExamples, readmes } from '../corpora.ts';
import { shownHtml } from './shown.ts';

async function serve(children: string, props: MarkdownProps = {}): Promise<string> {
  return renderToStaticMarkup(await Markdown({ ...props, children }));
}

async function page(children: string, props: MarkdownProps = {}): Promise<HTMLElement> {
  const element = document.createElement('div');
  element.innerHTML = await serve(children, props);
  return element;
}

async function ids(text: string, props: MarkdownProps = {}): Promise<readonly string[]> {
  return [...(await page(text, props)).querySelectorAll('[id]')].map(({ id }) => id);
}

function streamed(children: string, props: StreamingMarkdownProps = {}): string {
  const all = { imagePolicy: 'block', ...props } as const;
  return renderToStaticMarkup(<StreamingMarkdown {...all}>{children}</StreamingMarkdown>);
}

const constructs = [
  'Text[^a] and[^b] again[^a].\n\n[^a]: One\n\n    ```js\n    let a;\n    ```\n[^b]: Two',
  '> [!WARNING]\n> Take *care*\n\n- [x] done\n- [ ] open',
  '| a | b |\n|--:|:-:|\n| 1 | `2` |\n\n~~gone~~ www.example.com',
  '```js\nlet a = 1;\n```\n\n    indented\n\n```\n```',
  'שלום\n\n> עולם\n\nEnd',
  Array.from({ length: 80 }, (_, at) => `Paragraph ${at}`).join('\n\n'),
  '[a](https://a.example "t") ![cat](https://img.example/c.png) [![x](y.png)](https://b.example)',
  '中文**强调。**然后。\ufeff',
];

// Hundreds of texts, each rendered twice.
const patience = { timeout: 180_000 };

describe(
  'Markdown renders as StreamingMarkdown does on a server, without furniture',
  patience,
  () => {
    it.each([
      ['the examples of CommonMark', commonMarkExamples],
      ['the examples of GFM', gfmExamples],
      ['answers', answers],
      ['READMEs', readmes],
      ['constructs of the kit', constructs],
    ])('%s', async (_, texts) => {
      for (const text of texts) {
        expect(shownHtml(await serve(text, { highlighter: null }))).toBe(
          shownHtml(streamed(text, { highlighter: null })),
        );
      }
    });

    it('under every option that both have', async () => {
      const options = {
        sources: [
          { title: 'A', url: 'https://a.example' },
          { id: 'b', url: 'https://b.example' },
        ],
        headingOffset: 2,
        tolerances: false,
        codeBlock: { lineNumbers: true, wrap: true },
        className: 'mine',
        linkPolicy: ['https://a.example'],
        components: { em: 'i' },
        labels: { footnotes: 'Notes', alert: (kind) => `!${kind}` },
      } as const satisfies MarkdownProps;
      const text = `# *A* [1] [^1]\n\n~a~ <https://a.example>\n\n${constructs.join('\n\n')}\n\n[^1]: n`;
      expect(shownHtml(await serve(text, { ...options, highlighter: null }))).toBe(
        shownHtml(streamed(text, { ...options, highlighter: null })),
      );
    });
  },
);

describe('Markdown with a DOM renders as StreamingMarkdown does in a browser', patience, () => {
  it.each([
    ['the examples of CommonMark', commonMarkExamples],
    ['answers', answers],
    [
      'markdown in elements of raw HTML',
      [
        '<details open>\n<summary>More</summary>\n\n- *one*\n\n```js\nlet a = 1;\n```\n\n</details>\n\nEnd',
        '<table>\n<tr>\n<td>\n\n**in**\n\n</td>\n</tr>\n</table>\n\n> <div align="center">\n>\n> x\n>\n> </div>',
        'a <kbd>b</kbd> <span onclick="x()">c</span> &NotEqualTilde; <img src="x" onerror="y">',
        '<b>open\n\nnext <i>one',
      ],
    ],
  ])('%s', async (_, texts) => {
    await loadRawHtml();
    for (const text of texts) {
      const props = { highlighter: null, imagePolicy: 'block' } as const;
      const { container, unmount } = render(
        <StreamingMarkdown {...props}>{text}</StreamingMarkdown>,
      );
      await act(async () => undefined);
      const inBrowser = shownHtml(container.innerHTML);
      unmount();
      expect(shownHtml(await serve(text, { dom: window, highlighter: null }))).toBe(inBrowser);
    }
  });

  it('escapes raw HTML without one, and with one that cannot sanitise', async () => {
    const text = '<b onclick="x()">a</b>\n\n<div>\nb\n</div>';
    for (const dom of [undefined, null, {}, { document: {} }, 'window']) {
      const shown = await page(text, { dom });
      expect(shown.querySelector('b, .rv-markdown div')).toBeNull();
      expect(shown).toHaveTextContent('<b onclick="x()">a</b><div> b </div>');
    }
  });
});

describe('Markdown', () => {
  it('colours code at once, as StreamingMarkdown does when the language has come', async () => {
    const text =
      '```ts\nconst a: string = `b${c}`;\n```\n\n- x\n\n  ```python\n  print("y")\n  ```';
    const served = await serve(text);
    expect(served).toContain('rv-token-keyword');
    for (const language of ['ts', 'python']) await prismHighlighter.load(language);
    const { container, findAllByText } = render(<StreamingMarkdown>{text}</StreamingMarkdown>);
    await findAllByText('const');
    expect(shownHtml(served)).toBe(shownHtml(container.innerHTML));
  });

  it('colours code by a highlighter of the host, and tells of one that fails', async () => {
    const onError = vi.fn<(error: unknown) => void>();
    const failing = { ...prismHighlighter, load: () => Promise.reject(new Error('no')) };
    const shown = await page('```elm\nx\n```', { highlighter: failing, onError });
    expect(shown.querySelector('code')).toHaveTextContent('x');
    expect(onError).toHaveBeenCalledExactlyOnceWith(new Error('no'));
  });

  it('lets nothing work that would have to be asked about', async () => {
    const text =
      '[a](https://a.example) ![b](https://b.example/c.png) [![d](e.png)](https://f.example)';
    const asking = { linkPolicy: 'ask', imagePolicy: () => 'ask' } satisfies MarkdownProps;
    const served = await serve(text, asking);
    expect(served).not.toMatch(/https:|<button|<img|href/);
    expect(await page(text, asking)).toHaveTextContent('a b d');
  });

  it('blocks images by default, and shows those that a policy allows', async () => {
    const text = '![b](https://b.example/c.png)';
    expect((await page(text)).querySelector('img')).toBeNull();
    const allowed = await page(text, { imagePolicy: ['https://b.example'] });
    expect(allowed.querySelector('img')?.getAttribute('src')).toBe('https://b.example/c.png');
  });

  it('gives each text its own ids, and the same at every render', async () => {
    const [one, other] = ['a[^1]\n\n[^1]: b', 'c[^1]\n\n[^1]: d'] as const;
    expect(await ids(one)).toEqual(await ids(one));
    expect(await ids(one)).not.toEqual(await ids(other));
    expect(await ids(one, { id: 'm1' })).toEqual(['m1-ref-1-1', 'm1-fn', 'm1-fn-1']);
  });

  it('shows a text plain whose extension fails, and tells of it', async () => {
    const onError = vi.fn<(error: unknown) => void>();
    const extensions = [
      {
        extensions: [
          {
            name: 'bad',
            level: 'block' as const,
            tokenizer: () => {
              throw new Error('bad');
            },
          },
        ],
      },
    ];
    expect(await page('# a', { extensions, onError })).toHaveTextContent('# a');
    expect(onError).toHaveBeenCalledOnce();
  });
});
