'use client';

import { useMemo } from 'react';
import { useShallow } from '../view/use-shallow.ts';
import { MarkdownDocument } from './document/markdown-document.ts';
import type { DocumentView } from './document/markdown-document.ts';
import type { Completing } from './complete/display-token.ts';
import { type LateParts, useLateParts } from './elements/use-late-parts.ts';
import { type ShownView, useRawHtml } from './html/use-raw-html.ts';
import type { MarkdownKit } from './markdown-kit.ts';
import type { StreamingMarkdownProps } from './streaming-markdown-props.ts';
import { cjkFriendly } from './syntax/cjk.ts';
import { commonMark } from './syntax/common-mark.ts';
import type { MarkdownPlugin } from './syntax/markdown-plugin.ts';
import { tolerancesOf } from './syntax/tolerances.ts';
import { tolerate } from './syntax/tolerate.ts';

/** A message as it is now: what its parser has made of it, what of that can be shown, and what its open end is completed with. */
export interface MessageView {
  readonly view: DocumentView;
  readonly shown: ShownView;
  readonly completing: Completing;
}

/** Parses the text of a message, with what an entry point has for it. */
export function useMessageView(props: StreamingMarkdownProps, kit: MarkdownKit): MessageView {
  const { children = '', streaming = false } = props;
  const { completer, rareRules, text } = useLateParts(children, streaming);
  const extensions = useShallow(props.extensions, 2);
  const plugins = usePlugins(props, kit, rareRules);
  const completing = useMemo(() => ({ plugins, completer }), [plugins, completer]);
  const document = useMemo(() => new MarkdownDocument(extensions, plugins), [extensions, plugins]);
  const view = useMemo(
    () => document.update(text, streaming, completing),
    [document, text, streaming, completing],
  );
  const shown = useRawHtml(view, streaming, completing, rareRules === undefined);
  return { view, shown, completing };
}

const noPlugins: readonly MarkdownPlugin[] = [];

function usePlugins(
  props: StreamingMarkdownProps,
  { constructs, citations }: MarkdownKit,
  rareRules: LateParts['rareRules'],
): readonly MarkdownPlugin[] {
  const added = useShallow(props.plugins ?? noPlugins, 2);
  const tolerances = useShallow(props.tolerances);
  const hasSources = props.sources !== undefined;
  const { gfm = true } = props;
  return useMemo(
    () => [
      cjkFriendly,
      ...(gfm ? constructs : [commonMark]),
      tolerate(tolerances, rareRules === 'none' ? undefined : rareRules),
      ...(hasSources && citations ? [citations] : []),
      ...added.map((plugin) => plugin.under?.(tolerancesOf(tolerances)) ?? plugin),
    ],
    [constructs, citations, hasSources, gfm, tolerances, rareRules, added],
  );
}
