import { blockElements } from '../elements/block-elements.ts';
import type { Block, BlockGroup } from '../syntax/block.ts';
import { cleanHtml, plainTextOf } from './clipboard-html.ts';
import type { Tokens } from '../syntax/marked.ts';

/** An element that shows blocks: one, or several where it is not known which of them it is. */
interface Shown {
  readonly element: Element;
  readonly blocks: readonly Block[];
}

/**
 * Puts a selection inside a message on the clipboard: as clean HTML, and as text. The text is the
 * markdown of the blocks where more than one is selected, or a whole one; of a part of a block it is
 * what is seen; of code it is the code, to the letter.
 */
export function copySelection(
  event: ClipboardEvent,
  root: Element,
  pages: readonly BlockGroup[],
): void {
  const selection = root.ownerDocument.getSelection();
  if (!event.clipboardData || event.defaultPrevented || !selection || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const isField = event.target instanceof Element && event.target.closest('input, textarea');
  if (isField || !root.contains(range.commonAncestorContainer)) return;
  const selected = shownBlocks(root, pages).filter(({ element }) => isTouched(range, element));
  const text = textFor(range, selected, pages);
  if (text === '') return;
  event.clipboardData.setData('text/plain', text);
  event.clipboardData.setData('text/html', cleanHtml(range, root));
  event.preventDefault();
}

function textFor(range: Range, selected: readonly Shown[], pages: readonly BlockGroup[]): string {
  const [first] = selected;
  const isOne = selected.length === 1 && first?.blocks.length === 1;
  if (isOne && first?.blocks[0]) return textInBlock(range, first.element, first.blocks[0]);
  const ids = selected.flatMap(({ blocks }) => blocks.map(({ id }) => id));
  const [from, to] = [Math.min(...ids), Math.max(...ids)];
  const source = pages
    .flatMap(({ blocks }) => blocks)
    .filter(({ id }) => id >= from && id <= to)
    .map(({ raw }) => raw)
    .join('');
  return source.trim() === '' ? plainTextOf(range.cloneContents()) : trimLines(source);
}

function textInBlock(range: Range, element: Element, { token, raw }: Block): string {
  const part = overlap(range, element);
  if (token.type === 'code' && element.localName === 'pre') return codeIn(part, element);
  if (isSame(part, element)) return trimLines(raw);
  if (token.type === 'list') return itemsIn(range, element, token as Tokens.List) ?? seen(part);
  if (token.type === 'table') return rowsIn(range, element, raw) ?? seen(part);
  return seen(part);
}

function seen(range: Range): string {
  return plainTextOf(range.cloneContents());
}

/** The code to the letter, but for the line end that only closes its last line. */
function codeIn(part: Range, element: Element): string {
  const text = withoutFurniture(part);
  return isSame(part, element) ? text.replace(/\n$/, '') : text;
}

function itemsIn(range: Range, element: Element, list: Tokens.List): string | undefined {
  const items = [...element.children].filter(({ localName }) => localName === 'li');
  const touched = list.items.filter((_, at) => items[at] && isTouched(range, items[at]));
  return touched.length > 1 ? trimLines(touched.map(({ raw }) => raw).join('')) : undefined;
}

/** The rows of a table are markdown only below its head. */
function rowsIn(range: Range, element: Element, raw: string): string | undefined {
  if (!(element instanceof HTMLTableElement)) return undefined;
  const [head = '', delimiter = '', ...lines] = raw.trim().split('\n');
  const rows = [...element.rows].map((row) => isTouched(range, row));
  if (rows.filter(Boolean).length < 2) return undefined;
  return [head, delimiter, ...lines.filter((_, at) => rows[at + 1])].join('\n');
}

/** Finds the elements of the blocks, also in the elements of raw HTML, and gives the others the blocks between. */
function shownBlocks(root: Element, pages: readonly BlockGroup[]): readonly Shown[] {
  const elements = leaves(root);
  const all = pages
    .flatMap(({ blocks }) => blocks)
    .filter(({ token }) => token.type !== 'space' && token.type !== 'def');
  const places = elements.map((element) => {
    const block = blockElements.get(element)?.props.block;
    return block ? all.findIndex(({ id }) => id === block.id) : -1;
  });
  return elements.map((element, at) => {
    const place = places[at] ?? -1;
    if (place >= 0) return { element, blocks: all.slice(place, place + 1) };
    const before = places.findLastIndex((known, index) => index < at && known >= 0);
    const after = places.findIndex((known, index) => index > at && known >= 0);
    const unknown = all.slice((places[before] ?? -1) + 1, places[after] ?? all.length);
    const isEachOne = unknown.length === (after < 0 ? elements.length : after) - before - 1;
    return { element, blocks: isEachOne ? unknown.slice(at - before - 1, at - before) : unknown };
  });
}

/** The elements below `parent` that show a block, in order. */
function leaves(parent: Element): readonly Element[] {
  return [...parent.children].flatMap((element) => {
    if (element.hasAttribute('data-chrome')) return [];
    if (blockElements.has(element)) return [element];
    const inner = leaves(element);
    return inner.some((leaf) => blockElements.has(leaf)) ? inner : [element];
  });
}

/** The part of a range that lies in an element. */
function overlap(range: Range, element: Element): Range {
  const part = element.ownerDocument.createRange();
  part.selectNodeContents(element);
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) {
    part.setStart(range.startContainer, range.startOffset);
  }
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) {
    part.setEnd(range.endContainer, range.endOffset);
  }
  return part;
}

function isTouched(range: Range, element: Element): boolean {
  if (!range.intersectsNode(element)) return false;
  if (element.localName === 'hr') return true;
  const part = overlap(range, element);
  if (part.collapsed) return false;
  return withoutFurniture(part).trim() !== '' || part.cloneContents().querySelector('img') !== null;
}

function isSame(part: Range, element: Element): boolean {
  const whole = element.ownerDocument.createRange();
  whole.selectNodeContents(element);
  return withoutFurniture(part).trim() === withoutFurniture(whole).trim();
}

function withoutFurniture(range: Range): string {
  const fragment = range.cloneContents();
  for (const furniture of fragment.querySelectorAll('[data-chrome]')) furniture.remove();
  return fragment.textContent ?? '';
}

function trimLines(source: string): string {
  return source.replace(/^(?:[ \t]*\n)+|\s+$/g, '');
}
