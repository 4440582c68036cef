import { flushSync } from 'react-dom';
import { type Root, createRoot } from 'react-dom/client';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import '../../src/styles/styles.css';
import { fading as fadingPart } from '../../src/markdown/elements/lazy-fading-text.ts';
import { loadRawHtml } from '../../src/markdown/elements/lazy-raw-html.ts';
import {
  StreamingMarkdown,
  type StreamingMarkdownProps,
} from '../../src/markdown/streaming-markdown.tsx';
import { eventually } from '../eventually.ts';

beforeAll(loadRawHtml);

let root: Root;
let container: HTMLElement;

beforeEach(() => {
  container = document.createElement('div');
  container.style.inlineSize = '30rem';
  document.body.append(container);
  root = createRoot(container);
});

afterEach(() => {
  root.unmount();
  container.remove();
});

function show(children: string, props: Omit<StreamingMarkdownProps, 'children'> = {}): void {
  flushSync(() => root.render(<StreamingMarkdown {...props}>{children}</StreamingMarkdown>));
}

function find(selector: string): HTMLElement {
  const element = container.querySelector(selector);
  if (!(element instanceof HTMLElement)) throw new Error(`no ${selector}`);
  return element;
}

/** Selects characters of an element, wherever they stand in it. */
function selectText(element: HTMLElement, begin: number, end: number): void {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let at = 0;
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const { length } = text.textContent ?? '';
    if (at <= begin && begin < at + length) range.setStart(text, begin - at);
    if (at < end && end <= at + length) range.setEnd(text, end - at);
    at += length;
  }
  getSelection()?.setBaseAndExtent(
    range.startContainer,
    range.startOffset,
    range.endContainer,
    range.endOffset,
  );
}

/** The elements that a caret stands in. */
function carets(): string[] {
  return [...container.querySelectorAll('*')]
    .filter((element) => getComputedStyle(element, '::after').animationName === 'rv-caret')
    .map((element) => `${element.localName}: ${element.textContent?.trim()}`);
}

/** Streams a text whose words fade in, from the first ones on. */
async function fading(text: string): Promise<void> {
  await fadingPart.load();
  show(text.slice(0, 3), { streaming: true, fadeIn: true });
  show(text, { streaming: true, fadeIn: true });
}

const row = (count: number) => `| ${count} | ${'word '.repeat(count % 5)} |\n`;
const rows = (count: number) => Array.from({ length: count }, (_, at) => row(at)).join('');
const widths = () => [...find('tr').children].map((cell) => cell.getBoundingClientRect().width);

interface FrameTree {
  readonly frame: { readonly id: string };
  readonly childFrames?: readonly FrameTree[];
}

/** The roles of all that assistive technology meets, in all frames: the test's own is one of them. */
async function accessibleRoles(): Promise<readonly (string | undefined)[]> {
  const session = cdp() as unknown as {
    send(method: 'Page.getFrameTree'): Promise<{ frameTree: FrameTree }>;
    send(
      method: 'Accessibility.getFullAXTree',
      parameters: { frameId: string },
    ): Promise<{ nodes: { role?: { value: string } }[] }>;
  };
  const ids = ({ frame, childFrames = [] }: FrameTree): string[] => [
    frame.id,
    ...childFrames.flatMap(ids),
  ];
  const { frameTree } = await session.send('Page.getFrameTree');
  const trees = await Promise.all(
    ids(frameTree).map((frameId) => session.send('Accessibility.getFullAXTree', { frameId })),
  );
  return trees.flatMap(({ nodes }) => nodes.map(({ role }) => role?.value));
}

