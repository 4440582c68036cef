import type { Token, Tokens } from '../syntax/marked.ts';

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

/**
 * How many lines stand before child `at`; negative when the source of a child is not where it should be, or when an
 * underline can still make a heading of a text and the tag below it.
 */
export function lineBefore(children: readonly Token[], content: string, at: number): number {
  if (children[at]?.type === 'html' && children[at - 1]?.type === 'text') return -1;
  let offset = 0;
  for (const [index, { raw }] of children.slice(0, at + 1).entries()) {
    const source = index < at ? raw : raw.trimEnd();
    // No source has the line end behind a list that has taken lines without marks.
    const isBehindList = children[index - 1]?.type === 'list';
    if (isBehindList && !content.startsWith(source, offset) && content[offset] === '\n') offset++;
    if (!content.startsWith(source, offset)) return -1;
    if (index < at) offset += raw.length;
  }
  if (at > 0 && content[offset - 1] !== '\n') return -1;
  return content.slice(0, offset).split('\n').length - 1;
}

/** A place in a source. */
export interface Place {
  readonly line: number;
  /** Characters from the border to the end of its line; absent where it is the line's start. */
  readonly fromEnd?: number;
}

/** Finds a place of a text in the source: the ends of lines are the same there. */
export function placeOf(
  lines: readonly string[],
  text: string,
  at: number,
  line: number,
  isCell: boolean,
): Place | undefined {
  const place = line + (text.slice(0, at).match(/\n/g)?.length ?? 0);
  const end = text.indexOf('\n', at);
  const rest = text.slice(at, end < 0 ? text.length : end);
  const content = isCell ? rest.replaceAll('|', '\\|') : withoutBlanks(rest);
  if (!withoutBlanks(lines[place] ?? '').endsWith(content)) return undefined;
  return { line: place, fromEnd: content.length };
}
