'use client';
import type * as React from 'react';
import { useContext, useLayoutEffect, useMemo, useSyncExternalStore } from 'react';
import type { CodeBlockProps } from '../../code-block/code-block.tsx';
import { ChatContext } from '../../components/messages/chat-context.ts';
import { useUiFormat } from '../../components/messages/message-slots.tsx';
import type { PartProps } from '../../components/messages/part-components.ts';
import type { MarkdownOptions } from '../../components/shared/markdown-options.ts';
import { useLatest } from '../../view/use-latest.ts';
import { blocks } from '../blocks/blocks.ts';
import { UiNotice, UiSurfaceView, useUiMarkdown } from '../surface/ui-surface-view.tsx';
import { type FedSource, useFed } from '../surface/use-fed.ts';
import { A2uiBook } from './a2ui-book.ts';
import type { A2uiOptions } from './a2ui-options.ts';
import { isA2ui } from './a2ui-sources.ts';
import type { A2uiAction, A2uiHost, A2uiSurface } from './a2ui-surface.ts';
import { useSurfaceMessages } from './use-surface-messages.ts';

const noOptions: A2uiOptions = {};

/** The surfaces that a part of a message begins. */
export function A2uiPart({ part, message, isStreaming, markdown }: PartProps): React.ReactNode {
  const source = useSurfaceMessages(part, message);
  const place = message.parts.indexOf(part);
  const name = `a2ui ${message.id} ${place}`;
  const isWaiting = isStreaming && part.type === 'data-a2ui';
  return source.length === 0 && isA2ui(part) ? null : (
    <Surfaces
      {...{ source, name, markdown }}
      isOpen={isWaiting}
      written={() => JSON.stringify(source, null, 2)}
    />
  );
}

/** The surfaces that a fence of `a2ui` makes, while it is written. */
export function A2uiFence({ code, open = false }: CodeBlockProps): React.ReactNode {
  return <Surfaces source={code} name="a2ui" isOpen={open} written={() => code} />;
}

interface SurfacesProps extends Omit<FedSource, 'keeper'> {
  readonly markdown?: MarkdownOptions | undefined;
  /** What the agent wrote. */
  readonly written: () => string;
}

function Surfaces({ markdown: given, written, ...fed }: SurfacesProps): React.ReactNode {
  const chat = useContext(ChatContext);
  const options = (useUiFormat('a2ui') as A2uiOptions | undefined) ?? noOptions;
  const markdown = useUiMarkdown(withOwn(given, options));
  const views = useMemo(() => ({ ...blocks, ...options.components }), [options.components]);
  const onAction = (action: A2uiAction, surface: A2uiSurface, title: string) => {
    const details = { title, dataModel: surface.data, chat };
    if (options.onAction) options.onAction(action, details);
    else void chat?.send(inputOf(action, surface, title));
  };
  const host = useLatest<A2uiHost>({
    knows: (type) => Object.hasOwn(views, type) && type !== 'Link',
    functions: options.functions,
    onAction,
  });
  const book = useFed({ ...fed, keeper: chat }, () => new A2uiBook(() => host.current));
  const getSurfaces = () => book.shown;
  const surfaces = useSyncExternalStore(book.subscribe, getSurfaces, getSurfaces);
  const getFault = () => book.hasFault;
  const hasFault = useSyncExternalStore(book.subscribe, getFault, getFault);
  useLayoutEffect(() => book.moveTo(() => host.current), [book, host]);
  const isBroken = !fed.isOpen && hasFault;
  const rest = { views, markdown, language: 'json' };
  if (surfaces.length === 0)
    return isBroken ? <UiNotice source={written()} language="json" /> : null;
  return surfaces.map((surface, index) => (
    <UiSurfaceView
      key={surface.id}
      {...rest}
      store={surface}
      source={written()}
      hasFault={isBroken && index === surfaces.length - 1}
    />
  ));
}

/** The policies of the format before those of the message. */
function withOwn(
  given: MarkdownOptions | undefined,
  { imagePolicy, linkPolicy }: A2uiOptions,
): MarkdownOptions {
  return { ...given, ...(imagePolicy && { imagePolicy }), ...(linkPolicy && { linkPolicy }) };
}

function inputOf(action: A2uiAction, surface: A2uiSurface, title: string) {
  const { version } = action;
  const dataModel = { version, surfaces: { [surface.id]: surface.data } };
  return {
    text: title || action.action.name,
    parts: [{ type: 'data-a2ui-action' as const, data: action }],
    ...(surface.sendsData && { metadata: { a2uiClientDataModel: dataModel } }),
  };
}