describe('the caret', () => {
  it.each([
    ['', 'div: '],
    ['one\n\ntwo', 'p: two'],
    ['# title', 'h1: title'],
    ['- one\n- two', 'li: two'],
    ['- one\n\n- two', 'p: two'],
    ['- one\n  - two\n    1. three', 'li: three'],
    ['- one **two**', 'li: one two'],
    ['> one\n>\n> two', 'p: two'],
    ['> - one\n> - two', 'li: two'],
    ['- > quote', 'p: quote'],
    ['| a | b |', 'th: b'],
    ['| a | b |\n|---|---|\n| c | d |\n| e', 'td: e'],
    ['```js\none\ntwo', 'span: two'],
    ['- item\n  ```js\n  one', 'span: one'],
    ['note[^1] here.\n\n[^1]: The note.\n\nlast', 'p: last'],
  ])('stands behind the last text of %j, once', (text, place) => {
    show(text, { streaming: true, caret: true });
    expect(carets()).toEqual([place]);
  });

  it('is not there by default, nor when the stream has ended', () => {
    show('one', { streaming: true });
    expect(carets()).toEqual([]);
    show('one', { caret: true });
    expect(carets()).toEqual([]);
  });

  it('changes nothing but its opacity', () => {
    show('one', { streaming: true, caret: true });
    const [animation] = find('p').getAnimations({ subtree: true });
    const effect = animation?.effect as KeyframeEffect;
    const changed = effect.getKeyframes().flatMap((frame) => Object.keys(frame));
    const own = new Set(['offset', 'computedOffset', 'easing', 'composite']);
    expect(new Set(changed.filter((name) => !own.has(name)))).toEqual(new Set(['opacity']));
  });
});

describe('new words that fade in', () => {
  it('are one text again when they have faded, in a text node that stays', async () => {
    await fading('First words');
    for (const word of container.querySelectorAll('.rv-new')) {
      word.dispatchEvent(new AnimationEvent('animationend', { bubbles: true }));
    }
    await eventually(() => expect(container.querySelectorAll('.rv-new')).toHaveLength(0));
    const node = find('p').firstChild!;
    expect(node.textContent).toBe('First words');
    getSelection()?.setBaseAndExtent(node, 0, node, 5);
    show('First words and more', { streaming: true, fadeIn: true });
    expect(find('.rv-new').textContent).toBe(' and more');
    find('.rv-new').dispatchEvent(new AnimationEvent('animationend', { bubbles: true }));
    await eventually(() => expect(container.querySelector('.rv-new')).toBeNull());
    expect(find('p').childNodes).toHaveLength(1);
    expect(find('p').firstChild).toBe(node);
    expect(getSelection()?.toString()).toBe('First');
  });

  it('stay selected when they have faded, wherever the selection begins and ends', async () => {
    await fadingPart.load();
    const words = ['Water ', 'finds ', 'its ', 'way'];
    const all = words.join('');
    for (let begin = 0; begin < all.length; begin += 3) {
      for (let end = begin + 1; end <= all.length; end += 4) {
        root.unmount();
        root = createRoot(container);
        let text = '';
        for (const word of words) show((text += word), { streaming: true, fadeIn: true });
        selectText(find('p'), begin, end);
        const selected = getSelection()?.toString();
        expect(selected).not.toBe('');
        while (container.querySelector('.rv-new')) {
          flushSync(() =>
            find('.rv-new').dispatchEvent(new AnimationEvent('animationend', { bubbles: true })),
          );
          expect(getSelection()?.toString()).toBe(selected);
        }
      }
    }
  });

  it('never fade twice', async () => {
    await fading('Some words');
    const starts = vi.fn<() => void>();
    const seen = new Set(container.querySelectorAll('.rv-new'));
    container.addEventListener('animationstart', starts);
    show('Some words\n\n', { streaming: true, fadeIn: true });
    show('Some words\n\n', { streaming: false, fadeIn: true });
    expect([...container.querySelectorAll('.rv-new')].every((word) => seen.has(word))).toBe(true);
  });

  it('are few at any time', async () => {
    await fading('Word');
    let text = 'Word';
    for (let count = 0; count < 100; count++) {
      show((text += ` ${count}`), { streaming: true, fadeIn: true });
    }
    expect(container.querySelectorAll('.rv-new').length).toBeLessThanOrEqual(16);
    expect(find('p').textContent).toBe(text);
  });

  it('change no text node of a message that began before they could fade', async () => {
    show('First', { streaming: true });
    const node = find('p').firstChild;
    await fadingPart.load();
    show('First words', { streaming: true, fadeIn: true });
    expect(find('p').childNodes).toHaveLength(1);
    expect(find('p').firstChild).toBe(node);
    expect(node?.textContent).toBe('First words');
  });

  it('are not there in a message that is whole', () => {
    show('All of it', { fadeIn: true });
    expect(container.querySelector('.rv-new')).toBeNull();
  });
});

