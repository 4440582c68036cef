'use client';
import type * as React from 'react';

import { memo, useCallback, useState } from 'react';
import { type CodePage, isPlain, pageLines } from '../highlight/plain-lines.ts';
import type { HighlightLine, HighlightSpan } from '../highlight/highlighter.ts';

/** Props of `CodePageView`. */
export interface CodePageViewProps {
  readonly page: CodePage;
  /** The position of the page in the code. */
  readonly index: number;
  /** Shows bare text until the reader comes near. */
  readonly isLazy: boolean;
  readonly hasNumbers: boolean;
}

/** A page of lines: React skips it while it does not change, the browser while it is off screen. */
export const CodePageView: React.NamedExoticComponent<CodePageViewProps> = memo(
  function CodePageView({ page, index, isLazy, hasNumbers }: CodePageViewProps) {
    const [isNear, setNear] = useState(!isLazy);
    const ref = useCallback((element: HTMLElement | null) => {
      // The text is there; what fails to load costs its colours.
      if (element) {
        import('../view/when-near.ts').then(
          ({ whenNear }) => whenNear(element, () => setNear(true)),
          () => undefined,
        );
      }
    }, []);
    return (
      <span ref={isNear ? null : ref} className="rv-lines">
        {isNear
          ? page.map((line, at) => (
              <CodeLine
                key={at}
                line={line}
                number={hasNumbers ? index * pageLines + at + 1 : undefined}
              />
            ))
          : page.map((line) => `${line.map(({ text }) => text).join('')}\n`).join('')}
      </span>
    );
  },
);

interface CodeLineProps {
  readonly line: HighlightLine;
  readonly number: number | undefined;
}

// Every line ends with its line end, also the last one, so that no line changes when the next
// begins. The plain text before it is one with it: at the open end that text node stays the same
// while words in it get a colour and move out.
const CodeLine = memo(function CodeLine({ line, number }: CodeLineProps) {
  const last = line.at(-1);
  const tail = isPlain(last) ? (last?.text ?? '') : '';
  const spans = tail === '' ? line : line.slice(0, -1);
  return (
    <span className="rv-line" data-line={number}>
      {spans.map((span, index) =>
        isPlain(span) ? (
          span.text
        ) : (
          <span key={index} className={classOf(span)}>
            {span.text}
          </span>
        ),
      )}
      {`${tail}\n`}
    </span>
  );
});

function classOf({ kind, className }: HighlightSpan): string | undefined {
  if (kind === undefined) return className;
  const own = `rv-token rv-token-${kind}`;
  return className === undefined ? own : `${own} ${className}`;
}
