'use client';
import type * as React from 'react';

import { useEffect, useId, useMemo } from 'react';
import type { CodeBlockOptions } from '../code-block/code-block.tsx';
import type { Highlighter } from '../highlight/highlighter.ts';
import { adoptLayoutSheet } from '../view/layout-sheet.ts';
import { LazyPart } from '../view/lazy-part.ts';
import { useLazyPart } from '../view/use-lazy-part.ts';
import { LabelsContext, useWords } from '../view/labels-context.ts';
import { useShallow } from '../view/use-shallow.ts';
import { BlockView } from './elements/block-view.tsx';
import { BlockRun, useNestedRuns } from './elements/block-run.tsx';
import { cjkFriendly } from './syntax/cjk.ts';
import { commonMark } from './syntax/common-mark.ts';
import type { CitationSource } from './elements/citation-sources.ts';
import { fullKit } from './full-kit.ts';
import { MarkdownDocument } from './document/markdown-document.ts';
import type { MarkdownKit } from './markdown-kit.ts';
import type { MarkdownPlugin } from './syntax/markdown-plugin.ts';
import {
  englishMarkdown,
  type MarkdownLabels,
  type MarkdownOwnLabels,
} from './elements/markdown-labels.ts';
import type { MarkdownExtensions } from './syntax/marked.ts';
import { MessageContext } from './elements/message-context.ts';
import {
  type MarkdownComponents,
  type RenderSettings,
  joinMaps,
} from './elements/render-settings.ts';
import { useStablePolicy } from './urls/stable-policy.ts';
import { type Tolerances, tolerancesOf } from './syntax/tolerances.ts';
import { tolerate } from './syntax/tolerate.ts';
import type { UrlPolicy } from './urls/url-policy.ts';
import { useLatestCallback } from '../view/use-latest-callback.ts';
import { type LinkClickHandler, useLinkClick } from './urls/use-link-click.ts';
import { useFadingText } from './elements/use-fading-text.ts';
import { useRawHtml } from './html/use-raw-html.ts';

/** Props of `StreamingMarkdown`. Pass stable objects and functions: a new one renders every block again. */
export interface StreamingMarkdownProps {
  /** The markdown so far; while it only grows, work follows what is new. @default '' */
  readonly children?: string | undefined;
  /** Whether more may follow: the open end is completed for display. @default false */
  readonly streaming?: boolean | undefined;
  /** Components that stand in for elements, by element name, and `codeBlock`. @default {} */
  readonly components?: MarkdownComponents | undefined;
  /** Which links work. A function may be written in place: blocks render again where its verdicts change. @default 'allow' */
  readonly linkPolicy?: UrlPolicy | undefined;
  /** Which images load; others are placeholders. @default 'ask' */
  readonly imagePolicy?: UrlPolicy | undefined;
  /** Colours code; `null` switches that off. @default prismHighlighter */
  readonly highlighter?: Highlighter | null | undefined;
  /** Line numbers, wrapping, buttons and height of code blocks. @default {} */
  readonly codeBlock?: CodeBlockOptions | undefined;
  /** Levels that headings stand below what their source says, at most `h6`: with 1, `#` is an `h2` below the page's own title. @default 0 */
  readonly headingOffset?: number | undefined;
  /** Extensions of marked: a list, or an instance that has them. @default none */
  readonly extensions?: MarkdownExtensions | undefined;
  /** What else is markdown here: `math()`, `mermaid()`; later ones win. @default none */
  readonly plugins?: readonly MarkdownPlugin[] | undefined;
  /** Whether GitHub's extensions are on: tables, tasks, `~~`, bare URLs, footnotes, alerts. With `false`, and without tolerances, it is CommonMark to the letter. @default true */
  readonly gfm?: boolean | undefined;
  /** What is read as models mean it, not as GFM says, by name; `false` is strict, `{ tilde: false }` switches one off. @default all on */
  readonly tolerances?: false | Partial<Tolerances> | undefined;
  /** What `[1]` and `【1†source】` lead to, by position from 1 or by `id`; without it they are text. @default none */
  readonly sources?: readonly CitationSource[] | undefined;
  /** Shows a caret at the open end while streaming. @default false */
  readonly caret?: boolean | undefined;
  /** Lets new words fade in while streaming, unless the reader wants less motion. @default false */
  readonly fadeIn?: boolean | undefined;
  /** Puts the markdown of what is selected on the clipboard, beside clean HTML. @default true */
  readonly copyMarkdown?: boolean | undefined;
  /** What it says by itself, code blocks included. @default what the chat around it says, else English */
  readonly labels?: Partial<MarkdownLabels> | undefined;

