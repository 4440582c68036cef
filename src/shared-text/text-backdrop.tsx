'use client';
import type * as React from 'react';
import { memo } from 'react';
import type { SharedTextState, TextCursor } from './shared-text-state.ts';
import { textLines, textSegments, type TextLine } from './text-segments.ts';

/** Props of {@link TextBackdrop}. */
export interface TextBackdropProps extends Pick<SharedTextState, 'text' | 'proposals' | 'cursors'> {
  /** What somebody without a name is called. */
  readonly guest: string;
  readonly divRef: React.Ref<HTMLDivElement>;
}

/**
 * What lies behind the field: the same text, not to be seen, with the carets of the others and the marks of what models wrote. Each
 * line is a box of its own, so that only those are laid out anew in which something changes.
 */
export const TextBackdrop = memo(function TextBackdrop({
  text,
  proposals,
  cursors,
  guest,
  divRef,
}: TextBackdropProps): React.JSX.Element {
  const isEmpty = proposals.length === 0 && cursors.length === 0;
  const lines = isEmpty ? [] : textLines(text, proposals, cursors);
  return (
    <div ref={divRef} className="rv-text-backdrop" dir="auto" data-chrome aria-hidden>
      {lines.map((line, index) => (
        <Line key={index} {...line} guest={guest} />
      ))}
    </div>
  );
});

// A line that is empty would have no height.
const noText = '\u200B';

const Line = memo(function Line({ text, marks, guest }: TextLine & { readonly guest: string }) {
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
