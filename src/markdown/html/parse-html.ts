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
/** `NodeFilter.SHOW_COMMENT`, which servers have not. */
const showComment = 128;

/** Parses and cleans HTML as it is read inside the elements `around` it, which are named from the outside in. */
export function parseHtml(html: string, around: readonly string[]): HtmlPiece {
  const source = `${around.map((name) => `<${name}>`).join('')}${html}\n`;
  const marked = sanitizeHtml(`${source}<!--${mark}-->`);
  const path = findOpen(marked);
  // An unfinished tag, comment or script swallows the mark, and the rest of the message with it.
  const root = path ? marked : sanitizeHtml(source);
  const parents = findParents(root, around);
  const fostered: Node[] = [];
  const levels = parents.map((parent, at) => {
    const nodes: Node[] = [...parent.childNodes].filter(isShown);
    const inner = parents[at + 1];
    if (!inner) return nodes;
    fostered.push(...nodes.slice(0, nodes.indexOf(inner)));
    return nodes.slice(nodes.indexOf(inner) + 1);
  });
  const opened = path?.filter((element, at) => element !== parents[at + 1]) ?? [];
  return { levels, fostered, kept: (path?.length ?? 0) - opened.length, opened };
}

/** The root and the elements in it that stand for those around. */
function findParents(root: Node, around: readonly string[]): Node[] {
  const parents = [root];
  for (const name of around) {
    const inner = [...(parents.at(-1)?.childNodes ?? [])].find((node) => isNamed(node, name));
    if (inner) parents.push(inner);
  }
  return parents;
}

function isNamed(node: Node, name: string): boolean {
  return isElement(node) && node.localName === name;
}

/** Whether a node is an element, of whichever window. */
export function isElement(node: Node | null): node is Element {
  return node?.nodeType === 1;
}

/** Whether a node has something to show: comments have not, nor has white space between parts of a table. */
export function isShown(node: Node): boolean {
  if (isElement(node)) return true;
  const { parentNode } = node;
  const parent = isElement(parentNode) ? parentNode.localName : '';
  return node.nodeType === 3 && !(tableParts.has(parent) && node.textContent?.trim() === '');
}

/** The elements that are open at the end; undefined when the mark is not there. */
function findOpen(root: DocumentFragment): Element[] | undefined {
  const comments = root.ownerDocument.createTreeWalker(root, showComment);
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
