import { plainTextOf } from '../../markdown/reading/clipboard-html.ts';
import { fieldOf } from './write-quote.ts';

/** What is selected of an answer. */
export interface SelectedQuote {
  readonly range: Range;
  /** The words as a markdown quote. */
  readonly quote: string;
  /** Where it can be written to, if there is a chat around. */
  readonly field: HTMLTextAreaElement | undefined;
  readonly isByFinger: boolean;
}

const bodies = '.rv-message[data-role="assistant"] .rv-message-body';

/** What is selected in a list, where that is words of one answer and nothing else. */
export function selectedQuote(viewport: Element): SelectedQuote | undefined {
  const selection = viewport.ownerDocument.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0).cloneRange();
  const body = elementOf(range.startContainer)?.closest(bodies);
  if (!body || !viewport.contains(body)) return undefined;
  if (!body.contains(range.endContainer)) {
    // Three clicks on the last paragraph end in what comes next, without a letter of it.
    const touched = [...range.cloneContents().querySelectorAll('.rv-message-body')];
    if (touched.filter(({ textContent }) => textContent.trim()).length > 1) return undefined;
    range.setEnd(body, body.childNodes.length);
  }
  const quote = quoteOf(range);
  if (quote === '') return undefined;
  const touched = viewport.ownerDocument.defaultView?.matchMedia?.('(pointer: coarse)');
  return { range, quote, field: fieldOf(viewport), isByFinger: touched?.matches === true };
}

function quoteOf(range: Range): string {
  const isCode = elementOf(range.commonAncestorContainer)?.closest('pre');
  const text = plainTextOf(range.cloneContents());
  if (text.trim() === '') return '';
  if (!isCode) return marked(text.trim());
  const ticks = text.match(/`{3,}/g)?.toSorted((one, other) => other.length - one.length)[0];
  const fence = ticks ? `${ticks}\`` : '```';
  return marked(`${fence}\n${text}\n${fence}`);
}

function marked(text: string): string {
  return text.replace(/^(?=.)/gm, '> ').replace(/^$/gm, '>');
}

function elementOf(node: Node): Element | null {
  return node instanceof Element ? node : node.parentElement;
}
