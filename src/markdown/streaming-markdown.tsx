'use client';
import type * as React from 'react';

import { useEffect, useId, useMemo } from 'react';
import type { CodeBlockOptions } from '../code-block/code-block.tsx';
import { adoptLayoutSheet } from '../view/layout-sheet.ts';
import { LazyPart } from '../view/lazy-part.ts';
import { useLazyPart } from '../view/use-lazy-part.ts';
import { LabelsContext, useWords } from '../view/labels-context.ts';
import { useShallow } from '../view/use-shallow.ts';
import { BlockView } from './elements/block-view.tsx';
import { BlockRun, useNestedRuns } from './elements/block-run.tsx';
import type { Completing } from './complete/display-token.ts';
import { fullKit } from './full-kit.ts';
import type { MarkdownKit } from './markdown-kit.ts';
import { englishMarkdown, type MarkdownOwnLabels } from './elements/markdown-labels.ts';
import { MessageContext } from './elements/message-context.ts';
import {
  type MarkdownComponents,
  type RenderSettings,
  joinMaps,
} from './elements/render-settings.ts';
import { useStablePolicy } from './urls/stable-policy.ts';
import { useLatestCallback } from '../view/use-latest-callback.ts';
import { useLinkClick } from './urls/use-link-click.ts';
import type { StreamingMarkdownProps } from './streaming-markdown-props.ts';
import { useMessageView } from './use-message-view.ts';
import { useFadingText } from './elements/use-fading-text.ts';

export type { StreamingMarkdownProps } from './streaming-markdown-props.ts';

/** Markdown that grows: parsed, completed, sanitised and coloured as it arrives. Renders a `<div>`. */
export function StreamingMarkdown(props: StreamingMarkdownProps): React.JSX.Element {
  return useMarkdown(props, fullKit);
}

/** Renders markdown that grows with what an entry point has for it; the kit of a component never changes. */
export function useMarkdown(props: StreamingMarkdownProps, kit: MarkdownKit): React.JSX.Element {
  const { streaming = false, caret = false, copyMarkdown = true, className } = props;
  const { view, shown, completing } = useMessageView(props, kit);
  const { pages, section, hasDom } = shown;
  const words = useWords(englishMarkdown, props.labels);
  const settings = useRenderSettings(props, kit, completing, words, view.hasRtl, hasDom);
  const runs = useNestedRuns(pages, settings, streaming);
  const id = `rv${useId().replace(/\W/g, '')}`;
  const sources = useShallow(props.sources, 2);
  const { numbers } = view.footnotes;
  const context = useMemo(
    () => ({ id, footnotes: numbers, sources, settings }),
    [id, numbers, sources, settings],
  );
  const askBefore = useLinkClick(props.onLinkClick, props.onError);
  const aids = useLazyPart(readingAids, true);
  const copy = (event: React.ClipboardEvent) =>
    readingAids.get()?.copySelection(event.nativeEvent, event.currentTarget, view.pages);
  const hasFailed = 'error' in view;
  useEffect(() => {
    if (hasFailed) props.onError?.(view.error);
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

function useRenderSettings(
  props: StreamingMarkdownProps,
  kit: MarkdownKit,
  { plugins, completer }: Completing,
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
  const onError = useLatestCallback(props.onError);
  const settings = useShallow({
    ...usePluginViews(plugins),
    components,
    linkPolicy: links,
    imagePolicy: images,
    highlighter,
    codeBlock,
    headingOffset,
    plugins,
    completer,
    labels,
    furniture: kit.furniture,
    hasDom,
    onError,
    hasRtl,
    isOpen: false,
    text,
  });
  return useOpenSettings(settings, components !== noComponents || Boolean(props.plugins?.length));
}

/** What plugins show, put together. */
function usePluginViews(plugins: Completing['plugins']) {
  return useMemo(
    () => ({
      tokens: joinMaps(plugins.map((plugin) => plugin.tokens)),
      codeBlocks: joinMaps(plugins.map((plugin) => plugin.codeBlocks)),
    }),
    [plugins],
  );
}

/** Adds those of the open block, which only components of the host can tell from others. */
function useOpenSettings(settings: RenderSettings, isCustom: boolean): RenderSettings {
  return useMemo(
    () => (isCustom ? { ...settings, whileOpen: { ...settings, isOpen: true } } : settings),
    [isCustom, settings],
  );
}
