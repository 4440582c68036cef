import type { ElementType, ReactNode } from 'react';
import { sanitizeHtml } from './dompurify.ts';
import { element } from './inline-nodes.ts';
import { renderImage } from './render-image.ts';
import { renderLink } from './render-link.ts';
import type { RenderSettings } from './render-settings.ts';

// React's names where they differ from HTML's.
const propNames: Readonly<Record<string, string>> = {
  colspan: 'colSpan',
  datetime: 'dateTime',
  rowspan: 'rowSpan',
};
const flags = new Set(['open', 'reversed']);
const tableParts = new Set(['table', 'thead', 'tbody', 'tfoot', 'tr', 'colgroup']);
const voids = new Set(['br', 'col', 'hr', 'wbr']);
const deepest = 100;

/**
 * Renders a block of raw HTML: DOMPurify parses and cleans it, and what is left becomes React
 * elements. No HTML string ever reaches the page, and links and images obey their policies.
 */
export function renderHtml(html: string, settings: RenderSettings): readonly ReactNode[] {
  return childNodes(sanitizeHtml(html), settings, false, 0);
}

/** Renders one sanitised element with children that are rendered already. */
export function htmlElement(
  node: Element,
  key: number,
  children: readonly ReactNode[],
  settings: RenderSettings,
  isInLink: boolean,
): ReactNode {
  const name = node.localName;
  const title = node.getAttribute('title') ?? '';
  if (name === 'a') {
    return renderLink(
      { href: node.getAttribute('href') ?? undefined, title },
      key,
      children,
      settings,
    );
  }
  if (name === 'img') {
    const src = node.getAttribute('src') ?? '';
    const alt = node.getAttribute('alt') ?? '';
    const { width, height, align } = propsOf(node);
    return renderImage(
      { src, alt, title, size: { width, height, align } },
      key,
      settings,
      isInLink,
    );
  }
  const type = typeOf(name, settings);
  return element(type, key, propsOf(node), voids.has(name) ? undefined : children);
}

function typeOf(name: string, { components }: RenderSettings): ElementType {
  // The sanitiser lets only names of elements through, so this never meets `codeBlock`.
  if (Object.hasOwn(components, name)) return Reflect.get(components, name);
  return isElementName(name) ? name : 'span';
}

function childNodes(
  parent: Node,
  settings: RenderSettings,
  isInLink: boolean,
  depth: number,
): readonly ReactNode[] {
  if (depth > deepest) return [parent.textContent];
  const nodes: ReactNode[] = [];
  const isTablePart = parent instanceof Element && tableParts.has(parent.localName);
  for (const node of parent.childNodes) {
    if (node instanceof Element) {
      const isLinked = isInLink || node.localName === 'a';
      const children = childNodes(node, settings, isLinked, depth + 1);
      nodes.push(htmlElement(node, nodes.length, children, settings, isInLink));
    } else if (!isTablePart || node.textContent?.trim() !== '') {
      nodes.push(node.textContent);
    }
  }
  return nodes;
}

function isElementName(name: string): name is keyof React.JSX.IntrinsicElements {
  return /^[a-z][a-z\d]*$/.test(name);
}

function propsOf(node: Element): Record<string, unknown> {
  const props: Record<string, unknown> = {};
  for (const { name, value } of node.attributes) {
    if (name === 'href' || name === 'src') continue;
    props[propNames[name] ?? name] = flags.has(name) ? true : value;
  }
  return props;
}