  /** A class beside the kit's own. @default none */
  readonly className?: string | undefined;
  /** Is asked before a link is followed: `false`, or a promise of it, and it is not. @default none */
  readonly onLinkClick?: LinkClickHandler | undefined;
  /** Hears of an exception in a block, once; the block shows its source then. @default none */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** Markdown that grows: parsed, completed, sanitised and coloured as it arrives. Renders a `<div>`. */
export function StreamingMarkdown(props: StreamingMarkdownProps): React.JSX.Element {
  return useMarkdown(props, fullKit);
}

/** Renders markdown that grows with what an entry point has for it; the kit of a component never changes. */
export function useMarkdown(props: StreamingMarkdownProps, kit: MarkdownKit): React.JSX.Element {
  const { children = '', streaming = false, caret = false, copyMarkdown = true, className } = props;
  const extensions = useShallow(props.extensions, 2);
  const plugins = usePlugins(props, kit);
  const document = useMemo(() => new MarkdownDocument(extensions, plugins), [extensions, plugins]);
  const view = useMemo(() => document.update(children, streaming), [document, children, streaming]);
  const { pages, section, hasDom } = useRawHtml(view, streaming, plugins);
  const words = useWords(englishMarkdown, props.labels);
  const settings = useRenderSettings(props, kit, plugins, words, view.hasRtl, hasDom);
  const runs = useNestedRuns(pages, settings, streaming);
  const id = `rv${useId().replace(/\W/g, '')}`;
  const sources = useShallow(props.sources, 2);
  const { numbers } = view.footnotes;
  const context = useMemo(
    () => ({ id, footnotes: numbers, sources, settings }),
    [id, numbers, sources, settings],
  );
  const { onError, onLinkClick } = props;
  const askBefore = useLinkClick(onLinkClick, onError);
  const aids = useLazyPart(readingAids, true);
  const copy = (event: React.ClipboardEvent) =>
    readingAids.get()?.copySelection(event.nativeEvent, event.currentTarget, view.pages);
  const hasFailed = 'error' in view;
  useEffect(() => {
    if (hasFailed) onError?.(view.error);
    // Only the first failure of a document is news: later texts fail for the same reason.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [hasFailed]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- listens for the links in it
    <div
      ref={adoptLayoutSheet}
      onCopy={copyMarkdown ? copy : undefined}
      onClickCapture={askBefore}
      onAuxClickCapture={askBefore}
      // Not the page's direction: an answer may be in another language than the page.
      dir={view.hasRtl ? 'auto' : 'ltr'}
      className={className === undefined ? 'rv-markdown' : `rv-markdown ${className}`}
      data-streaming={streaming || undefined}
      data-caret={(caret && streaming) || undefined}
    >
      {aids && <aids.SelectionKeeper value={view} />}
      <LabelsContext.Provider value={words}>
        <MessageContext.Provider value={context}>
          {runs.map((run) => (
            <BlockRun
              key={run.id}
              run={run}
              settings={settings}
              isStreaming={streaming}
              // The first page, which is all of most messages, needs no element of its own.
              isPage={run.id > 0}
            />
          ))}
          {section && <BlockView block={section} settings={settings} isStreaming={streaming} />}
        </MessageContext.Provider>
      </LabelsContext.Provider>
    </div>
  );
}

// Until it has loaded the browser copies as it always does.
const readingAids = new LazyPart(() => import('./reading/reading-aids.ts'));

const noComponents: MarkdownComponents = {};

const noOptions: CodeBlockOptions = {};

const noPlugins: readonly MarkdownPlugin[] = [];

function usePlugins(
  props: StreamingMarkdownProps,
  { constructs, citations }: MarkdownKit,
): readonly MarkdownPlugin[] {
  const added = useShallow(props.plugins ?? noPlugins, 2);
  const tolerances = useShallow(props.tolerances);
  const hasSources = props.sources !== undefined;
  const { gfm = true } = props;
  return useMemo(
    () => [
      cjkFriendly,
      ...(gfm ? constructs : [commonMark]),
      tolerate(tolerances),
      ...(hasSources && citations ? [citations] : []),
      ...added.map((plugin) => plugin.under?.(tolerancesOf(tolerances)) ?? plugin),
    ],
    [constructs, citations, hasSources, gfm, tolerances, added],
  );
}

function useRenderSettings(
  props: StreamingMarkdownProps,
  kit: MarkdownKit,
  plugins: readonly MarkdownPlugin[],
  labels: MarkdownOwnLabels,
  hasRtl: boolean,
  hasDom: boolean,
): RenderSettings {
  const {
    linkPolicy = 'allow',
    imagePolicy = 'ask',
    highlighter = kit.highlighter,
    headingOffset = 0,
  } = props;
  const components = useShallow(props.components ?? noComponents);
  const links = useStablePolicy(linkPolicy);
  const images = useStablePolicy(imagePolicy);
  const codeBlock = useShallow(props.codeBlock ?? noOptions);
  const text = useFadingText(props.fadeIn === true, props.streaming === true);
  const hasPlugins = (props.plugins ?? noPlugins).length > 0;
  const onError = useLatestCallback(props.onError);
  return useMemo(() => {
    const settings = {
      components,
      linkPolicy: links,
      imagePolicy: images,
      highlighter,
      codeBlock,
      headingOffset,
      plugins,
      labels,
      furniture: kit.furniture,
      tokens: joinMaps(plugins.map((plugin) => plugin.tokens)),
      codeBlocks: joinMaps(plugins.map((plugin) => plugin.codeBlocks)),
      hasDom,
      onError,
      hasRtl,
      isOpen: false,
      text,
    };
    // Only components of the host can tell the open block from others.
    const isCustom = components !== noComponents || hasPlugins;
    return isCustom ? { ...settings, whileOpen: { ...settings, isOpen: true } } : settings;
  }, [
    components,
    links,
    images,
    highlighter,
    codeBlock,
    headingOffset,
    plugins,
    hasPlugins,
    kit,
    labels,
    hasDom,
    onError,
    hasRtl,
    text,
  ]);
}
