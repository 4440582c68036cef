'use client';

import { Fragment, memo, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Highlighter } from '../highlight/highlighter.ts';
import { adoptLayoutSheet } from '../highlight/layout-sheet.ts';
import { prismHighlighter } from '../highlight/prism-highlighter.ts';
import { BlockView } from './block-view.tsx';
import type { BlockGroup } from './block.ts';
import { MarkdownDocument } from './markdown-document.ts';
import type { MarkdownExtensions } from './marked.ts';
import type { MarkdownComponents, RenderSettings } from './render-settings.ts';
import type { UrlPolicy } from './url-policy.ts';

/** Props of `StreamingMarkdown`. Pass stable objects and functions: a new one renders every block again. */
export interface StreamingMarkdownProps {
  /** The markdown so far; while it only grows, work follows what is new. */
  readonly children?: string | undefined;
  /** Whether more may follow: the open end is completed for display. @default false */
  readonly streaming?: boolean | undefined;
  /** Components that stand in for elements, by element name, and `codeBlock`. */
  readonly components?: MarkdownComponents | undefined;
  /** Which links work. @default 'allow' */
  readonly linkPolicy?: UrlPolicy | undefined;
  /** Which images load; others are placeholders. @default 'ask' */
  readonly imagePolicy?: UrlPolicy | undefined;
  /** Colours code; `null` switches that off. @default prismHighlighter */
  readonly highlighter?: Highlighter | null | undefined;
  /** Extensions of marked: a list, or an instance that has them. */
  readonly extensions?: MarkdownExtensions | undefined;
  /** Shows a caret at the open end while streaming. @default false */
  readonly caret?: boolean | undefined;
  readonly className?: string | undefined;
  /** Hears of an exception in a block; the block shows its source then. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** Markdown that grows: parsed, completed, sanitised and coloured as it arrives. Renders a `<div>`. */
export function StreamingMarkdown(props: StreamingMarkdownProps): React.JSX.Element {
  const { children = '', streaming = false, extensions, caret = false, className } = props;
  const document = useMemo(() => new MarkdownDocument(extensions), [extensions]);
  const view = useMemo(() => document.update(children, streaming), [document, children, streaming]);
  const settings = useRenderSettings(props);
  const { onError } = props;
  const hasFailed = 'error' in view;
  useEffect(() => {
    if (hasFailed) onError?.(view.error);
    // Only the first failure of a document is news: later texts fail for the same reason.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [hasFailed]);
  return (
    <div
      ref={adoptLayoutSheet}
      className={className === undefined ? 'rv-markdown' : `rv-markdown ${className}`}
      data-streaming={streaming || undefined}
      data-caret={(caret && streaming) || undefined}
    >
      {view.pages.map((page) => (
        <Page key={page.id} page={page} settings={settings} isStreaming={streaming} />
      ))}
    </div>
  );
}

interface PageProps {
  readonly page: BlockGroup;
  readonly settings: RenderSettings;
  readonly isStreaming: boolean;
}

// Blocks stay in their page for life, open or closed, so that closing one moves no DOM node. The
// first page, which is all of most messages, needs no element of its own; the later ones keep the
// browser's layout from walking all blocks of a long message at each step.
const Page = memo(function Page({ page, settings, isStreaming }: PageProps) {
  const blocks = page.blocks.map((block) => (
    <BlockView key={block.id} block={block} settings={settings} isStreaming={isStreaming} />
  ));
  return page.id === 0 ? <Fragment>{blocks}</Fragment> : <div className="rv-page">{blocks}</div>;
});

const noComponents: MarkdownComponents = {};

function useRenderSettings(props: StreamingMarkdownProps): RenderSettings {
  const { linkPolicy = 'allow', imagePolicy = 'ask', highlighter = prismHighlighter } = props;
  const components = useShallow(props.components ?? noComponents);
  const links = useShallow(linkPolicy);
  const images = useShallow(imagePolicy);
  const { onError } = props;
  // The server has no DOM to sanitise with, and the first render in the browser must match it.
  const hasDom = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );
  return useMemo(
    () => ({ components, linkPolicy: links, imagePolicy: images, highlighter, hasDom, onError }),
    [components, links, images, highlighter, hasDom, onError],
  );
}

function subscribeToNothing(): () => void {
  return () => undefined;
}

/** Keeps the last value while the new one has the same fields, so that literals in props cost nothing. */
function useShallow<T>(value: T): T {
  const [kept, setKept] = useState<{ value: T }>({ value });
  if (isShallowEqual(kept.value, value)) return kept.value;
  setKept({ value });
  return value;
}

function isShallowEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const entries = Object.entries(a);
  const others = new Map<string, unknown>(Object.entries(b));
  return (
    entries.length === others.size &&
    entries.every(([name, value]) => others.has(name) && Object.is(value, others.get(name)))
  );
}
