'use client';
import type * as React from 'react';
import { useId, useState } from 'react';
import { useLabels } from '../labels/use-labels.ts';

/** Longer texts are folded: so many lines, or so many characters. */
const mostShown = { lines: 16, characters: 1600 };

/** What a user wrote, to the letter; a long text is folded until its reader wants all of it. Renders a `<p>`. */
export function PlainText({ text }: { readonly text: string }): React.JSX.Element {
  const { showMore, showLess } = useLabels();
  const textId = useId();
  const [isWhole, setWhole] = useState(false);
  const isLong = text.length > mostShown.characters || text.split('\n').length > mostShown.lines;
  return (
    <>
      {/* The words alone decide on their direction: what stands around them has the interface's. */}
      <p
        id={isLong ? textId : undefined}
        className="rv-plain-text"
        dir="auto"
        data-folded={(isLong && !isWhole) || undefined}
      >
        {text}
      </p>
      {isLong && (
        <button
          type="button"
          className="rv-more"
          data-chrome=""
          aria-expanded={isWhole}
          aria-controls={textId}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? showLess : showMore}
        </button>
      )}
    </>
  );
}
