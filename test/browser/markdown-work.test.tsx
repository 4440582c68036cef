import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { prismHighlighter } from '../../src/highlight/prism-highlighter.ts';
import { loadOpenBlock } from '../../src/markdown/resume/lazy-open-block.ts';
import { loadRawHtml } from '../../src/markdown/elements/lazy-raw-html.ts';
import type { MarkdownComponents } from '../../src/markdown/elements/render-settings.ts';
import { StreamingMarkdown } from '../../src/markdown/streaming-markdown.tsx';
import { corpus } from '../bench/render/corpora.ts';

beforeAll(loadRawHtml);

/** What one stretch of a stream cost. */
interface Work {
  renders: number;
  mutations: number;
  removed: number;
}

/** Makes a component that stands in for an element and counts its renders. */
function counted(Type: 'p' | 'li' | 'tr' | 'em' | 'strong' | 'h2' | 'td', work: Work) {
  return ({ children }: { children?: React.ReactNode }) => {
    work.renders++;
    return <Type>{children}</Type>;
  };
}

/** Counts the renders of every element that markdown makes. */
function countingComponents(work: Work): MarkdownComponents {
  const count = (name: Parameters<typeof counted>[0]) => counted(name, work);
  return {
    p: count('p'),
    li: count('li'),
    tr: count('tr'),
    td: count('td'),
    em: count('em'),
    strong: count('strong'),
    h2: count('h2'),
  };
}

/** Streams `text` and returns the work per append in the first and in the last quarter of it. */
function measureQuarters(text: string, step = 128): { first: Work; last: Work; removed: number } {
  const container = document.createElement('div');
  document.body.append(container);
  const root = createRoot(container);
  const work: Work = { renders: 0, mutations: 0, removed: 0 };
  const components = countingComponents(work);
  const observer = new MutationObserver(() => undefined);
  observer.observe(container, { childList: true, subtree: true, characterData: true });
  const quarters: Work[] = [];
  const appends = Math.ceil(text.length / step);
  for (let append = 1; append <= appends; append++) {
    flushSync(() => {
      root.render(
        <StreamingMarkdown streaming components={components}>
          {text.slice(0, append * step)}
        </StreamingMarkdown>,
      );
    });
    const records = observer.takeRecords();
    work.mutations += records.length;
    for (const { target, removedNodes } of records) {
      // Two lists in a row are one loose list: its tight items become paragraphs, as markdown wants it.
      const isTurningLoose = target instanceof HTMLLIElement;
      if (!isTurningLoose) work.removed += removedNodes.length;
    }
    if (append % Math.floor(appends / 4) === 0) {
      quarters.push({ ...work });
      work.renders = 0;
      work.mutations = 0;
    }
  }
  observer.disconnect();
  root.unmount();
  container.remove();
  const perAppend = (quarter: Work = work): Work => ({
    renders: quarter.renders / Math.floor(appends / 4),
    mutations: quarter.mutations / Math.floor(appends / 4),
    removed: 0,
  });
  return { first: perAppend(quarters[0]), last: perAppend(quarters[3]), removed: work.removed };
}

describe('the work of an append of 128 characters', () => {
  beforeAll(async () => {
    await loadOpenBlock();
    for (const name of ['typescript', 'python', 'sql', 'json']) await prismHighlighter.load(name);
  });

  // [document, renders of elements at most, DOM mutations at most]
  it.each([
    ['mix-64', 8, 8],
    ['list-64', 8, 8],
    ['nested-64', 16, 8],
    ['quote-64', 8, 8],
    ['paragraph-64', 8, 8],
    ['table-64', 32, 8],
    ['fence-64', 1, 8],
  ] as const)('stays the same from the start of %s to its end', (name, renders, mutations) => {
    const { first, last, removed } = measureQuarters(corpus(name));
    expect(last.renders).toBeLessThanOrEqual(renders);
    expect(last.mutations).toBeLessThanOrEqual(mutations);
    expect(last.renders).toBeLessThanOrEqual(first.renders * 2 + 5);
    expect(last.mutations).toBeLessThanOrEqual(first.mutations * 2 + 5);
    expect(removed).toBe(0);
  });
});
