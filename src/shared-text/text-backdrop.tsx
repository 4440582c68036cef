'use client';
import type * as React from 'react';
import { memo, useEffect, useState } from 'react';
import { LineChunks, type LineChunk } from './line-chunks.ts';
import type { SharedTextState, TextCursor, TextRange } from './shared-text-state.ts';
import { textInView } from './text-in-view.ts';
import { lineMarks, textSegments, type LineMarks } from './text-segments.ts';

/** Props of {@link TextBackdrop}. */
export interface TextBackdropProps extends Pick<SharedTextState, 'text' | 'proposals' | 'cursors'> {
  /** What somebody without a name is called. */
  readonly guest: string;
  readonly divRef: React.RefObject<HTMLDivElement | null>;
  /** Is given what says which of the text is in view. */
  readonly inViewRef: React.RefObject<(() => TextRange | undefined) | undefined>;
}

/**
 * What lies behind the field: the same text, not to be seen, with the carets of the others and the marks of what models wrote. Each
 * line is a box of its own, so that only those are laid out anew in which something changes, and only some are looked at.
 */
export const TextBackdrop = memo(function TextBackdrop({
  text,
  proposals,
  cursors,
  guest,
  divRef,
  inViewRef,
}: TextBackdropProps): React.JSX.Element {
  const [chunks] = useState(() => new LineChunks());
  const isEmpty = proposals.length === 0 && cursors.length === 0;
  const lines = isEmpty ? [] : text.split('\n');
  const marks = lineMarks(lines, proposals, cursors);
  const shown = chunks.of(lines);
  useEffect(() => {
    inViewRef.current = () => (divRef.current ? textInView(divRef.current, shown) : undefined);
    return () => {
      inViewRef.current = undefined;
    };
  });
  const firsts = firstLines(shown);
  return (
    <div ref={divRef} className="rv-text-backdrop" dir="auto" data-chrome aria-hidden>
      {shown.map((chunk, index) => {
        const first = firsts[index] ?? 0;
        const marked = marksIn(marks, first, first + chunk.lines.length);
        return <Lines key={chunk.key} chunk={chunk} marks={marked} guest={guest} />;
      })}
    </div>
  );
});

/** The numbers of the first lines of chunks. */
function firstLines(chunks: readonly LineChunk[]): number[] {
  let next = 0;
  return chunks.map(({ lines }) => {
    const first = next;
    next += lines.length;
    return first;
  });
}

/** The marks of some lines, by their numbers among those; undefined where there are none. */
function marksIn(
  marks: ReadonlyMap<number, LineMarks>,
  first: number,
  end: number,
): ReadonlyMap<number, LineMarks> | undefined {
  const found = [...marks].filter(([index]) => index >= first && index < end);
  if (found.length === 0) return undefined;
  return new Map(found.map(([index, each]) => [index - first, each]));
}

const Lines = memo(function Lines({
  chunk,
  marks,
  guest,
}: {
  readonly chunk: LineChunk;
  readonly marks: ReadonlyMap<number, LineMarks> | undefined;
  readonly guest: string;
}) {
  return (
    <div>
      {chunk.lines.map((line, index) => (
        <Line key={index} text={line} marks={marks?.get(index)} guest={guest} />
      ))}
    </div>
  );
});

// A line that is empty would have no height.
const noText = '\u200B';

const Line = memo(function Line({
  text,
  marks,
  guest,
}: {
  readonly text: string;
  readonly marks: LineMarks | undefined;
  readonly guest: string;
}) {
  if (!marks) return <div className="rv-text-line">{text || noText}</div>;
  return (
    <div className="rv-text-line">
      {textSegments(text, marks).map(({ carets, isProposed, selectedBy, ...segment }, index) => (
        <span
          key={index}
          className="rv-text-segment"
          data-proposed={isProposed || undefined}
          data-look={selectedBy}
        >
          {carets.map((caret) => (
            <Caret key={caret.id} caret={caret} guest={guest} />
          ))}
          {segment.text}
        </span>
      ))}
      {noText}
    </div>
  );
});

// The name is no text: it must not push what stands behind it.
function Caret({ caret, guest }: { readonly caret: TextCursor; readonly guest: string }) {
  return (
    <span
      className="rv-text-caret"
      data-look={caret.look}
      data-model={caret.isModel || undefined}
      data-name={caret.name || guest}
    />
  );
}
