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

/** A line of a text, and what stands in it; undefined where nothing does. */
export interface TextLine {
  readonly text: string;
  readonly marks: LineMarks | undefined;
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

/** The lines of a text, with what stands in each. */
export function textLines(
  text: string,
  proposals: readonly TextProposal[],
  cursors: readonly TextCursor[],
): TextLine[] {
  const selections = cursors
    .filter(({ anchor, head }) => anchor !== head)
    .map(({ anchor, head, look }) => ({
      from: Math.min(anchor, head),
      to: Math.max(anchor, head),
      look,
    }));
  let at = 0;
  return text.split('\n').map((line) => {
    const [start, end] = [at, at + line.length];
    at = end + 1;
    const within = <Range extends TextRange>(ranges: readonly Range[]): readonly Range[] =>
      ranges
        .filter(({ from, to }) => from < end && to > start)
        .map((range) => ({
          ...range,
          from: Math.max(range.from, start) - start,
          to: Math.min(range.to, end) - start,
        }));
    const marks = {
      proposals: within(proposals),
      selections: within(selections),
      carets: cursors
        .filter(({ head }) => head >= start && head <= end)
        .map((cursor) => ({ ...cursor, head: cursor.head - start })),
    };
    const isBare = Object.values(marks).every((list) => list.length === 0);
    return { text: line, marks: isBare ? undefined : marks };
  });
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
