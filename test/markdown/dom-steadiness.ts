import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { StreamingMarkdown } from '../../src/markdown/streaming-markdown.tsx';

/** What a reader sees in the page: its characters without white space, and the elements around each. */
interface Shown {
  readonly text: string;
  readonly kinds: readonly string[];
}

/** Elements that give a text no other meaning: paragraphs, rows, spans of colour. */
const neutral = new Set(['P', 'SPAN', 'DIV', 'THEAD', 'TBODY', 'TR']);

/** Streams `text` into a page and lists the prefixes that showed it unsteadily, with the number of steps. */
export function measureInPage(text: string, size: number): { steps: number; failures: string[] } {
  const whole = openPage();
  const growing = openPage();
  const final = whole.show(text, false);
  const failures: string[] = [];
  let before: Shown = { text: '', kinds: [] };
  let steps = 0;
  for (let end = size; end < text.length + size; end += size) {
    const shown = growing.show(text.slice(0, end), true);
    const isKept = shown.kinds.every((kind, at) => (before.kinds[at] ?? kind) === kind);
    if (!final.text.startsWith(shown.text)) failures.push(`text ${text.slice(0, end)}`);
    else if (!isKept) failures.push(`kind ${text.slice(0, end)}`);
    before = shown;
    steps++;
  }
  whole.close();
  growing.close();
  return { steps, failures };
}

function openPage() {
  const host = document.createElement('div');
  const root = createRoot(host);
  return {
    show(text: string, streaming: boolean): Shown {
      const props = { streaming, highlighter: null, children: text };
      flushSync(() => root.render(createElement(StreamingMarkdown, props)));
      return read(host);
    },
    close: () => flushSync(() => root.unmount()),
  };
}

function read(host: Element): Shown {
  let text = '';
  const kinds: string[] = [];
  const walk = (parent: Element, kind: string) => {
    for (const node of parent.childNodes) {
      if (node instanceof Element) {
        const isFurniture = node.hasAttribute('data-chrome');
        const inner = neutral.has(node.tagName) ? kind : `${kind}>${node.localName}`;
        if (!isFurniture) walk(node, inner);
      } else if (node instanceof Text) {
        const visible = node.data.replace(/\s/g, '');
        text += visible;
        for (let at = 0; at < visible.length; at++) kinds.push(kind);
      }
    }
  };
  walk(host, '');
  return { text, kinds };
}
