import type { ReactNode } from 'react';
import { AskLink } from './ask-link.tsx';
import { element } from './inline-nodes.ts';
import type { RenderSettings } from './render-settings.ts';
import { judgeUrl } from './url-policy.ts';

/** A link with its references decoded. */
export interface LinkTarget {
  /** Undefined while the target is not known yet. */
  readonly href: string | undefined;
  readonly title: string;
}

/**
 * Renders a link as far as its policy lets it work: a blocked or unfinished one is an `<a>` that
 * leads nowhere. Foreign pages open in a new tab and learn nothing about this one.
 */
export function renderLink(
  { href, title }: LinkTarget,
  key: number,
  children: readonly ReactNode[],
  settings: RenderSettings,
): ReactNode {
  const { components, linkPolicy, hasDom } = settings;
  const type = components.a ?? 'a';
  const named = title === '' ? null : { title };
  if (href === undefined) return element(type, key, named, children);
  const judged = judgeUrl(href, 'link', linkPolicy, hasDom);
  if (judged.verdict === 'block') return element(type, key, named, children);
  const props = { ...named, ...linkProps(judged.url) };
  if (judged.verdict === 'allow') return element(type, key, props, children);
  return element(AskLink, key, { type, props, host: judged.host }, children);
}

function linkProps(url: string): Record<string, string> {
  if (url.startsWith('#')) return { href: url };
  return { href: url, target: '_blank', rel: 'noopener noreferrer nofollow' };
}
