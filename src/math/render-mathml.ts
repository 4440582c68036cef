import { type ReactNode, createElement } from 'react';
import { toAlphabet } from './math-alphabet.ts';

const tags = new Set(
  (
    'math semantics mrow mi mn mo ms mtext mspace msup msub msubsup mfrac msqrt mroot mover munder munderover ' +
    'mtable mtr mtd mlabeledtr mstyle mpadded mphantom menclose mglyph'
  ).split(' '),
);
const attributes = new Set(
  (
    'accent accentunder align columnalign columnlines columnspacing depth display displaystyle fence height ' +
    'largeop linebreak linethickness lspace mathcolor mathbackground mathsize mathvariant maxsize minsize ' +
    'movablelimits notation rowlines rowspacing rspace scriptlevel separator stretchy symmetric voffset width'
  ).split(' '),
);

interface Open {
  readonly tag: string;
  readonly props: Record<string, string>;
  readonly children: ReactNode[];
  /** Of a table: how its columns are aligned; of a row: those of its table. */
  readonly columns: readonly string[];
}

const part = /<(\/?)([a-z]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/gi;
const pair = /([\w:-]+)="([^"]*)"/g;
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#x27': "'",
};

/**
 * Makes React elements of KaTeX's MathML. Elements and attributes that are not on the list are left
 * out with what they hold, styles and links among them, so nothing in a formula can leave the page.
 */
export function renderMathml(mathml: string, tex: string): ReactNode {
  const root: Open = { tag: '', props: {}, children: [], columns: [] };
  const open = [root];
  let skipped = '';
  let skippedDepth = 0;
  for (const [, slash = '', tag = '', pairs = '', end = '', text] of mathml.matchAll(part)) {
    const parent = open.at(-1) ?? root;
    if (skippedDepth > 0) {
      if (tag === skipped && end === '') skippedDepth += slash === '' ? 1 : -1;
    } else if (text !== undefined) {
      if (parent !== root) parent.children.push(textOf(text, parent));
    } else if (slash !== '') {
      if (parent.tag === tag) close(open, tex);
    } else if (tags.has(tag)) {
      open.push(openElement(tag, pairs, parent));
      if (end !== '') close(open, tex);
    } else if (tag !== 'span' && end === '') {
      skipped = tag;
      skippedDepth = 1;
    }
  }
  while (open.length > 1) close(open, tex);
  return root.children;
}

function openElement(tag: string, pairs: string, parent: Open): Open {
  const props: Record<string, string> = {};
  for (const [, name = '', value = ''] of pairs.matchAll(pair)) {
    if (attributes.has(name)) props[name] = decode(value);
  }
  const own = props['columnalign']?.split(' ');
  return { tag, props, children: [], columns: own ?? (tag === 'mtr' ? parent.columns : []) };
}

function close(open: Open[], tex: string): void {
  const closed = open.pop();
  const parent = open.at(-1);
  if (!closed || !parent) return;
  const { tag, children } = closed;
  const props: Record<string, string> = { ...closed.props, key: String(parent.children.length) };
  // Browsers know no `columnalign` of a table: the stylesheet aligns the cells.
  const align = parent.columns[parent.children.length] ?? parent.columns.at(-1);
  if (tag === 'mtd' && align !== undefined) props['data-align'] = align;
  if (tag === 'math') props['alttext'] = tex;
  if (props['mathvariant'] !== 'normal') delete props['mathvariant'];
  parent.children.push(createElement(tag, props, ...children));
}

function textOf(text: string, { props }: Open): string {
  return toAlphabet(decode(text), props['mathvariant'] ?? '');
}

function decode(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#x27);/g, (whole, name: string) => entities[name] ?? whole);
}
