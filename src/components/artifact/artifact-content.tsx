'use client';
import type * as React from 'react';
import { useRef } from 'react';
import { CodeBlock } from '../../code-block/code-block.tsx';
import { StreamingMarkdown } from '../../markdown/streaming-markdown.tsx';
import { LazyPart } from '../../view/lazy-part.ts';
import { useLazyPart } from '../../view/use-lazy-part.ts';
import { useScrollStop } from '../../view/use-scroll-stop.ts';
import type { MarkdownOptions } from '../shared/markdown-options.ts';

/** Props of {@link ArtifactContent}. */
export interface ArtifactContentProps {
  readonly text: string;
  /** The version to compare it with. */
  readonly before: string | undefined;
  readonly language?: string | undefined;
  readonly markdown?: MarkdownOptions | undefined;
  readonly isStreaming: boolean;
  readonly labelledBy: string;
}

const artifactChanges = new LazyPart(() => import('./artifact-changes.tsx'));

/** The text of an artifact, or how it differs from the one before. Renders a `<div>` that scrolls. */
export function ArtifactContent({
  text,
  before,
  language,
  markdown,
  isStreaming,
  labelledBy,
}: ArtifactContentProps): React.JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useScrollStop(box);
  const lazy = useLazyPart(artifactChanges, before !== undefined);
  const isCode = language !== undefined;
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is for forms
    <div ref={box} className="rv-artifact-content" role="group" aria-labelledby={labelledBy}>
      {lazy && before !== undefined ? (
        <lazy.ArtifactChanges before={before} after={text} isCode={isCode} />
      ) : isCode ? (
        <CodeBlock
          code={text.replace(/\n$/, '')}
          language={language}
          open={isStreaming}
          lineNumbers
        />
      ) : (
        <StreamingMarkdown {...markdown} streaming={isStreaming}>
          {text}
        </StreamingMarkdown>
      )}
    </div>
  );
}
