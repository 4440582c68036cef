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

/** A beginning of a text and what a page showed of it. */
export interface Step {
  readonly source: string;
  readonly shown: Shown;
}

/** Streams `text` into a page and lists the prefixes that showed it unsteadily, with the number of steps. */
export function measureInPage(text: string, size: number): { steps: number; failures: string[] } {
  const steps = streamInPage(text, size);
  return { steps: steps.length, failures: findUnsteady(steps, showWhole(text)) };
}

/** Streams `text` into a page and tells what that shows at each step. */
export function streamInPage(text: string, size: number): Step[] {
  const page = openPage();
  const steps: Step[] = [];
  for (let end = size; end < text.length + size; end += size) {
    const source = text.slice(0, end);
    steps.push({ source, shown: page.show(source, true) });
  }
  page.close();
  return steps;
}

/** What a page shows of a finished text. */
function showWhole(text: string): Shown {
  const page = openPage();
  const shown = page.show(text, false);
  page.close();
  return shown;
}

/** Lists the steps whose text is no beginning of the final one, or that changed an element of the step before. */
function findUnsteady(steps: readonly Step[], final: Shown): string[] {
  return steps.flatMap(({ source, shown }, index) => {
    const before = steps[index - 1]?.shown.kinds ?? [];
    const isKept = shown.kinds.every((kind, at) => (before[at] ?? kind) === kind);
    if (!final.text.startsWith(shown.text)) return [`text ${source}`];
    return isKept ? [] : [`kind ${source}`];
  });
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
