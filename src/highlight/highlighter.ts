import type { TokenKind } from './token-kind.ts';

/** A run of characters of one colour; without `kind` it has the colour of plain text. */
export interface HighlightSpan {
  /** The text of the span; no line break is in it. */
  readonly text: string;

  /** What the text is in its language; absent for plain text. */
  readonly kind?: TokenKind | undefined;
  /** Classes for a theme of the host's own, beside or in place of `kind`. */
  readonly className?: string | undefined;
}

/** One line of code without its line end. */
export type HighlightLine = readonly HighlightSpan[];

/** Coloured lines, and what `resume` needs to know of the text so far to go on behind them. */
export interface ResumableLines {
  /** The lines of the code. */
  readonly lines: readonly HighlightLine[];

  /** Where the highlighter stands behind them; only it can read this. */
  readonly state: unknown;
}

/**
 * Turns code into coloured lines. The default is `prismHighlighter`; Shiki, highlight.js or any
 * other highlighter fits behind the first three functions, the others make growing code better.
 */
export interface Highlighter {
  /** Makes a language ready; answers whether it is known. Several calls for one language are one load. */
  load(language: string): boolean | Promise<boolean>;
  /** Tells whether `tokenize` can colour this language now. */
  isLoaded(language: string): boolean;
  /** Colours a text from a clean start: one entry per line, whose texts joined by `\n` are the code. */
  tokenize(code: string, language: string): readonly HighlightLine[];
  /**
   * Colours a text whose end is still to come: a string or comment that is not closed yet shows as
   * what it will be. @default tokenize
   */
  tokenizeOpen?(code: string, language: string): readonly HighlightLine[];
  /**
   * Colours whole lines that follow those of `state` (undefined: a clean start). A highlighter that
   * keeps its state per line colours each line of growing code once.
   */
  resume?(code: string, language: string, state: unknown): ResumableLines;
}

/** Splits code into lines of plain text. */
export function plainLines(code: string): HighlightLine[] {
  return code.split('\n').map((text) => (text === '' ? [] : [{ text }]));
}

/** Tells whether two lines show the same spans. */
export function isSameLine(a: HighlightLine, b: HighlightLine): boolean {
  return a === b || (a.length === b.length && a.every((span, index) => isSameSpan(span, b[index])));
}

function isSameSpan(a: HighlightSpan, b: HighlightSpan | undefined): boolean {
  return a.text === b?.text && a.kind === b.kind && a.className === b.className;
}
