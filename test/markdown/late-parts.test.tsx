import { act, render } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answers, commonMarkExamples, gfmExamples } from './corpora.ts';
import type { Step } from './dom-steadiness.ts';

const texts = [
  ...answers.filter(({ length }) => length < 6000),
  ...[...commonMarkExamples, ...gfmExamples].filter((_, index) => index % 3 === 0),
  'Text\n\n````markdown\n```js\n*x*\n```\n````\n\nend',
  'a *b* <pod-name> and `<b>` <std::string> <b>c</b>\n\n- List<Item>\n\n<details>\n**x**\n\n</details>',
];

// Tests begin with all parts loaded: these have pages of their own, which have loaded nothing.
beforeEach(() => {
  vi.resetModules();
});
afterEach(() => {
  vi.doUnmock('../../src/markdown/complete/complete-block.ts');
});

const partsOf = async () => ({
  completer: (await import('../../src/markdown/complete/lazy-completer.ts')).completer,
  rareReader: (await import('../../src/markdown/syntax/lazy-rare-rules.ts')).rareReader,
  rawHtml: (await import('../../src/markdown/elements/lazy-raw-html.ts')).rawHtml,
});

function isBeginning({ shown }: Step, whole: Step | undefined): boolean {
  const { text = '', kinds = [] } = whole?.shown ?? {};
  return text.startsWith(shown.text) && shown.kinds.every((kind, at) => kind === kinds[at]);
}

it.each(['completer', 'rareReader', 'rawHtml'] as const)(
  'while %s is loading shows a beginning of what it will show, in the same elements',
  async (missing) => {
    const { [missing]: part, ...others } = await partsOf();
    await Promise.all(Object.values<{ load: () => unknown }>(others).map((other) => other.load()));
    const { streamInPage } = await import('./dom-steadiness.ts');
    const stream = () => texts.map((text) => streamInPage(text, text.length > 200 ? 61 : 2));
    // Nothing can load before the next `await`.
    const waiting = stream();
    expect(part.get()).toBeUndefined();
    await part.load();
    const loaded = stream();
    const wrong = waiting.flatMap((steps, index) =>
      steps.filter((step, at) => !isBeginning(step, loaded[index]?.[at])),
    );
    expect(wrong.map(({ source }) => source)).toEqual([]);
    const shown = waiting.flatMap((steps) => steps.filter((step) => step.shown.text !== ''));
    expect(shown.length).toBeGreaterThan(500);
  },
);

const growing = 'Some words come, *and more* of\n\nThe **bold word';
const message = `${growing}** <Warning>*a*</Warning> and a <pod-name> end`;

describe('a message that a server has rendered without them', () => {
  it.each([
    [growing, true, 'Some words come, and more ofThe'],
    [
      message,
      false,
      'Some words come, and more ofThe bold word <Warning>a</Warning> and a <pod-name> end',
    ],
  ])(
    'shows its text there, hydrates without a mismatch, and then as it is: %j',
    async (text, streaming, onServer) => {
      const { StreamingMarkdown } = await import('../../src/markdown/streaming-markdown.tsx');
      const view = <StreamingMarkdown streaming={streaming}>{text}</StreamingMarkdown>;
      const container = document.createElement('div');
      container.innerHTML = renderToString(view);
      expect(container.textContent).toBe(onServer);
      const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined);
      await act(async () => render(view, { container, hydrate: true }));
      const { completer, rareReader, rawHtml } = await partsOf();
      await act(
        async () =>
          void (await Promise.all([completer, rareReader, rawHtml].map((part) => part.load()))),
      );
      expect(complaints).not.toHaveBeenCalled();
      complaints.mockRestore();
      expect(container.querySelector('strong')).toHaveTextContent('bold word');
    },
  );
});

it('renders on servers as in browsers where both have loaded them in advance', async () => {
  const { loadMarkdownParts } = await import('../../src/markdown/elements/use-late-parts.ts');
  const { StreamingMarkdown } = await import('../../src/markdown/streaming-markdown.tsx');
  await loadMarkdownParts();
  expect(renderToString(<StreamingMarkdown streaming>{growing}</StreamingMarkdown>)).toContain(
    '<strong>bold word</strong>',
  );
});

it('shows all text as it is where what completes it cannot be loaded, and tries again with the next message', async () => {
  const load = vi.fn<() => void>();
  vi.doMock('../../src/markdown/complete/complete-block.ts', async (original) => {
    load();
    if (load.mock.calls.length === 1) throw new Error('offline');
    return original();
  });
  const { StreamingMarkdown } = await import('../../src/markdown/streaming-markdown.tsx');
  const { container, rerender } = render(
    <StreamingMarkdown streaming>{growing}</StreamingMarkdown>,
  );
  const { completer } = await partsOf();
  await act(() => vi.waitUntil(() => completer.outcome() === 'none'));
  for (let count = 0; count < 5; count++) {
    rerender(
      <StreamingMarkdown streaming>{`${growing}${' more'.repeat(count)}`}</StreamingMarkdown>,
    );
    await act(async () => undefined);
  }
  expect(load).toHaveBeenCalledTimes(1);
  expect(container).toHaveTextContent('The **bold word more');
});
