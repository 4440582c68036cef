import type { ReactNode } from 'react';
import { AskLink } from './ask-link.tsx';
import { element, elementParts, markdownElement } from './inline-nodes.ts';
import type { RenderSettings } from './render-settings.ts';
import { judgeUrl } from './url-policy.ts';

/** A link with its references decoded. */
export interface LinkTarget {
  /** Undefined while the target is not known yet. */
  readonly href: string | undefined;
  readonly title: string;
  /** What it is called, where its text does not say it. */
  readonly label?: string;
}

/**
 * Renders a link as far as its policy lets it work: a blocked or unfinished one is an `<a>` that
 * leads nowhere. Foreign pages open in a new tab and learn nothing about this one.
 */
export function renderLink(
  { href, title, label }: LinkTarget,
  key: number,
  children: readonly ReactNode[],
  settings: RenderSettings,
): ReactNode {
  const { linkPolicy, hasDom } = settings;
  const named = {
    ...(title === '' ? null : { title }),
    ...(label === undefined ? null : { 'aria-label': label }),
  };
  if (href === undefined) return markdownElement(settings, 'a', key, named, children);
  const judged = judgeUrl(href, 'link', linkPolicy, hasDom);
  if (judged.verdict === 'block') return markdownElement(settings, 'a', key, named, children);
  const props = { ...named, ...linkProps(judged.url) };
  if (judged.verdict === 'allow') return markdownElement(settings, 'a', key, props, children);
  const parts = elementParts(settings, 'a', props);
  return element(AskLink, key, { ...parts, host: judged.host }, children);
}

function linkProps(url: string): Record<string, string> {
  if (url.startsWith('#')) return { href: url };
  return { href: url, target: '_blank', rel: 'noopener noreferrer nofollow' };
}
