'use client';
import type * as React from 'react';

import { type ReactNode, memo, useReducer, useState } from 'react';
import { FadedSelection } from './faded-selection.ts';

/** Props of `FadingText`. */
export interface FadingTextProps {
  readonly text: string;
}

interface Piece {
  readonly id: number;
  readonly text: string;
}

/** Pieces that fade at one time; older ones are shown at once. */
const mostPieces = 16;

/**
 * A text whose newest words fade in. What has faded joins the text node before it, which grows and
 * is never replaced, so a selection in it lives and nothing fades twice.
 */
export const FadingText: React.NamedExoticComponent<FadingTextProps> = memo(function FadingText({
  text,
}: FadingTextProps): ReactNode {
  const [parts] = useState(() => new FadingParts());
  const [, settle] = useReducer((count: number) => count + 1, 0);
  const { settled, pieces } = parts.update(text);
  return [
    settled,
    ...pieces.map(({ id, text: piece }) => (
      <span
        key={id}
        className="rv-new"
        onAnimationEnd={() => {
          parts.settle(id);
          settle();
        }}
      >
        {piece}
      </span>
    )),
    <FadedSelection key="selection" value={settled} />,
  ];
});

/** Splits a growing text into what has been seen and what is new. Updating twice with one text is harmless. */
export class FadingParts {
  #settled = '';
  #pieces: readonly Piece[] = [];
  #count = 0;

  /** Takes the text so far; where it is another text than before, that part is not shown as new. */
  update(text: string): { readonly settled: string; readonly pieces: readonly Piece[] } {
    const shown = this.#settled + this.#pieces.map((piece) => piece.text).join('');
    if (text.startsWith(shown)) this.#append(text.slice(shown.length));
    else if (!text.startsWith(this.#settled)) this.#set(text, []);
    else this.#set(this.#settled, this.#cut(text.slice(this.#settled.length)));
    return { settled: this.#settled, pieces: this.#pieces };
  }

  /** Says that a piece and those before it are seen. */
  settle(id: number): void {
    const seen = this.#pieces.filter((piece) => piece.id <= id);
    this.#settled += seen.map((piece) => piece.text).join('');
    this.#pieces = this.#pieces.slice(seen.length);
  }

  #append(text: string): void {
    if (text !== '') this.#pieces = [...this.#pieces, { id: this.#count++, text }];
    const excess = this.#pieces.at(-mostPieces - 1);
    if (excess) this.settle(excess.id);
  }

  #set(settled: string, pieces: readonly Piece[]): void {
    this.#settled = settled;
    this.#pieces = pieces;
  }

  /** The pieces again, as far as they still begin `text`, and the rest of it as one. */
  #cut(text: string): readonly Piece[] {
    let rest = text;
    const kept = this.#pieces.filter((piece, index) => {
      const isSame = rest !== '' && rest.startsWith(piece.text) && index < mostPieces;
      if (isSame) rest = rest.slice(piece.text.length);
      return isSame;
    });
    return rest === '' ? kept : [...kept, { id: this.#count++, text: rest }];
  }
}
