'use client';
import type * as React from 'react';
import { useId, useRef } from 'react';
import type { ReadingProps } from './reading-options.ts';
import { sourceSnippet } from './source-snippet.ts';
import { useCitation } from './use-citation.ts';
import { usePlace } from './use-place.ts';

/** What the citation or the source under the pointer or the focus leads to: title, address, words. Renders a `<div role="tooltip">`. */
export function CitationCard({
  viewportRef,
  messages,
}: Omit<ReadingProps, 'onQuote'>): React.ReactNode {
  const card = useRef<HTMLDivElement>(null);
  const id = useId();
  const cited = useCitation(viewportRef, card, `${id}host ${id}words`);
  usePlace(card, viewportRef, () =>
    cited?.link.isConnected ? cited.link.getBoundingClientRect() : undefined,
  );
  if (!cited) return null;
  const snippet = sourceSnippet(messages, cited.link);
  return (
    <div ref={card} role="tooltip" className="rv-citation-card" data-chrome="">
      <div className="rv-citation-title" dir="auto">
        {cited.title}
      </div>
      <bdi className="rv-citation-address">
        <span id={`${id}host`}>{cited.host}</span>
        {cited.path}
      </bdi>
      {snippet && (
        <div id={`${id}words`} className="rv-citation-words" dir="auto">
          {snippet}
        </div>
      )}
    </div>
  );
}
