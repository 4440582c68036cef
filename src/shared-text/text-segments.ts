import type { TextCursor, TextProposal } from './shared-text-state.ts';

/** A stretch of text that looks the same, and the carets that stand before it. */
export interface TextSegment {
  /** The text. */
  readonly text: string;
  /** Whether a model has written it and nobody has accepted it. */
  readonly isProposed: boolean;
  /** The look of who has selected it. */
  readonly selectedBy: number | undefined;
  /** Whose carets stand before it. */
  readonly carets: readonly TextCursor[];
}

/** Cuts a text where carets stand and where marks and selections begin and end. */
export function textSegments(
  text: string,
  proposals: readonly TextProposal[],
  cursors: readonly TextCursor[],
): TextSegment[] {
  const places = [
    0,
    text.length,
    ...proposals.flatMap(({ from, to }) => [from, to]),
    ...cursors.flatMap(({ anchor, head }) => [anchor, head]),
  ].filter((place) => place >= 0 && place <= text.length);
  const cuts = [...new Set(places)].toSorted((one, other) => one - other);
  return cuts.map((at, index) => ({
    text: text.slice(at, cuts[index + 1] ?? at),
    isProposed: proposals.some(({ from, to }) => isIn(at, from, to)),
    selectedBy: cursors.find(({ anchor, head }) => isIn(at, anchor, head))?.look,
    carets: cursors.filter(({ head }) => head === at),
  }));
}

function isIn(at: number, from: number, to: number): boolean {
  return at >= Math.min(from, to) && at < Math.max(from, to);
}
