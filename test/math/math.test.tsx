import { act, render, waitFor } from '@testing-library/react';
import { renderToString as renderTex } from 'katex';
import { renderToString } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import { StreamingMarkdown } from '../../src/markdown/streaming-markdown.tsx';
import type { Katex } from '../../src/math/katex.ts';
import { math } from '../../src/math/math.tsx';

async function rendered(text: string, plugins = [math()]): Promise<HTMLElement> {
  const { container } = render(<StreamingMarkdown plugins={plugins}>{text}</StreamingMarkdown>);
  await waitFor(() => expect(container.querySelector('math, [data-error]')).not.toBeNull());
  return container;
}

describe('math', () => {
  it('is one plugin for the same options', () => {
    expect(math()).toBe(math());
    expect(math({ macros: { '\\R': 'x' } })).toBe(math({ macros: { '\\R': 'x' } }));
    expect(math({ macros: { '\\R': 'x' } })).not.toBe(math());
  });

  it('sets formulas as MathML, without inline styles', async () => {
    const container = await rendered('Let $x^2$ be.\n\n$$\\frac{a}{b}$$\n\n```math\n\\sqrt 2\n```');
    const [inline, display, fence] = container.querySelectorAll('math');
    expect(inline?.closest('p')).toHaveTextContent('Let x2 be.');
    expect(inline?.namespaceURI).toBe('http://www.w3.org/1998/Math/MathML');
    expect(inline?.querySelector('msup > mi')).toHaveTextContent('x');
    expect(inline?.getAttribute('alttext')).toBe('x^2');
    expect(display?.getAttribute('display')).toBe('block');
    expect(display?.closest('.rv-math')?.parentElement).toHaveClass('rv-markdown');
    expect(display?.querySelector('mfrac')?.children).toHaveLength(2);
    expect(fence?.querySelector('msqrt')).not.toBeNull();
    expect(container.querySelector('annotation, [style]')).toBeNull();
    expect(inline?.closest('.rv-math')).toHaveAttribute('data-tex', 'x^2');
  });

  it('writes styled letters as Unicode has them, and aligns columns', async () => {
    const container = await rendered(
      '$$\\mathbb{R}\\mathcal{L}\\mathfrak{g}\\mathbf{v1}$$\n\n$$\\begin{aligned}a&=b\\\\c&=d\\end{aligned}$$',
    );
    expect(container.querySelector('math')).toHaveTextContent('ℝℒ𝔤𝐯𝟏');
    const cells = [...container.querySelectorAll('mtd')];
    expect(cells.map((cell) => cell.getAttribute('data-align'))).toEqual([
      'right',
      'left',
      'right',
      'left',
    ]);
  });

  it.each([
    ['a broken one', '$\\frac{a$', '\\frac{a'],
    ['an unknown command', '$\\nonsense$', '\\nonsense'],
    ['macros without end', '$\\def\\a{\\a\\a}\\a$', '\\def\\a{\\a\\a}\\a'],
    ['a long one', `$${'x'.repeat(11_000)}$`, 'x'.repeat(11_000)],
  ])('shows the source of %s, and why', async (_, text, source) => {
    const container = await rendered(text);
    expect(container.querySelector('code[data-error]')).toHaveTextContent(source);
    expect(container.querySelector('code')?.title).not.toBe('');
  });

  it.each([
    '\\href{javascript:alert(1)}{x}',
    '\\url{javascript:alert(1)}',
    '\\includegraphics{https://evil.example/x.png}',
    '\\htmlStyle{position:fixed}{x}',
    '\\htmlId{body}{x}\\htmlClass{c}{x}\\htmlData{a=b}{x}',
    '\\fcolorbox{red}{blue}{x}\\rule{9999em}{9999em}',
    '\\text{<img src=x onerror=alert(1)>}',
  ])('lets nothing of %s out of the formula', async (tex) => {
    const container = await rendered(`$$${tex}$$`);
    const bad = 'a, img, script, [href], [src], [style], [id], [onerror], math [class], mglyph';
    expect(container.querySelectorAll(bad)).toHaveLength(0);
  });

  it('knows macros of the host', async () => {
    const container = await rendered('$\\R$', [math({ macros: { '\\R': '\\mathbb{R}' } })]);
    expect(container.querySelector('math')).toHaveTextContent('ℝ');
  });

  it('shows the source on the server and until KaTeX is there, and where it is missing', async () => {
    expect(
      renderToString(<StreamingMarkdown plugins={[math()]}>{'a $x^2$'}</StreamingMarkdown>),
    ).toContain('<code class="rv-math-source">x^2</code>');
    const load = vi.fn<() => Promise<Katex>>(() => Promise.reject(new Error('no such module')));
    const plugins = [math({ load, maxLength: 1 })];
    const onError = vi.fn<(error: unknown) => void>();
    const { container } = render(
      <StreamingMarkdown plugins={plugins} onError={onError}>
        {'$x$ $y$'}
      </StreamingMarkdown>,
    );
    await act(() => Promise.resolve());
    expect(load).toHaveBeenCalledTimes(1);
    expect(container).toHaveTextContent('x y');
    expect(onError.mock.calls).toEqual([[new Error('no such module')]]);
  });

  it('sets a formula once, however long the message grows', async () => {
    const renderFormula = vi.fn<Katex['renderToString']>((...values) => renderTex(...values));
    const plugins = [
      math({ maxLength: 77, load: () => Promise.resolve({ renderToString: renderFormula }) }),
    ];
    const { container, rerender } = render(
      <StreamingMarkdown streaming plugins={plugins}>
        {'a $x^2$ b'}
      </StreamingMarkdown>,
    );
    await waitFor(() => expect(container.querySelector('math')).not.toBeNull());
    const formula = container.querySelector('math');
    for (let words = 1; words < 20; words++) {
      rerender(
        <StreamingMarkdown streaming plugins={plugins}>
          {`a $x^2$ b${' word'.repeat(words)}`}
        </StreamingMarkdown>,
      );
    }
    expect(container.querySelector('math')).toBe(formula);
    expect(renderFormula).toHaveBeenCalledTimes(1);
  });
});

