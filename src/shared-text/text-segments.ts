import type { TextCursor, TextProposal, TextRange } from './shared-text-state.ts';

/** What stands in a line beside its text; places are those of the line. */
export interface LineMarks {
  /** What models have written and nobody has accepted. */
  readonly proposals: readonly TextRange[];
  /** What somebody has selected. */
  readonly selections: readonly (TextRange & { readonly look: number })[];
  /** Whose caret stands here, at `head`. */
  readonly carets: readonly TextCursor[];
}

/** A stretch of a line that looks the same, and the carets that stand before it. */
export interface TextSegment {
  readonly text: string;
  /** Whether a model has written it and nobody has accepted it. */
  readonly isProposed: boolean;
  /** The look of who has selected it. */
  readonly selectedBy: number | undefined;
  readonly carets: readonly TextCursor[];
}

/** What stands in which lines of a text, by their numbers; lines in which nothing does are left out. */
export function lineMarks(
  lines: readonly string[],
  proposals: readonly TextProposal[],
  cursors: readonly TextCursor[],
): ReadonlyMap<number, LineMarks> {
  const starts = startsOf(lines);
  const marks = new Map<number, MadeMarks>();
  const at = (index: number): MadeMarks => {
    const known = marks.get(index) ?? { proposals: [], selections: [], carets: [] };
    marks.set(index, known);
    return known;
  };
  const each = ({ from, to }: TextRange, add: (marked: MadeMarks, within: TextRange) => void) => {
    for (let index = lineAt(starts, from); index < lines.length; index++) {
      const start = starts[index] ?? 0;
      if (start >= to) break;
      const end = start + (lines[index] ?? '').length;
      if (from >= end) continue;
      add(at(index), { from: Math.max(from, start) - start, to: Math.min(to, end) - start });
    }
  };
  for (const { from, to } of proposals) {
    each({ from, to }, (marked, within) => marked.proposals.push(within));
  }
  for (const cursor of cursors) {
    const { anchor, head, look } = cursor;
    const range = { from: Math.min(anchor, head), to: Math.max(anchor, head) };
    each(range, (marked, within) => marked.selections.push({ ...within, look }));
    const index = lineAt(starts, head);
    at(index).carets.push({ ...cursor, head: head - (starts[index] ?? 0) });
  }
  return marks;
}

type MadeMarks = { [Name in keyof LineMarks]: LineMarks[Name][number][] };

/** Where each line begins. */
function startsOf(lines: readonly string[]): number[] {
  let start = 0;
  return lines.map((line) => {
    const mine = start;
    start += line.length + 1;
    return mine;
  });
}

/** The line that a place is in: the last that begins before it. */
function lineAt(starts: readonly number[], place: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Cuts a line where carets stand and where marks begin and end. */
export function textSegments(text: string, marks: LineMarks): TextSegment[] {
  const { proposals, selections, carets } = marks;
  const places = [
    0,
    text.length,
    ...[...proposals, ...selections].flatMap(({ from, to }) => [from, to]),
    ...carets.map(({ head }) => head),
  ];
  const cuts = [...new Set(places)].toSorted((one, other) => one - other);
  return cuts.map((at, index) => {
    const isHere = ({ from, to }: TextRange) => at >= from && at < to;
    return {
      text: text.slice(at, cuts[index + 1] ?? at),
      isProposed: proposals.some(isHere),
      selectedBy: selections.find(isHere)?.look,
      carets: carets.filter(({ head }) => head === at),
    };
  });
}
