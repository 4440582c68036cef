import type { ColoredLines, ColorOptions, ColorWindow, Tokenizer } from './color-window.ts';
import { type HighlightLine, isSameLine } from './highlighter.ts';
import { cutLongLines, restoreLongLines } from './long-lines.ts';

// While code grows, the lines behind the checkpoint are coloured anew at each append:
//
//   settled lines …            │ window: coloured again      │ still to come
//   ───────────────────────────┴─────────────────────────────┴──────────────►
//                          checkpoint          `margin` lines kept back
//
// The checkpoint moves once the window has `windowLines` lines, to a line where colouring the rest
// alone gives the same lines: that is tried, not guessed. Inside a long string, comment or script
// the rest is tried behind the lines that opened it (the context). A window that finds no such line
// is cut at `stubbornLines`, so that work stays bounded.
const windowLines = 14;
const windowStep = 7;
const margin = 8;
const stubbornLines = 120;

// Lines without a colour look the same wherever they stand: they tell nothing, until there are many.
const plainWindowLines = 40;

// What may open something that runs over lines.
const opener = /`|"""|'''|\/\*|<!--|\{-|\(\*|--?\[=*\[|<<|^=|<\w+|<\?|\{%|\{#|[([{]\n$/;
const fenceOpener = /^ {0,3}(?:```|~~~)\S/;
const openTemplate = /<\?(?![^]*\?>)/;
const contextTries = 3;
const longestOpener = 400;

interface Checkpoint {
  readonly line: number;
  readonly offset: number;
  /** Lines to colour before what follows, without showing them; each with its line end. */
  readonly context: string;
}

const clean: Checkpoint = { line: 0, offset: 0, context: '' };

/** Settles lines where the rest was seen to have the same colours without them. */
export class TriedWindow implements ColorWindow {
  readonly #tokenizer: Tokenizer;
  #checkpoint = clean;
  #nextTry = windowLines;
  #last: { readonly text: string; readonly lines: readonly HighlightLine[] } | undefined;
  isFresh = true;
  tokenizedCharacters = 0;

  constructor(tokenizer: Tokenizer) {
    this.#tokenizer = tokenizer;
  }

  color(code: string, end: number, { isCut, maySettle }: ColorOptions): ColoredLines {
    const { line: from, offset, context } = this.#checkpoint;
    const text = code.slice(offset, end);
    const lines = this.#color(context, text, isCut);
    if (maySettle && lines.length > this.#nextTry) this.#settle(text, lines);
    return { from, lines };
  }

  restart(): void {
    this.#checkpoint = clean;
    this.#nextTry = windowLines;
    this.isFresh = true;
  }

  #color(context: string, text: string, isCut: boolean): readonly HighlightLine[] {
    const cut = cutLongLines(text);
    const lines = this.#tokenize(context + cut.text, isCut);
    const own = context === '' ? lines : lines.slice(context.split('\n').length - 1);
    return restoreLongLines(own, cut);
  }

  #tokenize(text: string, isCut: boolean): readonly HighlightLine[] {
    // A line that grows beyond what is coloured of it changes no colour.
    if (isCut && this.#last?.text === text) return this.#last.lines;
    this.tokenizedCharacters += text.length;
    if (!isCut) return this.#tokenizer.tokenize(text);
    this.#last = { text, lines: this.#tokenizer.tokenizeOpen(text) };
    return this.#last.lines;
  }

  #settle(text: string, lines: readonly HighlightLine[]): void {
    this.#nextTry = lines.length + windowStep;
    const count = lines.length - margin;
    const offset = skipLines(text, count);
    const context = this.#contextOf(text.slice(offset), lines, count);
    if (context === undefined && lines.length < stubbornLines) return;
    this.#checkpoint = {
      line: this.#checkpoint.line + count,
      offset: this.#checkpoint.offset + offset,
      context: context ?? '',
    };
    this.#nextTry = windowLines;
    this.isFresh = false;
  }

  /** What must stand before the rest for it to have the colours it has; '' is a fresh start. */
  #contextOf(rest: string, lines: readonly HighlightLine[], count: number): string | undefined {
    const shown = lines.slice(count);
    const isTelling = shown.some((line) => line.some(({ kind }) => kind !== undefined));
    if (!isTelling && lines.length < plainWindowLines) return undefined;
    // Where plain lines tell nothing, it is an opener rather than nothing that stands before them.
    const openers = isTelling ? opener : fenceOpener;
    return this.#contexts(lines.slice(0, count), openers).find((context) =>
      this.#color(context, rest, true).every((line, index) => isSameLine(line, shown[index] ?? [])),
    );
  }

  /** Contexts to try: none, that of the window, and lines that may have opened something. */
  #contexts(lines: readonly HighlightLine[], pattern: RegExp): string[] {
    const { context } = this.#checkpoint;
    const kept = context === '' ? [] : [context];
    const openers = lines.map(textOf).filter((text) => pattern.test(text));
    const last = openers.slice(-contextTries).reverse();
    // The first ones as they stand in each other: a template string in a script.
    const first = openers.slice(0, contextTries).map((_, at) => openers.slice(0, at + 1).join(''));
    const nested = kept.flatMap((outer) => last.map((line) => outer + line));
    const all =
      pattern === opener ? ['', ...kept, ...last, ...first, ...nested] : [...last, ...kept, ''];
    // A template without its opener passes for its language, until the next opener shows that it is none.
    return [...all.filter((text) => openTemplate.test(text)), ...all];
  }
}

function textOf(line: HighlightLine): string {
  const text = line.map((span) => span.text).join('');
  return text.length > longestOpener ? '' : `${text}\n`;
}

function skipLines(text: string, count: number): number {
  let offset = 0;
  for (let skipped = 0; skipped < count; skipped++) offset = text.indexOf('\n', offset) + 1;
  return offset;
}
