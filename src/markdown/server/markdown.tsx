import type * as React from 'react';
import { MarkdownDocument } from '../document/markdown-document.ts';
import { nestPages } from './nest-pages.ts';
import { loadHtml, loadLanguages } from './load-parts.ts';
import type { MarkdownProps } from './markdown-props.ts';
import { messagePlugins } from './message-plugins.ts';
import { renderPages } from './render-pages.tsx';
import { staticSettings } from './static-settings.ts';

export type { MarkdownProps } from './markdown-props.ts';

/**
 * Markdown that is finished, rendered on a server: a component for React Server Components that sends
 * no script to the browser, colours included. Renders the same `<div>` as `StreamingMarkdown`, without
 * its buttons. Outside of server components, `await Markdown(props)` is an element for any renderer.
 */
export async function Markdown(props: MarkdownProps): Promise<React.JSX.Element> {
  const { children = '', id = `rv${hashOf(children)}`, className, onError } = props;
  const { plugins, show } = messagePlugins(props);
  const hasDom = await loadHtml(props.dom);
  const view = new MarkdownDocument(props.extensions, plugins).update(children, false);
  if ('error' in view) onError?.(view.error);
  const settings = staticSettings(props, plugins, view.hasRtl, hasDom);
  show({ id, footnotes: view.footnotes.numbers, sources: props.sources, settings });
  await loadLanguages(view, props, hasDom);
  return (
    <div
      // Not the page's direction: an answer may be in another language than the page.
      dir={view.hasRtl ? 'auto' : 'ltr'}
      className={className === undefined ? 'rv-markdown' : `rv-markdown ${className}`}
    >
      {renderPages(
        nestPages(view.pages, hasDom, settings.plugins),
        view.footnotes.section,
        settings,
      )}
    </div>
  );
}

/** A short name for a text, the same at every render (FNV-1a). */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}
