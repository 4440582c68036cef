import type { ColorWindow, Tokenizer } from './color-window.ts';
import { type HighlightLine, isSameLine, plainLines } from './highlighter.ts';
import { cutLongLines, restoreLongLines } from './long-lines.ts';
import { type CodePage, type CodePager, isPlain, repage } from './plain-lines.ts';
import { StatefulWindow } from './stateful-window.ts';
import { TriedWindow } from './tried-window.ts';

/** Up to this many characters are coloured while the reader waits; longer code in idle time. */
export const promptLength = 32 * 1024;

/**
 * Up to this many characters finished code equals a fresh colouring of the whole. Longer code is
 * coloured in slices, between lines where a fresh start was seen to agree.
 */
export const freshLength = 128 * 1024;

/** Characters coloured in one idle moment. */
const sliceLength = 16 * 1024;

/**
 * Colours code that grows at its end. The lines of finished code equal those of a fresh colouring;
 * while it is open, work follows the appended text. Lines and pages that do not change keep their
 * identity. An update with a text that does not continue the last one starts anew. What is too long
 * to colour at once waits, plain, for `advance`.
 */
export class CodeLines implements CodePager {
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
    this.#replaceLines(from, this.#isOpen && isWhole ? holdTail(lines) : lines);
    if (isWhole) this.#lines.length = this.#coloredLines;
    this.#pages = repage(this.#pages, this.#lines, from);
  }

  #showRest(): void {
    // The last coloured line may be cut: it is plain again until it is coloured whole.
    const from = Math.max(0, this.#coloredLines - 1);
    const offset = from === 0 ? 0 : this.#code.lastIndexOf('\n', this.#end - 1) + 1;
    const cut = cutLongLines(this.#code.slice(offset));
    const rest = restoreLongLines(plainLines(cut.text), cut);
    this.#replaceLines(from, rest);
    this.#lines.length = from + rest.length;
    this.#pages = repage(this.#pages, this.#lines, from);
  }

  #replaceLines(from: number, fresh: readonly HighlightLine[]): void {
    for (const [index, line] of fresh.entries()) {
      const old = this.#lines[from + index];
      if (old === undefined || !isSameLine(old, line)) this.#lines[from + index] = line;
    }
  }
}

/**
 * Leaves the end of the line that is being written plain where the next character may change its
 * colour: a word, and what follows a quote. A colour is given late rather than taken back.
 */
function holdTail(lines: readonly HighlightLine[]): readonly HighlightLine[] {
  const line = lines.at(-1) ?? [];
  let from = line.findIndex(({ text, kind }) => kind === undefined && /["'`]/.test(text));
  const { text = '', kind } = line.at(-1) ?? {};
  if (from === -1 && kind !== 'string' && kind !== 'comment' && /\w$/.test(text)) {
    from = line.length - 1;
  }
  if (from === -1) return lines;
  // It joins the plain text before it, as it would if it stayed plain.
  if (from > 0 && isPlain(line[from - 1])) from--;
  const tail = line.slice(from).map((span) => span.text);
  return [...lines.slice(0, -1), [...line.slice(0, from), { text: tail.join('') }]];
}
