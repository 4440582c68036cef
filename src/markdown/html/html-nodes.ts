import { Fragment, type ReactNode } from 'react';
import { element, markdownElement } from '../elements/inline-nodes.ts';
import { isElement, isShown } from './parse-html.ts';
import { renderImage } from '../elements/render-image.ts';
import { renderLink } from '../elements/render-link.ts';
import type { MarkdownElement, RenderSettings } from '../elements/render-settings.ts';

// React's names where they differ from HTML's.
const propNames: Readonly<Record<string, string>> = {
  colspan: 'colSpan',
  datetime: 'dateTime',
  rowspan: 'rowSpan',
};
const flags = new Set(['open', 'reversed']);
const voids = new Set(['br', 'col', 'hr', 'wbr']);
const deepest = 100;

/** What goes around and into an element that later blocks add to. */
export interface Filling {
  readonly before: readonly ReactNode[];
  readonly inside: readonly ReactNode[];
}

/**
 * Renders sanitised nodes as React elements. No HTML string ever reaches the page, and links and
 * images obey their policies. `fill` tells what to add to an element.
 */
export function renderNodes(
  nodes: Iterable<Node>,
  settings: RenderSettings,
  fill?: (element: Element, isInLink: boolean) => Filling | undefined,
): readonly ReactNode[] {
  return renderLevel([...nodes], settings.isInLink === true, 0);

  function renderLevel(level: readonly Node[], isInLink: boolean, depth: number): ReactNode[] {
    return level.flatMap((node, at): readonly ReactNode[] => {
      if (!isElement(node)) return isShown(node) ? [node.textContent] : [];
      const isLinked = isInLink || node.localName === 'a';
      const filling = fill?.(node, isLinked);
      const own =
        depth < deepest
          ? renderLevel([...node.childNodes], isLinked, depth + 1)
          : [node.textContent];
      const children = filling ? [...own, ...filling.inside] : own;
      const rendered = htmlElement(node, at, children, settings, isInLink);
      if (!filling?.before.length) return [rendered];
      return [element(Fragment, `before ${at}`, null, filling.before), rendered];
    });
  }
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
    const href = node.getAttribute('href') ?? undefined;
    const isIdle = children.every((child) => typeof child === 'string' && child.trim() === '');
    return renderLink({ href, title, isIdle }, key, children, settings);
  }
  if (name === 'img') {
    const src = node.getAttribute('src') ?? '';
    const alt = node.getAttribute('alt') ?? undefined;
    const { width, height, align } = propsOf(node);
    return renderImage(
      { src, alt, title, size: { width, height, align } },
      key,
      settings,
      isInLink,
    );
  }
  // Custom names are no elements of ours: React would give them properties, not attributes.
  const known = isElementName(name) ? lowered(name, settings.headingOffset) : 'span';
  const own = voids.has(name) ? undefined : children;
  return markdownElement(settings, known, key, propsOf(node), own);
}

/** A heading so many levels below, where there are as many. */
function lowered(name: MarkdownElement, levels: number): MarkdownElement {
  const [, level] = /^h([1-6])$/.exec(name) ?? [];
  return level ? (`h${Math.min(6, Number(level) + levels)}` as MarkdownElement) : name;
}

function isElementName(name: string): name is MarkdownElement {
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
