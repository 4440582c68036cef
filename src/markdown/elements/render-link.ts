import { type ReactElement, type ReactNode, isValidElement } from 'react';
import type { ImagePlaceholderProps } from './image-placeholder.tsx';
import { element, elementParts, markdownElement } from './inline-nodes.ts';
import { findUntoldHost, isForeignScript } from '../urls/link-host.ts';
import type { RenderSettings } from './render-settings.ts';
import { titled } from '../urls/script-url.ts';
import { judgeUrl } from '../urls/url-policy.ts';

/** A link with its references decoded. */
export interface LinkTarget {
  /** Undefined while the target is not known yet. */
  readonly href: string | undefined;
  readonly title: string;
  /** What it is called, where its text does not say it. */
  readonly label?: string;
  /** Whether nothing is in it that could be read or pressed. */
  readonly isIdle?: boolean;
}

/**
 * Renders a link as far as its policy lets it work: a blocked or unfinished one is an `<a>` that
 * leads nowhere. Foreign pages open in a new tab and learn nothing about this one. The true host is
 * told where the text looks like another.
 */
export function renderLink(
  target: LinkTarget,
  key: number,
  children: readonly ReactNode[],
  settings: RenderSettings,
): ReactNode {
  const content: LinkContent = { text: '', hosts: new Set() };
  readContent(children, content, settings);
  const isHolding = content.hosts.size > 0;
  const link = renderTarget(target, isHolding ? 0 : key, children, content.text, settings);
  return isHolding
    ? element(settings.furniture.LinkedImages, key, { link, hosts: [...content.hosts] })
    : link;
}

function renderTarget(
  { href, title, label, isIdle }: LinkTarget,
  key: number,
  children: readonly ReactNode[],
  text: string,
  settings: RenderSettings,
): ReactNode {
  const named = {
    ...titled(title),
    ...(label === undefined ? null : { 'aria-label': label }),
    ...(isIdle ? { 'aria-hidden': true, tabIndex: -1 } : null),
  };
  if (href === undefined) return markdownElement(settings, 'a', key, named, children);
  const judged = judgeUrl(href, 'link', settings.linkPolicy);
  if (judged.verdict === 'block') return markdownElement(settings, 'a', key, named, children);
  const props = { ...named, ...linkProps(judged.url) };
  const host = findUntoldHost(text, judged);
  const told = host === undefined ? children : [...children, hostNote(host)];
  if (judged.verdict === 'allow') return markdownElement(settings, 'a', key, props, told);
  const parts = elementParts(settings, 'a', props);
  return element(settings.furniture.AskLink, key, { ...parts, host: judged.host }, told);
}

// Eyes see what a browser shows of a target, but not that letters are of another script.
function hostNote(host: string): ReactNode {
  const className = isForeignScript(host) ? undefined : 'rv-link-host';
  return element('span', 'host', { className, 'data-chrome': '' }, [` (${host})`]);
}

interface LinkContent {
  text: string;
  /** The hosts of images that ask. */
  readonly hosts: Set<string>;
}

function readContent(node: ReactNode, content: LinkContent, settings: RenderSettings): void {
  if (typeof node === 'string') content.text += node;
  else if (Array.isArray(node)) for (const child of node) readContent(child, content, settings);
  else if (isValidElement<{ readonly alt?: string; readonly children?: ReactNode }>(node)) {
    if (isPlaceholder(node, settings)) {
      const { props, host, isAsking } = node.props;
      content.text += props.alt ?? '';
      if (isAsking) content.hosts.add(host);
    }
    content.text += node.props.alt ?? '';
    readContent(node.props.children, content, settings);
  }
}

function isPlaceholder(
  node: ReactElement,
  { furniture }: RenderSettings,
): node is ReactElement<ImagePlaceholderProps> {
  return node.type === furniture.ImagePlaceholder;
}

function linkProps(url: string): Record<string, string> {
  if (url.startsWith('#')) return { href: url };
  return { href: url, target: '_blank', rel: 'noopener noreferrer nofollow' };
}
