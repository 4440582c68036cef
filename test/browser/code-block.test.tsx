import { flushSync } from 'react-dom';
import { type Root, createRoot } from 'react-dom/client';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CodeBlock, type CodeBlockProps } from '../../src/code-block/code-block.tsx';
import { prismHighlighter } from '../../src/highlight/prism-highlighter.ts';
import '../../src/styles/styles.css';
import { eventually } from '../eventually.ts';

let root: Root;
let container: HTMLElement;

beforeAll(async () => {
  await prismHighlighter.load('ts');
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

function show(props: CodeBlockProps): HTMLElement {
  flushSync(() => root.render(<CodeBlock language="ts" {...props} />));
  const code = container.querySelector('code');
  if (!code) throw new Error('no code');
  return code;
}

const buttonWith = (selector: string) => container.querySelector<HTMLButtonElement>(selector);

const line = (index: number) =>
  `export const value${index} = load("item ${index}"); // note ${index}`;
const lines = (count: number, first = 0) =>
  Array.from({ length: count }, (_, index) => line(first + index)).join('\n');

const height = (code: HTMLElement) => code.getBoundingClientRect().height;
const distance = (code: HTMLElement) => code.scrollHeight - code.clientHeight - code.scrollTop;

const frames = async (count = 3) => {
  for (let frame = 0; frame < count; frame++) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
};
const isSkipped = (element: Element | null | undefined) =>
  element?.checkVisibility({ contentVisibilityAuto: true }) === false;

describe('code in a page', () => {
  it.each([{}, { lineNumbers: true }, { wrap: true }])(
    'gives its exact text to a selection, off screen too (%j)',
    async (options) => {
      const code = `\tif (a) {\n\n  b();  \n${lines(400)}\n}`;
      const element = show({ code, ...options });
      await frames();
      expect(isSkipped(element.querySelector('.rv-lines:nth-last-child(2) > .rv-line'))).toBe(true);
      getSelection()?.selectAllChildren(element);
      expect(getSelection()?.toString().replace(/\n$/, '')).toBe(code);
      expect(element.textContent).toBe(`${code}\n`);
    },
  );

  it('leaves its furniture out of a selection of the whole block', () => {
    show({ code: lines(3), maxLines: 2 });
    getSelection()?.selectAllChildren(container);
    expect(getSelection()?.toString().trim()).toBe(lines(3));
  });

  it('scrolls sideways in itself, as wide as its longest line', async () => {
    const code = show({ code: `${lines(100)}\n${'x'.repeat(2000)}` });
    await frames();
    code.scrollTop = code.scrollHeight;
    window.scrollTo(0, document.body.scrollHeight);
    await eventually(() => expect(code.scrollWidth).toBeGreaterThan(10_000));
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(window.innerWidth);
    const wrapped = show({ code: `${lines(100)}\n${'x'.repeat(2000)}`, wrap: true });
    await frames();
    expect(wrapped.scrollWidth).toBe(wrapped.clientWidth);
  });

  it('stays left to right in a page that is not', () => {
    container.dir = 'rtl';
    const code = show({ code: 'x' });
    expect(getComputedStyle(code).direction).toBe('ltr');
    expect(getComputedStyle(code).textAlign).toBe('left');
  });
});

describe('very long code', () => {
  const long = lines(18_000);

  it('of a megabyte shows every character, with elements only where the reader is', async () => {
    expect(long.length).toBeGreaterThan(1_000_000);
    const code = show({ code: long });
    expect(code.textContent).toBe(`${long}\n`);
    await eventually(() => expect(code.querySelector('.rv-token')).not.toBeNull());
    expect(code.textContent).toBe(`${long}\n`);
    expect(code.getElementsByTagName('*').length).toBeLessThan(8000);
    window.scrollTo(0, document.body.scrollHeight);
    const last = () => code.querySelector('.rv-lines:last-child');
    await eventually(() => expect(last()?.querySelector('.rv-token')).not.toBeNull(), {
      timeout: 40_000,
    });
    expect(code.textContent).toBe(`${long}\n`);
    expect(code.getElementsByTagName('*').length).toBeLessThan(16_000);
  });

  it('streams on behind a megabyte without losing text', async () => {
    let code = show({ code: long, open: true });
    for (let step = 1; step <= 20; step++) {
      code = show({ code: `${long}\n${lines(step, 18_000)}`, open: true });
    }
    show({ code: `${long}\n${lines(20, 18_000)}` });
    await frames();
    expect(code.textContent).toBe(`${long}\n${lines(20, 18_000)}\n`);
  });

  it('in one line of 200 KB is coloured at its beginning and whole', async () => {
    const one = `const a = [${'{ "b": 1 }, '.repeat(17_000)}];`;
    expect(one.length).toBeGreaterThan(200_000);
    let code = show({ code: '', open: true });
    for (let end = 20_000; end < one.length; end += 20_000) {
      code = show({ code: one.slice(0, end), open: true });
      expect(code.textContent).toBe(`${one.slice(0, end)}\n`);
    }
    show({ code: one });
    await eventually(() => expect(code.querySelector('.rv-token-keyword')).not.toBeNull());
    expect(code.textContent).toBe(`${one}\n`);
    expect(code.getElementsByTagName('*').length).toBeLessThan(3000);
  });
});

describe('code of more lines than are shown', () => {
  it('scrolls in itself until all is asked for', async () => {
    const code = show({ code: lines(100), maxLines: 10 });
    await frames();
    const lineHeight = Number.parseFloat(getComputedStyle(code).lineHeight);
    expect(height(code) / lineHeight).toBeGreaterThan(9.5);
    expect(height(code) / lineHeight).toBeLessThan(12.5);
    const button = container.querySelector<HTMLButtonElement>('[aria-expanded]');
    expect(button?.textContent).toBe('Show all 100 lines');
    flushSync(() => button?.click());
    expect(height(code) / lineHeight).toBeGreaterThan(99);
    expect(button?.ariaExpanded).toBe('true');
  });

  it('stays at its end while it grows, until the reader scrolls up', async () => {
    const grow = async (count: number) => {
      const code = show({ code: lines(count), maxLines: 10, open: true });
      await frames();
      return code;
    };
    await grow(20);
    const code = await grow(60);
    expect(distance(code)).toBeLessThan(2);
    code.scrollTop = 100;
    await frames();
    await grow(80);
    expect(code.scrollTop).toBe(100);
    code.scrollTop = code.scrollHeight;
    await frames();
    await grow(120);
    expect(distance(code)).toBeLessThan(2);
  });
});

describe('the buttons of a code block', () => {
  it('save the code under a name that fits its language', async () => {
    const clicked: { name: string; text: Promise<string> }[] = [];
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      clicked.push({ name: this.download, text: fetch(this.href).then((file) => file.text()) });
    });
    show({ code: 'let a;\n\n// b', download: true });
    const saving = '[title="Save as code.ts"]';
    await eventually(() => expect(buttonWith(saving)).not.toBeNull());
    buttonWith(saving)?.click();
    expect(clicked.map(({ name }) => name)).toEqual(['code.ts']);
    expect(await clicked[0]?.text).toBe('let a;\n\n// b\n');
    click.mockRestore();
  });

  it('switch wrapping', async () => {
    const code = show({ code: 'x '.repeat(2000), wrapToggle: true });
    await eventually(() => expect(buttonWith('[aria-pressed]')).not.toBeNull());
    await frames();
    expect(code.scrollWidth).toBeGreaterThan(code.clientWidth);
    flushSync(() => buttonWith('[aria-pressed]')?.click());
    expect(buttonWith('[aria-pressed]')?.ariaPressed).toBe('true');
    expect(code.scrollWidth).toBe(code.clientWidth);
  });
});
