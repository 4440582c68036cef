'use client';
import type * as React from 'react';

import { proseKit } from './prose-kit.ts';
import { type StreamingMarkdownProps, useMarkdown } from './streaming-markdown.tsx';

/** Props of `StreamingMarkdown` for prose: those of the whole one but for what it has not. */
export type ProseMarkdownProps = Omit<
  StreamingMarkdownProps,
  'codeBlock' | 'highlighter' | 'sources'
>;

/**
 * `StreamingMarkdown` for prose, which is mostly text: with the same laws and the same safety, but code is a
 * bare `<pre>` and tables are bare, and there are neither footnotes nor citations. Renders a `<div>`.
 */
export function StreamingMarkdown(props: ProseMarkdownProps): React.JSX.Element {
  return useMarkdown(props, proseKit);
}
