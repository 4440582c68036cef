'use client';
import type * as React from 'react';
import { useContext, useLayoutEffect, useMemo } from 'react';
import type { CodeBlockProps } from '../../code-block/code-block.tsx';
import { ChatContext } from '../../components/messages/chat-context.ts';
import { useUiFormat } from '../../components/messages/message-slots.tsx';
import { useLatest } from '../../view/use-latest.ts';
import { blocks } from '../blocks/blocks.ts';
import { textOf } from '../data/json-pointer.ts';
import { viewsOf } from '../surface/ui-registry.ts';
import { UiSurfaceView, useUiMarkdown } from '../surface/ui-surface-view.tsx';
import { useFed } from '../surface/use-fed.ts';
import type { OpenUiOptions } from './open-ui-options.ts';
import type { OpenUiHost } from './open-ui-host.ts';
import { OpenUiStore } from './open-ui-store.ts';

const noOptions: OpenUiOptions = {};

/** The interface in a fence of OpenUI Lang, while it is written. */
export function OpenUiFence({ code, open = false }: CodeBlockProps): React.ReactNode {
  const chat = useContext(ChatContext);
  const options = (useUiFormat('open-ui') as OpenUiOptions | undefined) ?? noOptions;
  const { components, imagePolicy, linkPolicy } = options;
  const markdown = useUiMarkdown({
    ...(imagePolicy && { imagePolicy }),
    ...(linkPolicy && { linkPolicy }),
  });
  const views = useMemo(() => ({ ...blocks, ...viewsOf(components) }), [components]);
  const onAction: OpenUiHost['onAction'] = (name, args, { data }, title) => {
    if (options.onAction) options.onAction(name, args, { title, state: data, chat });
    else if (name === '@ToAssistant') {
      const parts = [
        { type: 'data-openui-action' as const, data: { action: name, args, state: data } },
      ];
      void chat?.send({ text: textOf(args[0]) || title, parts });
    }
  };
  const host = useLatest<OpenUiHost>({ components, onAction });
  const fed = { source: code, isOpen: open, name: 'openui', keeper: chat };
  const store = useFed(fed, () => new OpenUiStore(() => host.current));
  useLayoutEffect(() => store.moveTo(() => host.current), [store, host]);
  return <UiSurfaceView {...{ store, views, markdown }} source={code} language="javascript" />;
}
