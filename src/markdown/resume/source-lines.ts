import type { Tokens } from '../syntax/marked.ts';

/** The line that each item begins in, the first one in line `start`. */
export function linesOf(items: readonly Tokens.ListItem[], start: number): number[] {
  let line = start;
  return items.map(({ raw }) => {
    const first = line;
    line += raw.match(/\n/g)?.length ?? 0;
    return first;
  });
}

/** Line number `at` of a text, the first of which is 0. */
export function lineOf(text: string, at: number): string {
  return text.split('\n', at + 1)[at] ?? '';
}

/** Where a line begins, or the place that is `fromEnd` characters before its end. */
export function lineOffset(text: string, line: number, fromEnd?: number): number {
  let offset = 0;
  for (let at = 0; at < line; at++) {
    const end = text.indexOf('\n', offset);
    if (end < 0) return text.length;
    offset = end + 1;
  }
  if (fromEnd === undefined) return offset;
  const end = text.indexOf('\n', offset);
  return offset + withoutBlanks(text.slice(offset, end < 0 ? text.length : end)).length - fromEnd;
}

/** A line without the blanks at its end: other white space (a no-break space, U+3000) is text to markdown. */
export function withoutBlanks(line: string): string {
  let end = line.length;
  while (end > 0 && ' \t'.includes(line[end - 1] ?? '')) end--;
  return line.slice(0, end);
}
