import type { HighlightLine } from './highlighter.ts';
import { isSameLine } from './highlighter.ts';

/** Colours a text from a clean start, one entry per line. */
export type Tokenize = (code: string) => readonly HighlightLine[];

/** Lines that React may skip as one: a full page never changes while its lines do not. */
export type CodePage = readonly HighlightLine[];

/** Lines per page. */
const pageLines = 32;

// While code grows, the lines after the checkpoint are coloured anew at each append:
//
//   settled lines …            │ window: coloured again      │ still to come
//   ───────────────────────────┴─────────────────────────────┴──────────────►
//                          checkpoint          ≥ `margin` lines kept back
//
// The checkpoint moves once the window has `windowLines` lines, to a line where colouring the rest
// alone gives the same lines: that is tried, not guessed.
const windowLines = 24;
const margin = 6;
const stubbornLines = 240;

// An opener that is still plain text may become a string or comment when its end arrives.
const openers = /`|"""|'''|\/\*|<!--|\{-|\(\*|--\[\[|=begin|\{%|\{#/;

/**
 * Colours code that grows at its end. The lines of finished code equal those of a fresh colouring;
 * while it is open, work follows the appended text. Lines and pages that do not change keep their
 * identity. An update with a text that does not continue the last one starts anew.
 */
export class CodeLines {
  readonly #tokenize: Tokenize;
  #code = '';
  #lines: HighlightLine[] = [];
  #pages: readonly CodePage[] = [];
  #checkpoint = { line: 0, offset: 0 };
  #nextTry = windowLines;
  #isFresh = true;
  /** Characters coloured so far, for tests that count work. */
  tokenizedCharacters = 0;

  constructor(tokenize: Tokenize) {
    this.#tokenize = tokenize;
  }

  /** Brings the lines up to the text; `isOpen` tells that more may follow. */
  update(code: string, isOpen: boolean): readonly CodePage[] {
    const isSame = code === this.#code && this.#lines.length > 0;
    if (isSame && (isOpen || this.#isFresh)) return this.#pages;
    if (!code.startsWith(this.#code)) this.#restart();
    this.#code = code;
    if (!isOpen && !this.#isFresh) this.#restart();
    const from = this.#checkpoint.line;
    this.#replaceLines(from, this.#color(code.slice(this.#checkpoint.offset)));
    if (isOpen) this.#moveCheckpoint();
    this.#repage(from);
    return this.#pages;
  }

  #restart(): void {
    this.#checkpoint = { line: 0, offset: 0 };
    this.#nextTry = windowLines;
    this.#isFresh = true;
  }

  #color(text: string): readonly HighlightLine[] {
    this.tokenizedCharacters += text.length;
    return this.#tokenize(text);
  }

  #replaceLines(from: number, fresh: readonly HighlightLine[]): void {
    for (const [index, line] of fresh.entries()) {
      const old = this.#lines[from + index];
      if (old === undefined || !isSameLine(old, line)) this.#lines[from + index] = line;
    }
    this.#lines.length = from + fresh.length;
  }

  #moveCheckpoint(): void {
    const { line, offset } = this.#checkpoint;
    const size = this.#lines.length - line;
    if (size <= this.#nextTry) return;
    this.#nextTry = size + windowLines / 2;
    const target = this.#safeLine(line, this.#lines.length - margin, size);
    if (target <= line) return;
    const start = skipLines(this.#code, offset, target - line);
    const alone = this.#color(this.#code.slice(start));
    const agrees = alone.every((fresh, index) =>
      isSameLine(fresh, this.#lines[target + index] ?? []),
    );
    if (!agrees && size < stubbornLines) return;
    this.#checkpoint = { line: target, offset: start };
    this.#nextTry = windowLines;
    this.#isFresh = false;
  }

  /** The last line up to which nothing plain could still be swallowed by an end to come. */
  #safeLine(from: number, to: number, size: number): number {
    if (size >= stubbornLines) return to;
    for (let index = from; index < to; index++) {
      const spans = this.#lines[index] ?? [];
      const isUnclear = spans.some(
        ({ text, kind }) => (kind === undefined || kind === 'operator') && openers.test(text),
      );
      if (isUnclear) return index;
    }
    return to;
  }

  #repage(from: number): void {
    const firstPage = Math.floor(from / pageLines);
    const pages = this.#pages.slice(0, firstPage);
    for (let start = firstPage * pageLines; start < this.#lines.length; start += pageLines) {
      const old = this.#pages[start / pageLines];
      const page = this.#lines.slice(start, start + pageLines);
      const isSame =
        old?.length === page.length && page.every((line, index) => line === old[index]);
      pages.push(isSame ? old : page);
    }
    this.#pages = pages;
  }
}

function skipLines(text: string, offset: number, count: number): number {
  let position = offset;
  for (let skipped = 0; skipped < count; skipped++) position = text.indexOf('\n', position) + 1;
  return position;
}
