'use client';

import { Fragment, memo, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { CodeBlockOptions } from '../highlight/code-block.tsx';
import type { Highlighter } from '../highlight/highlighter.ts';
import { adoptLayoutSheet } from '../highlight/layout-sheet.ts';
import { prismHighlighter } from '../highlight/prism-highlighter.ts';
import { BlockView } from './block-view.tsx';
import type { BlockGroup } from './block.ts';
import { MarkdownDocument } from './markdown-document.ts';
import type { MarkdownPlugin } from './markdown-plugin.ts';
import type { MarkdownExtensions } from './marked.ts';
import type { MarkdownComponents, RenderSettings } from './render-settings.ts';
import type { UrlPolicy } from './url-policy.ts';
import { useShallow } from './use-shallow.ts';

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
  /** Line numbers, wrapping, buttons and height of code blocks. @default {} */
  readonly codeBlock?: CodeBlockOptions | undefined;
  /** Extensions of marked: a list, or an instance that has them. */
  readonly extensions?: MarkdownExtensions | undefined;
  /** What else is markdown here: `math()`, `mermaid()`; later ones win. */
  readonly plugins?: readonly MarkdownPlugin[] | undefined;
  /** Shows a caret at the open end while streaming. @default false */
  readonly caret?: boolean | undefined;
  readonly className?: string | undefined;
  /** Hears of an exception in a block; the block shows its source then. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** Markdown that grows: parsed, completed, sanitised and coloured as it arrives. Renders a `<div>`. */
export function StreamingMarkdown(props: StreamingMarkdownProps): React.JSX.Element {
  const { children = '', streaming = false, caret = false, className } = props;
  const extensions = useShallow(props.extensions, 2);
  const plugins = useShallow(props.plugins ?? noPlugins, 2);
  const document = useMemo(() => new MarkdownDocument(extensions, plugins), [extensions, plugins]);
  const view = useMemo(() => document.update(children, streaming), [document, children, streaming]);
  const settings = useRenderSettings(props, plugins);
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

const noOptions: CodeBlockOptions = {};

const noPlugins: readonly MarkdownPlugin[] = [];

function useRenderSettings(
  props: StreamingMarkdownProps,
  plugins: readonly MarkdownPlugin[],
): RenderSettings {
  const { linkPolicy = 'allow', imagePolicy = 'ask', highlighter = prismHighlighter } = props;
  const components = useShallow(props.components ?? noComponents);
  const links = useShallow(linkPolicy);
  const images = useShallow(imagePolicy);
  const codeBlock = useShallow(props.codeBlock ?? noOptions);
  const { onError } = props;
  // The server has no DOM to sanitise with, and the first render in the browser must match it.
  const hasDom = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );
  return useMemo(
    () => ({
      components,
      linkPolicy: links,
      imagePolicy: images,
      highlighter,
      codeBlock,
      plugins,
      tokens: joined(plugins.map((plugin) => plugin.tokens)),
      codeBlocks: joined(plugins.map((plugin) => plugin.codeBlocks)),
      hasDom,
      onError,
    }),
    [components, links, images, highlighter, codeBlock, plugins, hasDom, onError],
  );
}

function subscribeToNothing(): () => void {
  return () => undefined;
}

/** Joins maps; without a prototype, as the names come from the markdown. */
function joined<T>(maps: readonly (Readonly<Record<string, T>> | undefined)[]): Record<string, T> {
  return Object.assign(Object.create(null), ...maps) as Record<string, T>;
}
