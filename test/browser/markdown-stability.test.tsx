import { flushSync } from 'react-dom';
import { type Root, createRoot } from 'react-dom/client';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { prismHighlighter } from '../../src/highlight/prism-highlighter.ts';
import { loadRawHtml } from '../../src/markdown/elements/lazy-raw-html.ts';
import { StreamingMarkdown } from '../../src/markdown/streaming-markdown.tsx';

beforeAll(loadRawHtml);

const part = [
  '## A title with `code`',
  'Some **bold** and [linked](https://a.example) words, &amp; an entity.\nA second line.',
  '1. one\n2. two\n   - nested *item*\n3. three',
  '| a | b |\n|:--|--:|\n| 1 | `2` |\n| 3 | 4 |',
  '```js\nconst answer = 42; // it\n\nexport default `a ${answer}`;\n```',
  '> A quote\n> - with a list',
  '<details>\n<summary>More</summary>\n<b>html</b>\n</details>',
  '---',
  'The end.',
].join('\n\n');
const message = Array.from({ length: 4 }, () => part).join('\n\n');

let root: Root;
let container: HTMLElement;

beforeAll(async () => {
  // What keeps selections comes with the first message.
  const first = createRoot(document.createElement('div'));
  flushSync(() => first.render(<StreamingMarkdown />));
  await import('../../src/markdown/reading/reading-aids.ts');
  first.unmount();
});

beforeEach(() => {
  container = document.createElement('div');
  document.body.append(container);
  root = createRoot(container);
});

afterEach(() => {
  root.unmount();
  container.remove();
});

function show(text: string, streaming = true): void {
  flushSync(() => root.render(<StreamingMarkdown streaming={streaming}>{text}</StreamingMarkdown>));
}

/** Streams a text and counts what each step does to the DOM. */
function observe(text: string, step: number) {
  const observer = new MutationObserver(() => undefined);
  observer.observe(container, { childList: true, subtree: true, characterData: true });
  let removed = 0;
  let largestStep = 0;
  for (let end = step; end < text.length + step; end += step) {
    show(text.slice(0, end));
    const records = observer.takeRecords();
    const changes = records.map((record) => record.removedNodes.length);
    removed += changes.reduce((sum, count) => sum + count, 0);
    largestStep = Math.max(largestStep, records.length);
  }
  observer.disconnect();
  return { removed, largestStep };
}

describe('a streaming message', () => {
  it('keeps every node of its closed blocks', async () => {
    await prismHighlighter.load('js');
    const half = message.slice(0, message.length / 2);
    show(half);
    const blocks = [...container.querySelectorAll('.rv-markdown > :not(.rv-page), .rv-page > *')];
    const closed = blocks.slice(0, blocks.length - 3);
    const nodes = closed.flatMap((block) => [block, ...block.querySelectorAll('*')]);
    const changes = vi.fn<() => void>();
    const observer = new MutationObserver(changes);
    for (const block of closed) {
      observer.observe(block, {
        childList: true,
        subtree: true,
        attributes: true,
        characterData: true,
      });
    }
    for (let end = half.length; end <= message.length; end += 5) show(message.slice(0, end));
    show(message, false);
    expect(observer.takeRecords()).toEqual([]);
    expect(changes).not.toHaveBeenCalled();
    expect(nodes.every((node) => node.isConnected)).toBe(true);
    observer.disconnect();
  });

  it('changes a bounded number of nodes per step, wherever it stands', async () => {
    await prismHighlighter.load('js');
    const { removed, largestStep } = observe(message, 7);
    expect(largestStep).toBeLessThanOrEqual(40);
    expect(removed / message.length).toBeLessThan(0.05);
  });

  it('moves nothing when it ends', async () => {
    await prismHighlighter.load('js');
    show(message);
    const observer = new MutationObserver(() => undefined);
    observer.observe(container, { childList: true, subtree: true, characterData: true });
    show(message, false);
    expect(observer.takeRecords()).toEqual([]);
    observer.disconnect();
  });

  it('keeps a selection in what has been read', () => {
    show(`${part}\n\nlast`);
    const text = container.querySelector('p')!.firstChild!;
    getSelection()?.setBaseAndExtent(text, 0, text, 4);
    for (let end = 0; end < part.length; end += 9) show(`${part}\n\nlast\n\n${part.slice(0, end)}`);
    expect(getSelection()?.toString()).toBe('Some');
  });

  it.each([
    [
      'paragraph',
      'Chosen words **and',
      ' then** more, `code`, [a link](https://a.example)\nand a line.\n\nNext.',
    ],
    ['heading', '## Chosen words', ' go *on* to the end\n\nNext.'],
    ['list item', '- Chosen words', ' and *more*\n- another\n  - nested\n- last\n\nNext.'],
    ['loose list item', '- Chosen words\n\n  Below', ' and more\n\n- another\n\nNext.'],
    ['quote', '> Chosen words', ' and *more*\n> a line\n>\n> another\n\nNext.'],
    ['alert', '> [!NOTE]\n> Chosen words', ' and *more*\n> a line\n\nNext.'],
    ['table cell', '| Chosen words | b |\n|--|--|\n| 1', ' | 2 |\n| 3 | 4 |\n\nNext.'],
    [
      'open table cell',
      '| a | b |\n|--|--|\n| Chosen words',
      ' and *more* | 2 |\n| 3 | 4 |\n\nNext.',
    ],
    ['code line', '```js\nChosen words', ';\nconst more = 1;\n```\n\nNext.'],
    ['emphasis', 'So **Chosen words', ' and more** go on.\n\nNext.'],
    [
      'link text',
      'So [Chosen words of a long label',
      ' and more](https://a.example) go on.\n\nNext.',
    ],
    ['code span', 'So `Chosen words', ' and more` go on.\n\nNext.'],
    ['strikethrough', 'So ~~Chosen words', ' and more~~ go on.\n\nNext.'],
    ['raw HTML', 'So <b>Chosen words', ' and more</b> go on.\n\nNext.'],
    ['nested list in a quote', '> - a\n>   - Chosen words', ' and more\n> - b\n\nNext.'],
  ])('keeps a selection in the growing %s', (_, start, rest) => {
    show(start);
    const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && !walker.currentNode.textContent?.includes('Chosen'));
    const node = walker.currentNode;
    const at = node.textContent?.indexOf('Chosen') ?? 0;
    getSelection()?.setBaseAndExtent(node, at, node, at + 6);
    for (let end = 0; end <= rest.length; end++) {
      show(start + rest.slice(0, end));
      expect(node.isConnected).toBe(true);
    }
    show(start + rest, false);
    expect(getSelection()?.anchorNode).toBe(node);
    expect(getSelection()?.toString()).toBe('Chosen');
  });
});
