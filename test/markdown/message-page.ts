import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import {
  StreamingMarkdown,
  type StreamingMarkdownProps,
} from '../../src/markdown/streaming-markdown.tsx';
import { math } from '../../src/math/math.tsx';

const plugins = [math()];

/** A message on a page, with formulas: each stands as its source in dollars, with `…` while it is open. */
export interface MessagePage {
  /** Shows the text and returns the markup that carries meaning. */
  readonly show: (text: string, streaming?: boolean) => string;
  /** What a reader sees of it without white space, formulas as `▢`. */
  readonly text: () => string;
  readonly close: () => void;
}

/** Opens a page with one message on it. */
export function openMessage(props: Partial<StreamingMarkdownProps> = {}): MessagePage {
  const host = document.createElement('div');
  const root = createRoot(host);
  return {
    show(children, streaming = false) {
      const all = { highlighter: null, plugins, ...props, streaming, children };
      flushSync(() => root.render(createElement(StreamingMarkdown, all)));
      return write(host);
    },
    text: () => read(host),
    close: () => flushSync(() => root.unmount()),
  };
}

/** A finished text: its markup, and what a reader sees of it. */
export function renderMessage(text: string): { readonly html: string; readonly text: string } {
  const page = openMessage();
  const shown = { html: page.show(text), text: page.text() };
  page.close();
  return shown;
}

const named = ['href', 'src', 'start', 'open', 'align', 'checked'];

function write(parent: Element): string {
  return [...parent.childNodes].map(writeNode).join('');
}

function writeNode(node: ChildNode): string {
  if (!(node instanceof Element)) return (node.textContent ?? '').replaceAll('<', '&lt;');
  if (node.classList.contains('rv-math')) {
    const mark = node.hasAttribute('data-display') ? '$$' : '$';
    return `${mark}${node.getAttribute('data-tex') ?? `${node.textContent}…`}${mark}`;
  }
  if (node.hasAttribute('data-chrome')) return '';
  const inner = write(node);
  if (/^(?:div|span)$/.test(node.localName) && node.className.startsWith('rv-')) return inner;
  const attributes = named
    .filter((name) => node.hasAttribute(name))
    .map((name) => ` ${name}="${node.getAttribute(name)}"`);
  return `<${node.localName}${attributes.join('')}>${inner}</${node.localName}>`;
}

function read(parent: Element): string {
  return [...parent.childNodes]
    .map((node) => {
      if (!(node instanceof Element)) return node.textContent ?? '';
      if (node.classList.contains('rv-math')) return '▢';
      return node.hasAttribute('data-chrome') ? '' : read(node);
    })
    .join('')
    .replace(/\s/g, '');
}
