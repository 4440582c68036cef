'use client';
import type * as React from 'react';
import { useContext, useId, useMemo, useState, useSyncExternalStore } from 'react';
import { CodeBlock } from '../../code-block/code-block.tsx';
import type { MarkdownOptions } from '../../components/shared/markdown-options.ts';
import { MessageContext } from '../../markdown/elements/message-context.ts';
import { useWords } from '../../view/labels-context.ts';
import { englishUiFormats } from '../ui-format-labels.ts';
import { UiNode } from './ui-node.tsx';
import type { UiStore } from './ui-store.ts';
import { UiContext, type UiViews } from './ui-views.ts';

/** Props of {@link UiSurfaceView}. */
export interface UiSurfaceViewProps {
  readonly store: UiStore;
  readonly views: UiViews;
  readonly markdown: MarkdownOptions;
  /** What the model wrote, and what that is written in. */
  readonly source: string;
  readonly language: string;
  /** Whether something else was not to be read. @default false */
  readonly hasFault?: boolean | undefined;
}

/** A generated interface. Where a part of it cannot be shown, it says so once all is there. Renders a `<div>`. */
export function UiSurfaceView({
  store,
  views,
  markdown,
  hasFault = false,
  ...rest
}: UiSurfaceViewProps): React.JSX.Element {
  const around = useMemo(() => ({ store, views, markdown }), [store, views, markdown]);
  const getRoot = () => store.root;
  const root = useSyncExternalStore(store.subscribe, getRoot, getRoot);
  const getFault = () => !store.isOpen && (store.hasFault || store.root === undefined);
  const isFaulty = useSyncExternalStore(store.subscribe, getFault, getFault);
  return (
    <div className="rv-ui">
      <UiContext.Provider value={around}>
        {root !== undefined && <UiNode id={root} />}
      </UiContext.Provider>
      {(isFaulty || hasFault) && <UiNotice {...rest} />}
    </div>
  );
}

/** Says that something is missing, and shows on a press what the model wrote. Renders a `<div>`. */
export function UiNotice({
  source,
  language,
}: Pick<UiSurfaceViewProps, 'source' | 'language'>): React.JSX.Element {
  const words = useWords(englishUiFormats);
  const [isShown, setShown] = useState(false);
  const id = useId();
  return (
    <div className="rv-ui-notice" data-chrome="">
      <span>{words.uiIncomplete}</span>
      <button
        type="button"
        className="rv-ui-link"
        aria-expanded={isShown}
        aria-controls={isShown ? id : undefined}
        onClick={() => setShown(!isShown)}
      >
        {isShown ? words.uiHideSource : words.uiShowSource}
      </button>
      {isShown && (
        <div id={id} className="rv-ui-source">
          <CodeBlock code={source} language={language} />
        </div>
      )}
    </div>
  );
}

/** How texts are rendered in a generated interface: as the message around it, and what the host said beside. */
export function useUiMarkdown(given: MarkdownOptions | undefined): MarkdownOptions {
  const { settings } = useContext(MessageContext);
  const linkPolicy = given?.linkPolicy ?? settings?.linkPolicy;
  const imagePolicy = given?.imagePolicy ?? settings?.imagePolicy;
  const headingOffset = given?.headingOffset ?? settings?.headingOffset;
  return useMemo(
    () => ({
      ...(linkPolicy !== undefined && { linkPolicy }),
      ...(imagePolicy !== undefined && { imagePolicy }),
      ...(headingOffset !== undefined && { headingOffset }),
    }),
    [linkPolicy, imagePolicy, headingOffset],
  );
}
