import type { ListRow } from './chat-rows.ts';

/** How high each kind of row is, in pixels. */
export interface RowHeights {
  readonly heading: number;
  readonly chat: number;
  /** A chat with the place where a search has found something. */
  readonly found: number;
}

/** Where rows stand. */
export interface RowLayout {
  /** Where each row begins, and behind the last one where the list ends. */
  readonly tops: Float64Array;
  /** The rows that a window of the list shows, and some beside it: from the first to before the last. */
  readonly between: (from: number, to: number) => readonly [first: number, end: number];
}

/** Lays rows out, one below the other. */
export function layOut(rows: readonly ListRow[], heights: RowHeights): RowLayout {
  const tops = new Float64Array(rows.length + 1);
  for (const [index, row] of rows.entries()) {
    tops[index + 1] = (tops[index] ?? 0) + heights[kindOf(row)];
  }
  return {
    tops,
    between(from, to) {
      const first = firstBelow(tops, from);
      return [Math.max(0, first - 1), Math.min(rows.length, firstBelow(tops, to))];
    },
  };
}

/** Of which height a row is. */
function kindOf(row: ListRow): keyof RowHeights {
  if (row.type === 'heading') return 'heading';
  return row.snippet ? 'found' : 'chat';
}

/** The first row that begins at or below a line. */
function firstBelow(tops: Float64Array, line: number): number {
  let low = 0;
  let high = tops.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tops[middle] ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}
