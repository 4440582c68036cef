import type { HighlightLine } from './highlighter.ts';
import { plainPieces } from './plain-lines.ts';

/** Characters of a line that are coloured; what follows is plain, so that no line costs more than this. */
export const coloredLineLength = 4000;

/** A text without the ends of its long lines, and those ends by line. */
export interface CutText {
  readonly text: string;
  readonly ends: ReadonlyMap<number, string>;
}

const noEnds: ReadonlyMap<number, string> = new Map();

/** Takes the ends of long lines off, for `restoreLongLines` to put back. */
export function cutLongLines(text: string): CutText {
  if (text.length <= coloredLineLength) return { text, ends: noEnds };
  const ends = new Map<number, string>();
  const lines = text.split('\n').map((line, index) => {
    if (line.length <= coloredLineLength) return line;
    ends.set(index, line.slice(coloredLineLength));
    return line.slice(0, coloredLineLength);
  });
  return ends.size === 0 ? { text, ends } : { text: lines.join('\n'), ends };
}

/** Puts the ends of long lines back, as plain text. */
export function restoreLongLines(
  lines: readonly HighlightLine[],
  { ends }: CutText,
): readonly HighlightLine[] {
  if (ends.size === 0) return lines;
  return lines.map((line, index) => [...line, ...plainPieces(ends.get(index) ?? '')]);
}
