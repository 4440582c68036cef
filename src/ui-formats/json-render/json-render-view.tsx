'use client';
import type * as React from 'react';
import { useContext, useLayoutEffect, useMemo } from 'react';
import type { CodeBlockProps } from '../../code-block/code-block.tsx';
import { ChatContext } from '../../components/messages/chat-context.ts';
import { useUiFormat } from '../../components/messages/message-slots.tsx';
import type { PartProps } from '../../components/messages/part-components.ts';
import type { MarkdownOptions } from '../../components/shared/markdown-options.ts';
import { useLatest } from '../../view/use-latest.ts';
import { useShallow } from '../../view/use-shallow.ts';
import { blocks } from '../blocks/blocks.ts';
import { fieldOf } from '../data/json-pointer.ts';
import { viewsOf } from '../surface/ui-registry.ts';
import { UiSurfaceView, useUiMarkdown } from '../surface/ui-surface-view.tsx';
import { type FedSource, useFed } from '../surface/use-fed.ts';
import type { JsonRenderOptions } from './json-render-options.ts';
import type { SpecHost } from './spec-host.ts';
import { SpecStore } from './spec-store.ts';

const noOptions: JsonRenderOptions = {};

/** The spec that all `data-spec` parts of a message make together, at the place of the first of them. */
export function JsonRenderPart({
  part,
  message,
  isStreaming,
  markdown,
}: PartProps): React.ReactNode {
  const parts = message.parts.filter(({ type }) => type === 'data-spec');
  const source = useShallow(parts.map((other) => fieldOf(other, 'data')));
  if (parts[0] !== part) return null;
  return <Spec {...{ source, markdown }} name={`spec ${message.id}`} isOpen={isStreaming} />;
}

/** The spec in a fence, while it is written. */
export function JsonRenderFence({ code, open = false }: CodeBlockProps): React.ReactNode {
  return <Spec source={code} name="spec" isOpen={open} />;
}

interface SpecProps extends Omit<FedSource, 'keeper'> {
  readonly markdown?: MarkdownOptions | undefined;
}

function Spec({ markdown: given, ...fed }: SpecProps): React.ReactNode {
  const chat = useContext(ChatContext);
  const options = (useUiFormat('json-render') as JsonRenderOptions | undefined) ?? noOptions;
  const { components, functions, imagePolicy, linkPolicy } = options;
  const markdown = useUiMarkdown({
    ...given,
    ...(imagePolicy && { imagePolicy }),
    ...(linkPolicy && { linkPolicy }),
  });
  const views = useMemo(() => ({ ...blocks, ...viewsOf(components) }), [components]);
  const onAction: SpecHost['onAction'] = (name, params, { data }, title) => {
    if (options.onAction) options.onAction(name, params, { title, state: data, chat });
    else {
      const parts = [{ type: 'data-spec-action' as const, data: { action: name, params } }];
      void chat?.send({ text: title, parts });
    }
  };
  const host = useLatest<SpecHost>({ components, functions, onAction });
  const store = useFed({ ...fed, keeper: chat }, () => new SpecStore(() => host.current));
  useLayoutEffect(() => store.moveTo(() => host.current), [store, host]);
  const { source } = fed;
  const written = typeof source === 'string' ? source : JSON.stringify(source, null, 2);
  return <UiSurfaceView {...{ store, views, markdown }} source={written} language="json" />;
}
