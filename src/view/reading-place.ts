/** What stands where the reader looks: a row of the list, and how far below the top of the view it begins. */
export interface ReadingPlace {
  readonly row: Element;
  readonly top: number;
}

/** The first of elements that stand below each other that ends below `y`; their number when none does. */
export function firstBelow(elements: ArrayLike<Element>, y: number): number {
  let low = 0;
  let high = elements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((elements[middle]?.getBoundingClientRect().bottom ?? y) > y) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Finds the place of a reader, in as many steps as the number of rows has digits in base two: the first row that is seen.
 * Of one that is cut off by the edge, and may itself change its height, the next one tells better: `isWhole`.
 */
export function readingPlace(
  viewport: Element,
  content: Element,
  isWhole = false,
): ReadingPlace | undefined {
  const { top } = viewport.getBoundingClientRect();
  let rows = content.children;
  let index = firstBelow(rows, top + 1);
  while (rows[index]?.classList.contains('rv-group')) {
    rows = rows[index]?.children ?? rows;
    index = firstBelow(rows, top + 1);
  }
  const row = rows[index];
  const next = rows[index + 1];
  const isCut = row && next && row.getBoundingClientRect().top < top && isAbove(next, viewport);
  const chosen = isWhole && isCut ? next : row;
  return chosen && { row: chosen, top: chosen.getBoundingClientRect().top - top };
}

function isAbove(row: Element, viewport: Element): boolean {
  return row.getBoundingClientRect().top < viewport.getBoundingClientRect().bottom - 40;
}

/** By how many pixels a place has moved in the view. */
export function movedBy({ row, top }: ReadingPlace, viewport: Element): number {
  if (!row.isConnected) return 0;
  return row.getBoundingClientRect().top - viewport.getBoundingClientRect().top - top;
}
