import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { beforeAll, describe, expect, expectTypeOf, it, vi } from 'vitest';
import type { CodeBlockProps } from '../../src/code-block/code-block.tsx';
import { loadRawHtml } from '../../src/markdown/elements/lazy-raw-html.ts';
import type {
  MarkdownComponents,
  MarkdownElement,
  MarkdownElementProps,
} from '../../src/markdown/elements/render-settings.ts';
import { StreamingMarkdown } from '../../src/markdown/streaming-markdown.tsx';

beforeAll(loadRawHtml);

const sources: Partial<Record<MarkdownElement, string>> = {
  a: '[link](https://a.example)',
  blockquote: '> quote',
  br: 'one  \ntwo',
  code: '`code`',
  del: '~~gone~~',
  em: '*soft*',
  h1: '# one',
  h2: '## two',
  h3: '### three',
  h4: '#### four',
  h5: '##### five',
  h6: '###### six',
  hr: '---',
  img: '![alt](/picture.png)',
  input: '- [x] done',
  li: '- item',
  ol: '1. item',
  p: 'text',
  strong: '**loud**',
  table: '| a |\n|---|\n| b |',
  tbody: '| a |\n|---|\n| b |',
  td: '| a |\n|---|\n| b |',
  th: '| a |\n|---|\n| b |',
  thead: '| a |\n|---|\n| b |',
  tr: '| a |\n|---|\n| b |',
  ul: '- item',
  kbd: 'Press <kbd>x</kbd>.',
  details: '<details><summary>s</summary>t</details>',
  summary: '<details><summary>s</summary>t</details>',
  sup: 'x<sup>2</sup>',
  pre: '```js\ncode\n```',
};

const handOn = (Name: string) => (props: object) => <Name {...props} />;

describe('components of the host', () => {
  it.each(Object.entries(sources))('stand in for <%s>', (name, source) => {
    const seen: Record<string, unknown>[] = [];
    const components = {
      [name]: (props: Record<string, unknown>) => {
        seen.push(props);
        return <data value={name}>{props['children'] as ReactNode}</data>;
      },
    };
    const { container } = render(
      <StreamingMarkdown components={components} imagePolicy="allow">
        {source}
      </StreamingMarkdown>,
    );
    expect(container.querySelector(`data[value="${name}"]`)).not.toBeNull();
    expect(container.querySelector(`${name}:not([data-chrome] *)`)).toBeNull();
    expect(seen[0]).toMatchObject({ 'data-streaming': undefined });
  });

  it.each([true, false])(
    'may hand all their props on to the element (streaming: %s)',
    (streaming) => {
      const complaints = vi.spyOn(console, 'error');
      // Fenced code under an own `pre` is bare, so that it is not the same.
      const names = Object.keys(sources).filter((name) => name !== 'pre' && name !== 'code');
      const components = Object.fromEntries(names.map((name) => [name, handOn(name)]));
      const html = (source: string, own?: MarkdownComponents): string => {
        const { container } = render(
          <StreamingMarkdown streaming={streaming} components={own} imagePolicy="allow">
            {source}
          </StreamingMarkdown>,
        );
        return container.innerHTML.replaceAll(' data-streaming="true"', '');
      };
      for (const source of Object.values(sources)) {
        expect(html(source, components as MarkdownComponents)).toBe(html(source));
      }
      expect(complaints.mock.calls).toEqual([]);
      complaints.mockRestore();
    },
  );

  it('learn whether more may follow in their block, and elements of the page do not', () => {
    const states: (string | undefined)[] = [];
    const components: MarkdownComponents = {
      a: ({ 'data-streaming': streaming, children }) => {
        states.push(streaming);
        return <a href="/own">{children}</a>;
      },
      p: 'section',
    };
    const text = 'Go [there](https://a.example) and';
    const view = render(
      <StreamingMarkdown streaming components={components}>
        {text}
      </StreamingMarkdown>,
    );
    expect(states.at(-1)).toBe('true');
    view.rerender(
      <StreamingMarkdown
        streaming
        components={components}
      >{`${text} on.\n\n## Next\n\n`}</StreamingMarkdown>,
    );
    expect(states.at(-1)).toBeUndefined();
    const section = view.container.querySelector('section');
    expect(section?.getAttributeNames()).toEqual([]);
  });

  it('stay mounted when their block closes', () => {
    let mounts = 0;
    const components: MarkdownComponents = {
      p: function Paragraph({ children }) {
        return <p ref={(element) => void (element && mounts++)}>{children}</p>;
      },
    };
    const streamed = (text: string, streaming = true) => (
      <StreamingMarkdown streaming={streaming} components={components}>
        {text}
      </StreamingMarkdown>
    );
    const view = render(streamed('one'));
    const [element] = view.container.getElementsByTagName('p');
    view.rerender(streamed('one two'));
    view.rerender(streamed('one two\n\nthree'));
    view.rerender(streamed('one two\n\nthree', false));
    expect(view.container.getElementsByTagName('p')[0]).toBe(element);
    expect(mounts).toBeGreaterThan(0);
  });

  it('are typed by element', () => {
    expectTypeOf<MarkdownElementProps<'a'>['href']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<MarkdownElementProps<'input'>['checked']>().toEqualTypeOf<boolean | undefined>();
    expectTypeOf<MarkdownElementProps<'p'>['data-streaming']>().toEqualTypeOf<'true' | undefined>();
    expectTypeOf<{
      a: 'b';
      p: (props: MarkdownElementProps<'p'>) => null;
    }>().toExtend<MarkdownComponents>();
    expectTypeOf<{ a: (props: { href: number }) => null }>().not.toExtend<MarkdownComponents>();
    expectTypeOf<{ codeBlock: (props: CodeBlockProps) => null }>().toExtend<MarkdownComponents>();
    expectTypeOf<{ nonsense: 'b' }>().not.toExtend<Required<MarkdownComponents>>();
  });
});
