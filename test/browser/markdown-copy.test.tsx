import { flushSync } from 'react-dom';
import { type Root, createRoot } from 'react-dom/client';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadRawHtml } from '../../src/markdown/elements/lazy-raw-html.ts';
import {
  StreamingMarkdown,
  type StreamingMarkdownProps,
} from '../../src/markdown/streaming-markdown.tsx';

beforeAll(loadRawHtml);

const blocks = {
  heading: '## A title with `code`',
  paragraph: 'Some **bold** and [linked](https://a.example) words &amp; more.',
  list: '1. one\n2. two *stressed*\n   - nested\n3. three',
  table: '| a | b |\n|:--|--:|\n| 1 | `2` |\n| 3 | 4 |\n| 5 | 6 |',
  code: '```js\nconst answer = 42; // it\n\n  return answer;\n```',
  quote: '> A quote\n> of two lines',
  html: '<details open>\n<summary>More</summary>\n\nInside *it*.\n\n</details>',
  last: 'The end.',
};
const message = Object.values(blocks).join('\n\n');

let root: Root;
let container: HTMLElement;

beforeAll(async () => {
  await import('../../src/markdown/reading/reading-aids.ts');
});

beforeEach(() => {
  container = document.createElement('div');
  document.body.append(container);
  root = createRoot(container);
});

afterEach(() => {
  getSelection()?.removeAllRanges();
  root.unmount();
  container.remove();
});

async function show(props: StreamingMarkdownProps): Promise<void> {
  flushSync(() => root.render(<StreamingMarkdown {...props} />));
  // The handler arrives with its module, which is loaded already.
  await import('../../src/markdown/reading/reading-aids.ts');
}

function copy(): { text: string; html: string; isOurs: boolean } {
  const clipboardData = new DataTransfer();
  const event = new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true });
  const { anchorNode } = getSelection() ?? {};
  const target = anchorNode instanceof Element ? anchorNode : anchorNode?.parentElement;
  target?.dispatchEvent(event);
  return {
    text: clipboardData.getData('text/plain'),
    html: clipboardData.getData('text/html'),
    isOurs: event.defaultPrevented,
  };
}

function find(selector: string): Element {
  const element = container.querySelector(selector);
  if (!element) throw new Error(`no ${selector}`);
  return element;
}

function select(from: string | Element, to: string | Element = from): void {
  const [start, end] = [from, to].map((place) => (typeof place === 'string' ? find(place) : place));
  if (start && end) getSelection()?.setBaseAndExtent(start, 0, end, end.childNodes.length);
}

function selectText(selector: string, text: string): void {
  const walker = document.createTreeWalker(find(selector), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.textContent?.indexOf(text) ?? -1;
    if (at < 0) continue;
    const { currentNode } = walker;
    getSelection()?.setBaseAndExtent(currentNode, at, currentNode, at + text.length);
    return;
  }
  throw new Error(`no ${text}`);
}

describe('a selection over blocks', () => {
  it('is copied as their markdown', async () => {
    await show({ children: message });
    select('.rv-markdown');
    expect(copy().text).toBe(message);
  });

  it.each([
    ['h2', 'p', `${blocks.heading}\n\n${blocks.paragraph}`],
    ['.rv-markdown > ol', '.rv-markdown > table', `${blocks.list}\n\n${blocks.table}`],
    ['.rv-markdown > table', '.rv-markdown > pre', `${blocks.table}\n\n${blocks.code}`],
    ['.rv-markdown > pre', '.rv-markdown > blockquote', `${blocks.code}\n\n${blocks.quote}`],
  ])('from %s to %s is the source of both and what lies between', async (from, to, source) => {
    await show({ children: message });
    select(from, to);
    expect(copy().text).toBe(source);
  });

  it('takes parts of the first and last block for the whole of them', async () => {
    await show({ children: message });
    const [from, to] = [find('p').firstChild!, find('ol li').firstChild!];
    getSelection()?.setBaseAndExtent(from, 2, to, 2);
    expect(copy().text).toBe(`${blocks.paragraph}\n\n${blocks.list}`);
  });

  it('leaves out the next block when only its edge is touched, as a triple click does', async () => {
    await show({ children: message });
    getSelection()?.setBaseAndExtent(find('p'), 0, find('ol'), 0);
    expect(copy().text).toBe(blocks.paragraph);
  });

  it('finds blocks that components of the host show', async () => {
    const components = {
      p: ({ children }: { children?: React.ReactNode }) => <div>{children}</div>,
    };
    await show({ children: `one\n\ntwo\n\n## three\n\nfour`, components });
    select('.rv-markdown > div:nth-child(2)', 'h2');
    expect(copy().text).toBe('two\n\n## three');
  });

  it('finds blocks in the open message', async () => {
    await show({ children: 'one **two**\n\n- three\n- fo', streaming: true });
    select('.rv-markdown');
    expect(copy().text).toBe('one **two**\n\n- three\n- fo');
  });
});

describe('a selection inside one block', () => {
  it('is copied as it is seen', async () => {
    await show({ children: message });
    selectText('p', 'bold');
    expect(copy()).toMatchObject({ text: 'bold', html: '<strong>bold</strong>' });
  });

  it('keeps the link it is a part of', async () => {
    await show({ children: message });
    selectText('p', 'link');
    expect(copy().html).toBe('<a href="https://a.example">link</a>');
  });

  it('is the markdown of a whole block', async () => {
    await show({ children: message });
    select('.rv-markdown > p');
    expect(copy().text).toBe(blocks.paragraph);
  });

  it('is the markdown of several items of a list', async () => {
    await show({ children: message });
    select('ol > li:nth-child(2)', 'ol > li:nth-child(3)');
    expect(copy().text).toBe('2. two *stressed*\n   - nested\n3. three');
  });

  it('is a table again for several rows of a table', async () => {
    await show({ children: message });
    select('tbody > tr:nth-child(2)', 'tbody > tr:nth-child(3)');
    expect(copy().text).toBe('| a | b |\n|:--|--:|\n| 3 | 4 |\n| 5 | 6 |');
  });

  it('has tabs between the cells of one row', async () => {
    await show({ children: message });
    select('tbody > tr:nth-child(2)');
    expect(copy().text).toBe('3\t4');
  });

  it('is the code and nothing else inside code', async () => {
    // Colours, which come when they have loaded, would part the text.
    await show({ children: message, highlighter: null });
    select('pre > code');
    expect(copy().text).toBe('const answer = 42; // it\n\n  return answer;');
    selectText('pre > code', '  return');
    expect(copy().text).toBe('  return');
  });
});

describe('the HTML of a selection', () => {
  it('has no furniture, classes or wrappers', async () => {
    await show({ children: message });
    select('.rv-markdown');
    const { html } = copy();
    expect(html).not.toMatch(/class=|data-|<button|<span|<div|tabindex|aria-/);
    expect(html).toContain('<pre dir="ltr"><code>const answer = 42;');
    expect(html).toContain('<td align="right"><code>2</code></td>');
    expect(html).toContain('<a href="https://a.example">linked</a>');
  });
});

describe('copying', () => {
  it('is left to the browser when the host says so, without a selection, and beyond the message', async () => {
    await show({ children: message, copyMarkdown: false });
    select('.rv-markdown');
    expect(copy().isOurs).toBe(false);
    await show({ children: message });
    getSelection()?.collapse(find('p'), 0);
    expect(copy().isOurs).toBe(false);
    getSelection()?.selectAllChildren(document.body);
    find('p').dispatchEvent(new ClipboardEvent('copy', { bubbles: true }));
    expect(copy().isOurs).toBe(false);
  });
});
