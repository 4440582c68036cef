import type { ColorWindow, Tokenizer } from './color-window.ts';
import { type HighlightLine, type HighlightSpan, isSameLine, plainLines } from './highlighter.ts';
import { cutLongLines, restoreLongLines } from './long-lines.ts';
import { StatefulWindow } from './stateful-window.ts';
import { TriedWindow } from './tried-window.ts';

/** Lines that React may skip as one: a full page never changes while its lines do not. */
export type CodePage = readonly HighlightLine[];

/** Lines per page. */
export const pageLines = 32;

/** Up to this many characters are coloured while the reader waits; longer code in idle time. */
export const promptLength = 32 * 1024;

/**
 * Up to this many characters finished code equals a fresh colouring of the whole. Longer code is
 * coloured in slices, between lines where a fresh start was seen to agree.
 */
export const freshLength = 128 * 1024;

/** Characters coloured in one idle moment. */
const sliceLength = 16 * 1024;

// Plain spans that were an element before: they stay one, so that a colour that comes or goes
// changes a class and replaces no node.
const boxed = new WeakSet<HighlightSpan>();

/** Tells whether a span shows as an element rather than as bare text. */
export function isElement(span: HighlightSpan): boolean {
  return span.kind !== undefined || span.className !== undefined || boxed.has(span);
}

/**
 * Colours code that grows at its end. The lines of finished code equal those of a fresh colouring;
 * while it is open, work follows the appended text. Lines and pages that do not change keep their
 * identity. An update with a text that does not continue the last one starts anew. What is too long
 * to colour at once waits, plain, for `advance`.
 */
export class CodeLines {
  readonly #window: ColorWindow;
  #code = '';
  #isOpen = true;
  /** The coloured text ends here, in or behind the last of the coloured lines; plain ones follow. */
  #end = 0;
  #coloredLines = 0;
  #lines: HighlightLine[] = [];
  #pages: readonly CodePage[] = [];

  constructor(tokenizer: Tokenizer) {
    const { resume } = tokenizer;
    this.#window = resume ? new StatefulWindow(resume) : new TriedWindow(tokenizer);
  }

  /** Characters coloured so far, for tests that count work. */
  get tokenizedCharacters(): number {
    return this.#window.tokenizedCharacters;
  }

  /** Whether there is something left for `advance` to do. */
  get isBehind(): boolean {
    return this.#end < this.#code.length || this.#wantsFresh;
  }

  get #wantsFresh(): boolean {
    return !this.#isOpen && !this.#window.isFresh && this.#code.length <= freshLength;
  }

  /** Brings the lines up to the text; `isOpen` tells that more may follow. */
  update(code: string, isOpen: boolean): readonly CodePage[] {
    if (code === this.#code && isOpen === this.#isOpen) return this.#pages;
    if (!code.startsWith(this.#code)) this.#restart();
    this.#code = code;
    this.#isOpen = isOpen;
    const isShort = code.length <= promptLength;
    if (isShort && this.#wantsFresh) this.#restart();
    if (isShort || code.length - this.#end <= sliceLength) this.#colorTo(code.length);
    else this.#showRest();
    return this.#pages;
  }

  /** Colours the next slice of what waits. */
  advance(): readonly CodePage[] {
    const { length } = this.#code;
    const isOnePiece = !this.#isOpen && length <= freshLength;
    if (isOnePiece) this.#restart();
    const lineEnd = isOnePiece ? -1 : this.#code.indexOf('\n', this.#end + sliceLength);
    this.#colorTo(lineEnd === -1 ? length : lineEnd);
    return this.#pages;
  }

  #restart(): void {
    this.#window.restart();
    this.#end = 0;
    this.#coloredLines = 0;
  }

  #colorTo(end: number): void {
    const isWhole = end === this.#code.length;
    const { from, lines } = this.#window.color(this.#code, end, {
      isCut: this.#isOpen || !isWhole,
      maySettle: this.#isOpen || this.#code.length > freshLength,
    });
    this.#end = end;
    this.#coloredLines = from + lines.length;
    this.#replaceLines(from, lines);
    if (isWhole) this.#lines.length = this.#coloredLines;
    if (isWhole && this.#isOpen) boxTail(lines.at(-1));
    this.#repage(from);
  }

  #showRest(): void {
    // The last coloured line may be cut: it is plain again until it is coloured whole.
    const from = Math.max(0, this.#coloredLines - 1);
    const offset = from === 0 ? 0 : this.#code.lastIndexOf('\n', this.#end - 1) + 1;
    const cut = cutLongLines(this.#code.slice(offset));
    const rest = restoreLongLines(plainLines(cut.text), cut);
    this.#replaceLines(from, rest);
    this.#lines.length = from + rest.length;
    this.#repage(from);
  }

  #replaceLines(from: number, fresh: readonly HighlightLine[]): void {
    for (const [index, line] of fresh.entries()) {
      const old = this.#lines[from + index];
      if (old !== undefined && isSameLine(old, line)) continue;
      if (old !== undefined) keepElements(old, line);
      this.#lines[from + index] = line;
    }
  }

  #repage(from: number): void {
    const firstPage = Math.floor(from / pageLines);
    const pages = this.#pages.slice(0, firstPage);
    for (let first = firstPage * pageLines; first < this.#lines.length; first += pageLines) {
      const old = this.#pages[first / pageLines];
      const page = this.#lines.slice(first, first + pageLines);
      const isSame =
        old?.length === page.length && page.every((line, index) => line === old[index]);
      pages.push(isSame ? old : page);
    }
    this.#pages = pages;
  }
}

function keepElements(old: HighlightLine, line: HighlightLine): void {
  for (const [index, span] of old.entries()) {
    const next = line[index];
    if (next !== undefined && isElement(span)) boxed.add(next);
  }
}

// The last words may get a colour when the next character comes.
function boxTail(line: HighlightLine | undefined): void {
  const tail = line?.at(-1);
  if (tail !== undefined) boxed.add(tail);
}