/** The visible text after each character, furniture and white space left out. */
async function shownBy(text: string): Promise<string[]> {
  await rendered('$x$');
  const { container, rerender } = render(<StreamingMarkdown streaming plugins={[math()]} />);
  const shown: string[] = [];
  for (let end = 1; end <= text.length; end++) {
    rerender(
      <StreamingMarkdown streaming plugins={[math()]}>
        {text.slice(0, end)}
      </StreamingMarkdown>,
    );
    shown.push(visible(container));
  }
  rerender(<StreamingMarkdown plugins={[math()]}>{text}</StreamingMarkdown>);
  shown.push(visible(container));
  return shown;
}

function visible(container: Element): string {
  const copy = container.cloneNode(true) as Element;
  for (const furniture of copy.querySelectorAll('[data-chrome]')) furniture.remove();
  return (copy.textContent ?? '').replace(/\s/g, '');
}

describe('while a message grows, formulas', () => {
  it.each([
    ['in a line', 'Let $x_1$ and $f^*(x) = \\frac{a}{b}$ be, so \\(a*b\\) is.'],
    ['on lines of their own', 'So\n\n$$\nx\n+ y\n$$\n\nand\n\n\\[ a_b*c* \\]\n\nend.'],
    ['in a paragraph', 'So $$x$$ and\n\\[y\\] end.'],
    ['in emphasis', '**let $f^*$ be** and *so \\(x*y\\)* on.'],
    ['in a list', '- $x$ is\n- so\n  $$\n  y\n  $$\n- \\(z\\)'],
    ['that are prices', 'It costs $5 and $10, or $5-$10 or $3.50. In all $20 for two.'],
    ['that are variables', 'Set $HOME to your path and then go on.'],
    ['that are escaped', 'A \\$x\\$ and \\\\(y\\\\) and \\[z.'],
  ])('take nothing back that has been shown: %s', async (_, text) => {
    const steps = await shownBy(text);
    const end = steps.at(-1) ?? '';
    expect(steps.filter((step) => !end.startsWith(step))).toEqual([]);
  });
});
