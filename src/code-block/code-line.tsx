import type * as React from 'react';

import { memo } from 'react';
import type { HighlightLine, HighlightSpan } from '../highlight/highlighter.ts';
import { isPlain } from '../highlight/plain-lines.ts';

/** Props of `CodeLine`. */
export interface CodeLineProps {
  readonly line: HighlightLine;
  /** Its number, where lines are numbered. */
  readonly number: number | undefined;
}

/**
 * One line of code. Every line ends with its line end, also the last one, so that no line changes
 * when the next begins. The plain text before it is one with it: at the open end that text node
 * stays the same while words in it get a colour and move out.
 */
export const CodeLine: React.NamedExoticComponent<CodeLineProps> = memo(function CodeLine({
  line,
  number,
}: CodeLineProps) {
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
