import { act, render } from '@testing-library/react';
import { Profiler, useLayoutEffect } from 'react';
import { renderToString } from 'react-dom/server';
import { beforeEach, describe, expect, it, vi } from 'vitest';

const module = '../../src/markdown/html/raw-html.ts';
const html =
  'Before *it*.\n\n<details open>\n<summary>More</summary>\n\ninside\n\n</details>\n\nAfter.';

let imports: ReturnType<typeof vi.fn<() => void>>;
let StreamingMarkdown: typeof import('../../src/markdown/streaming-markdown.tsx').StreamingMarkdown;
let lazy: typeof import('../../src/markdown/elements/lazy-raw-html.ts');
let arrive: () => Promise<void>;
let failNext: boolean;

// A page of its own for each test: what shows raw HTML arrives, or fails, when the test says so.
beforeEach(async () => {
  vi.resetModules();
  imports = vi.fn();
  failNext = false;
  let gate = closedGate();
  vi.doMock(module, async (original) => {
    imports();
    await gate.passage;
    if (failNext) throw new Error('offline');
    return original();
  });
  // What tells tags from text is there already.
  await (await import('../../src/markdown/syntax/lazy-rare-rules.ts')).rareReader.load();
  ({ StreamingMarkdown } = await import('../../src/markdown/streaming-markdown.tsx'));
  lazy = await import('../../src/markdown/elements/lazy-raw-html.ts');
  arrive = () =>
    act(async () => {
      gate.open();
      await lazy.rawHtml.load();
      gate = closedGate();
    });
});

function closedGate() {
  const gate = { open: (): void => undefined };
  const passage = new Promise<void>((resolve) => Object.assign(gate, { open: resolve }));
  return Object.assign(gate, { passage });
}

function textOf(container: Element): string {
  return container.textContent?.replace(/\s+/g, ' ').trim() ?? '';
}

describe('what shows raw HTML', () => {
  it('is not loaded for markdown without any, finished or streaming', async () => {
    const text =
      '# Title\n\na < b, `<b>`, <https://a.example>, &copy; &lt;b&gt;\n\n```html\n<b>x</b>\n```\n\n    <b>\n';
    const { rerender } = render(<StreamingMarkdown>{text}</StreamingMarkdown>);
    for (let end = 1; end <= text.length; end++) {
      rerender(<StreamingMarkdown streaming>{text.slice(0, end)}</StreamingMarkdown>);
    }
    await act(async () => undefined);
    expect(imports).not.toHaveBeenCalled();
  });

  it.each([
    '<div>x</div>',
    'a <b>b</b>',
    'a <!-- b -->',
    '- <kbd>x</kbd>',
    '| a |\n|---|\n| <br> |',
    '&ngE;',
  ])('is asked for before the page with %j is there', (text) => {
    const order: string[] = [];
    vi.spyOn(lazy.rawHtml, 'load').mockImplementation(async () => void order.push('load'));
    function Page() {
      useLayoutEffect(() => void order.push('page'));
      return <StreamingMarkdown>{text}</StreamingMarkdown>;
    }
    render(<Page />);
    expect(order.slice(0, 2)).toEqual(['load', 'page']);
  });

  it('is imported once for two messages, and shows both', async () => {
    const view = (
      <>
        <StreamingMarkdown>{html}</StreamingMarkdown>
        <StreamingMarkdown>{'a <kbd>b</kbd>'}</StreamingMarkdown>
      </>
    );
    const { container } = render(view);
    expect(textOf(container)).toBe('Before it.a');
    const before = container.querySelector('p');
    await arrive();
    expect(container.querySelector('p')).toBe(before);
    expect(container.querySelector('details > p')).toHaveTextContent('inside');
    expect(container.querySelector('p > kbd')).toHaveTextContent('b');
    expect(imports).toHaveBeenCalledTimes(1);
  });

  it('is there at once for later messages, and can be had in advance', async () => {
    const loaded = lazy.loadRawHtml();
    await Promise.all([arrive(), loaded]);
    const { container } = render(<StreamingMarkdown>{html}</StreamingMarkdown>);
    expect(container.querySelector('details > p')).toHaveTextContent('inside');
  });

  it('renders no message again that has none', async () => {
    const onRender = vi.fn<(id: string) => void>();
    render(
      <>
        <Profiler id="plain" onRender={onRender}>
          <StreamingMarkdown>{'Just *text*.'}</StreamingMarkdown>
        </Profiler>
        <Profiler id="html" onRender={onRender}>
          <StreamingMarkdown>{html}</StreamingMarkdown>
        </Profiler>
      </>,
    );
    // What a selection needs loads by itself, and renders everything once.
    await act(async () => void (await import('../../src/markdown/reading/reading-aids.ts')));
    onRender.mockClear();
    await arrive();
    expect(onRender.mock.calls.map(([id]) => id)).toEqual(['html']);
  });

  it('lets a message stream on while it loads', async () => {
    const { container, rerender } = render(<StreamingMarkdown streaming />);
    const seen: string[] = [];
    for (let end = 1; end <= html.length; end++) {
      rerender(<StreamingMarkdown streaming>{html.slice(0, end)}</StreamingMarkdown>);
      seen.push(textOf(container));
    }
    expect(seen.at(-1)).toBe('Before it.');
    expect(seen.every((text) => 'Before it.'.startsWith(text))).toBe(true);
    await arrive();
    expect(textOf(container)).toBe('Before it. More insideAfter.');
  });
});

describe('where it cannot be loaded', () => {
  it('raw HTML is text and nothing is missing, until a later message gets it', async () => {
    failNext = true;
    const { container } = render(<StreamingMarkdown>{html}</StreamingMarkdown>);
    await arrive();
    expect(textOf(container)).toContain('<summary>More</summary>');
    expect(textOf(container)).toContain('After.');
    expect(container.querySelector('details')).toBeNull();
    failNext = false;
    const { container: later } = render(<StreamingMarkdown>{'a <kbd>b</kbd>'}</StreamingMarkdown>);
    expect(later).toHaveTextContent('a <kbd>b</kbd>');
    await arrive();
    expect(imports).toHaveBeenCalledTimes(2);
    expect(later.querySelector('kbd')).toHaveTextContent('b');
    expect(container.querySelector('details > p')).toHaveTextContent('inside');
  });

  it('is not tried at every step of a message', async () => {
    failNext = true;
    const { rerender } = render(<StreamingMarkdown streaming>{html}</StreamingMarkdown>);
    await arrive();
    for (let count = 0; count < 10; count++) {
      rerender(<StreamingMarkdown streaming>{html + ' more'.repeat(count)}</StreamingMarkdown>);
      await act(async () => undefined);
    }
    expect(imports).toHaveBeenCalledTimes(1);
  });
});

describe('a message that a server has rendered', () => {
  it('keeps its source as text until it arrives, without a mismatch', async () => {
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const view = <StreamingMarkdown>{html}</StreamingMarkdown>;
    const container = document.createElement('div');
    container.innerHTML = renderToString(view);
    const served = textOf(container);
    expect(imports).not.toHaveBeenCalled();
    const before = container.querySelector('p');
    await act(async () => render(view, { container, hydrate: true }));
    expect(textOf(container)).toBe(served);
    expect(served).toContain('<summary>');
    await arrive();
    expect(textOf(container)).toBe('Before it. More insideAfter.');
    expect(container.querySelector('p')).toBe(before);
    expect(complaints.mock.calls).toEqual([]);
    complaints.mockRestore();
  });
});
