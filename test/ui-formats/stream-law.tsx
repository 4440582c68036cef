import { act, render } from '@testing-library/react';
import type { ComponentType } from 'react';
import { expect } from 'vitest';
import type { CodeBlockProps } from '../../src/code-block/code-block.tsx';

type Fence = ComponentType<CodeBlockProps>;

/** Streams a source by these pieces and holds that nothing that was shown goes or turns into something else. Answers the HTML at the end. */
export function streamed(View: Fence, source: string, ends: readonly number[]): string {
  const { container, rerender, unmount } = render(<View code="" open />);
  let seen = new Map<Element, string>();
  for (const end of [...ends, source.length]) {
    act(() => rerender(<View code={source.slice(0, end)} open />));
    seen = look(container, seen);
  }
  act(() => rerender(<View code={source} open={false} />));
  look(container, seen);
  const html = htmlOf(container);
  unmount();
  return html;
}

/** The HTML of a source that is there from the beginning. */
export function fresh(View: Fence, source: string): string {
  const { container, unmount } = render(<View code={source} open={false} />);
  const html = htmlOf(container);
  unmount();
  return html;
}

function look(container: Element, seen: ReadonlyMap<Element, string>): Map<Element, string> {
  for (const [element, text] of seen) {
    expect(element.isConnected, `gone: ${element.outerHTML}`).toBe(true);
    expect(textIn(element).startsWith(text), `"${text}" became "${textIn(element)}"`).toBe(true);
  }
  const elements = [...container.querySelectorAll('.rv-ui *')].filter(
    (element) => !element.closest('[data-chrome]'),
  );
  // What comes stands among what is there, whose order stays.
  const order = elements.filter((element) => seen.has(element));
  expect(order).toEqual([...seen.keys()]);
  return new Map(elements.map((element) => [element, textIn(element)]));
}

function textIn(element: Element): string {
  return [...element.childNodes]
    .filter((node) => node.nodeType === Node.TEXT_NODE)
    .map((node) => node.textContent)
    .join('');
}

function htmlOf(container: Element): string {
  const copy = container.cloneNode(true) as Element;
  for (const chrome of copy.querySelectorAll('[data-chrome]')) chrome.remove();
  // Ids that React makes.
  return copy.innerHTML.replaceAll(/_r_\w+_|«\w+»|:r\w+:/g, 'ID');
}
