import type { HighlightLine } from './highlighter.ts';
import { isSameList } from '../view/same-list.ts';

/** Lines that React may skip as one: a full page never changes while its lines do not. */
export type CodePage = readonly HighlightLine[];

/** Lines per page. */
export const pageLines = 32;

/** Turns growing code into pages of lines. */
export interface CodePager {
  /** Brings the lines up to the text; `isOpen` tells that more may follow. */
  update(code: string, isOpen: boolean): readonly CodePage[];
  /** Whether there is something left for `advance` to do. */
  readonly isBehind?: boolean;
  /** Colours the next slice of what waits. */
  advance?(): readonly CodePage[];
}

/** Pages of code that has no colours, or none yet; lines and full pages keep their identity. */
export class PlainLines implements CodePager {
  readonly #lines: HighlightLine[] = [];
  #code = '';
  #pages: readonly CodePage[] = [];

  update(code: string): readonly CodePage[] {
    if (code === this.#code) return this.#pages;
    const isGrowing = code.startsWith(this.#code);
    const offset = isGrowing ? this.#code.lastIndexOf('\n') + 1 : 0;
    const from = isGrowing ? Math.max(0, this.#lines.length - 1) : 0;
    this.#lines.length = from;
    for (const text of code.slice(offset).split('\n')) this.#lines.push(plainPieces(text));
    this.#code = code;
    this.#pages = repage(this.#pages, this.#lines, from);
    return this.#pages;
  }
}

/** Plain text in pieces, so that the browser shapes and paints a very long line piece by piece. */
export function plainPieces(text: string): HighlightLine {
  return (text.match(/[^]{1,2000}/g) ?? []).map((piece) => ({ text: piece }));
}

/** Cuts lines into pages anew from a line on; pages that have the same lines stay. */
export function repage(
  before: readonly CodePage[],
  lines: readonly HighlightLine[],
  from: number,
): readonly CodePage[] {
  const firstPage = Math.floor(from / pageLines);
  const pages = before.slice(0, firstPage);
  for (let first = firstPage * pageLines; first < lines.length; first += pageLines) {
    const old = before[first / pageLines];
    const page = lines.slice(first, first + pageLines);
    pages.push(old && isSameList(old, page) ? old : page);
  }
  return pages;
}

/** Tells whether a span has no colour; it shows as bare text then. */
export function isPlain(span: HighlightLine[number] | undefined): boolean {
  return span?.kind === undefined && span?.className === undefined;
}
