'use client';
import type * as React from 'react';
import { useRef } from 'react';
import { useLabels } from '../labels/use-labels.ts';
import { usePlace } from './use-place.ts';
import { useSelectedQuote } from './use-selected-quote.ts';
import { writeQuote } from './write-quote.ts';

/** Props of {@link QuoteButton}. */
export interface QuoteButtonProps {
  readonly viewportRef: React.RefObject<HTMLElement | null>;
  /** Takes the quote. @default puts it into the message field of the chat around */
  readonly onQuote: ((quote: string) => void) | undefined;
}

/** Quotes what is selected of an answer; Tab goes to it from the selection. Renders a `<button>` beside the selected words. */
export function QuoteButton({ viewportRef, onQuote }: QuoteButtonProps): React.ReactNode {
  const { quote } = useLabels();
  const button = useRef<HTMLButtonElement>(null);
  const [selected, dismiss] = useSelectedQuote(viewportRef, button);
  // Fingers bring a menu of the system, which stands above.
  const side = selected?.isByFinger ? 'below' : 'above';
  usePlace(button, viewportRef, () => selected?.range.getBoundingClientRect(), side);
  const field = selected?.field;
  if (!selected || !(onQuote ?? field)) return null;
  const press = () => {
    dismiss();
    if (onQuote) onQuote(selected.quote);
    else if (field) writeQuote(field, selected.quote);
  };
  return (
    <button
      ref={button}
      type="button"
      className="rv-quote"
      data-chrome=""
      // The selection stays.
      onMouseDown={(event) => event.preventDefault()}
      onClick={press}
    >
      <svg className="rv-icon" viewBox="0 0 20 20" aria-hidden="true">
        <path d="M8.5 6.5h-4v4h4zm0 0v4c0 1.8-1 3-3 3.4M16 6.5h-4v4h4zm0 0v4c0 1.8-1 3-3 3.4" />
      </svg>
      {quote}
    </button>
  );
}
