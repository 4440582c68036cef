import type { PainterManifest } from './painter-manifest.ts';

/** How many cells are asked for in one stretch, which sees the words and the coarse pictures before it. */
const tileCells = 64;
/** Scales whose cells stay in memory while the rest is painted: up to 8×8. */
export const coarseScales = 4;

/**
 * Cells of a scale stand in Z-order: those of parent `i` are `4i` to `4i + 3`, so that a parent's colour stands right before its
 * cells. This is the cell at a place.
 */
export function cellAt(row: number, column: number): number {
  return (spread(row) << 1) | spread(column);
}

/** Puts a 0 before each bit. */
function spread(bits: number): number {
  let out = 0;
  for (let bit = 0; bit < 15; bit++) out |= ((bits >> bit) & 1) << (2 * bit);
  return out;
}

/** One stretch of cells: the parents whose cells they are. */
export interface Stretch {
  readonly first: number;
  readonly count: number;
}

/** The stretches of a scale: one for a coarse picture, else tiles. */
export function stretchesOf(scale: number): Stretch[] {
  const parents = 4 ** (scale - 1);
  const count = scale < coarseScales ? parents : tileCells / 4;
  return Array.from({ length: parents / count }, (_, i) => ({ first: i * count, count }));
}

/** A model token, and the cell whose colour follows it. */
export interface Asked {
  readonly token: number;
  readonly cell?: number;
}

/** The model tokens of some parents: the colour of each, then one for each of its cells, which that cell's colour follows. */
export function familyTokens(
  { firstColour, firstCell }: Pick<PainterManifest, 'firstColour' | 'firstCell'>,
  scale: number,
  { first, count }: Stretch,
  parents: Uint8Array,
): Asked[] {
  const start = firstCell + (4 ** scale - 1) / 3 - 1;
  return Array.from({ length: count }, (_, i) => first + i).flatMap((parent) => [
    { token: firstColour + (parents[parent] ?? 0) },
    ...[0, 1, 2, 3].map((i) => ({ token: start + 4 * parent + i, cell: 4 * parent + i })),
  ]);
}
