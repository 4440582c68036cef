import { sanitizeHtml } from './dompurify.ts';

/** What a piece of HTML adds to the elements that are open around it. */
export interface HtmlPiece {
  /** The clean nodes that go into each element around it; the first go into the parent of all of them. */
  readonly levels: readonly (readonly Node[])[];
  /** What stood in a table outside its cells: it goes before the table, as in every HTML parser. */
  readonly fostered: readonly Node[];
  /** How many of the elements around are open behind it. */
  readonly kept: number;
  /** The elements that it opens and leaves open, from the outside in. */
  readonly opened: readonly Element[];
}

/** Elements whose content is other parts of tables; text in them goes before the table. */
export const tableParts: ReadonlySet<string> = new Set([
  'table',
  'thead',
  'tbody',
  'tfoot',
  'tr',
  'colgroup',
]);

// Comments stay where they are in every state of an HTML parser: this one shows what is open.
const mark = 'end';

/** Parses and cleans HTML as it is read inside the elements `around` it, which are named from the outside in. */
export function parseHtml(html: string, around: readonly string[]): HtmlPiece {
  const context = around.map((name) => `<${name}>`).join('');
  const source = `${context}${html}\n`;
  const marked = sanitizeHtml(`${source}<!--${mark}-->`);
  const path = findOpen(marked);
  // An unfinished tag, comment or script has swallowed the mark: what it hides stays hidden.
  const root = path ? marked : sanitizeHtml(source);
  const parents = findParents(root, around);
  const levels = parents.map((parent, at) => nodesAfter(parent, parents[at + 1]));
  const fostered = parents.flatMap((parent, at) => nodesBefore(parent, parents[at + 1]));
  if (!path) return { levels, fostered, kept: firstFilled(levels), opened: [] };
  const kept = path.findIndex((element, at) => element !== parents[at + 1]);
  const count = kept < 0 ? path.length : kept;
  return { levels, fostered, kept: count, opened: path.slice(count) };
}

/** The root and the elements in it that stand for those around. */
function findParents(root: Node, around: readonly string[]): Node[] {
  const parents = [root];
  for (const name of around) {
    const inner = elementsIn(parents.at(-1)).find(({ localName }) => localName === name);
    if (inner) parents.push(inner);
  }
  return parents;
}

function elementsIn(node: Node | undefined): Element[] {
  return [...(node?.childNodes ?? [])].filter((child) => child instanceof Element);
}

function nodesAfter(parent: Node, inner: Node | undefined): Node[] {
  const nodes = [...parent.childNodes];
  return nodes.slice(inner ? nodes.indexOf(inner as ChildNode) + 1 : 0).filter(isShown);
}

function nodesBefore(parent: Node, inner: Node | undefined): Node[] {
  const nodes = [...parent.childNodes];
  return inner ? nodes.slice(0, nodes.indexOf(inner as ChildNode)).filter(isShown) : [];
}

/** Whether a node has something to show: comments have not, nor has white space between parts of a table. */
export function isShown(node: Node): boolean {
  if (node instanceof Element) return true;
  const parent = node.parentNode instanceof Element ? node.parentNode.localName : '';
  return node.nodeType === 3 && !(tableParts.has(parent) && node.textContent?.trim() === '');
}

function firstFilled(levels: readonly (readonly Node[])[]): number {
  const first = levels.findIndex((nodes) => nodes.some((node) => node.textContent?.trim() !== ''));
  return first < 0 ? levels.length - 1 : first;
}

/** The elements that are open at the end; undefined when the mark is not there. */
function findOpen(root: DocumentFragment): Element[] | undefined {
  const comments = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  let last: Node | undefined;
  while (comments.nextNode()) {
    if (comments.currentNode.nodeValue === mark) last = comments.currentNode;
  }
  if (!last) return undefined;
  const path: Element[] = [];
  for (let element = last.parentElement; element; element = element.parentElement) {
    path.unshift(element);
  }
  return path;
}