describe('a table', () => {
  const head = '| name | a longer head |\n|---|---|\n';

  it('keeps the widths of its columns once it has some rows', async () => {
    show(head + rows(12), { streaming: true });
    await eventually(() => expect(find('table').hasAttribute('width')).toBe(true));
    const before = widths();
    show(`${head}${rows(12)}| ${'very long text '.repeat(8)} | x |\n`, { streaming: true });
    expect(widths()).toEqual(before);
    expect(find('table').scrollWidth).toBeLessThanOrEqual(find('table').clientWidth);
  });

  it('looks the same before and after its columns hold still', async () => {
    show(head + rows(12), { streaming: true });
    const before = widths();
    await eventually(() => expect(find('table').hasAttribute('width')).toBe(true));
    for (const [at, width] of widths().entries()) {
      expect(Math.abs(width - (before[at] ?? 0))).toBeLessThan(1.5);
    }
  });

  it('gets its columns back when its place changes', async () => {
    show(head + rows(12), { streaming: true });
    await eventually(() => expect(find('table').hasAttribute('width')).toBe(true));
    container.style.inlineSize = '20rem';
    await eventually(() => expect(find('table').hasAttribute('width')).toBe(false));
  });

  it('is a table to screen readers although it scrolls', async () => {
    show(`| ${'wideheader | '.repeat(12)}\n|${'---|'.repeat(12)}\n| ${'cell | '.repeat(12)}\n`);
    expect(find('table').scrollWidth).toBeGreaterThan(find('table').clientWidth);
    await eventually(() => expect(find('table').tabIndex).toBe(0));
    const roles = await accessibleRoles();
    expect(roles.filter((role) => role === 'table')).toHaveLength(1);
    expect(roles.filter((role) => role === 'columnheader')).toHaveLength(12);
    expect(roles.filter((role) => role === 'cell')).toHaveLength(12);
  });
});

describe('the Tab key', () => {
  it('stops at what scrolls and at nothing else, also when that changes', async () => {
    const wide = `const wide = '${'long '.repeat(60)}';`;
    show(`\`\`\`ts\n${wide}\n\`\`\`\n\n\`\`\`ts\nshort\n\`\`\`\n\n| a |\n|---|\n| 1 |\n`);
    const stops = () =>
      [...container.querySelectorAll<HTMLElement>('code, table')].map(
        (element) => element.tabIndex,
      );
    await eventually(() => expect(stops()).toEqual([0, -1, -1]));
    container.style.inlineSize = '400rem';
    await eventually(() => expect(stops()).toEqual([-1, -1, -1]));
  });
});

describe('text of two directions', () => {
  const message =
    '# عنوان\n\nمرحبا world.\n\nEnglish words.\n\n- عنصر\n- item\n\n> اقتباس\n\n```js\nlet x;\n```';

  it('runs as its content does, block by block', () => {
    show(message);
    const directions = ['h1', 'p', 'p + p', 'ul', 'blockquote', 'pre'].map(
      (selector) => getComputedStyle(find(selector)).direction,
    );
    expect(directions).toEqual(['rtl', 'rtl', 'ltr', 'rtl', 'rtl', 'ltr']);
  });

  it('puts markers and borders on the side where lines begin', () => {
    show(message);
    const { paddingRight, paddingLeft } = getComputedStyle(find('ul'));
    expect([parseFloat(paddingRight) > 0, parseFloat(paddingLeft)]).toEqual([true, 0]);
    expect(parseFloat(getComputedStyle(find('blockquote')).borderRightWidth)).toBeGreaterThan(0);
  });
});
