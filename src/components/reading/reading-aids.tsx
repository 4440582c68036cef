'use client';
import type * as React from 'react';
import { CitationCard } from './citation-card.tsx';
import { QuoteButton } from './quote-button.tsx';
import type { ReadingProps } from './reading-options.ts';

/** What stands over a list for who reads it: the button for a quote, the card of a citation. */
export function ReadingAids({ viewportRef, onQuote, messages }: ReadingProps): React.JSX.Element {
  return (
    <>
      {onQuote !== false && <QuoteButton viewportRef={viewportRef} onQuote={onQuote} />}
      <CitationCard {...{ viewportRef, messages }} />
    </>
  );
}
