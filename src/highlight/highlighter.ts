import type { TokenKind } from './token-kind.ts';

/** A run of characters of one colour; without `kind` it has the colour of plain text. */
export interface HighlightSpan {
  readonly text: string;
  readonly kind?: TokenKind | undefined;
}

/** One line of code without its line end. */
export type HighlightLine = readonly HighlightSpan[];

/**
 * Turns code into coloured lines. The default is `prismHighlighter`; Shiki, highlight.js or any
 * other highlighter fits behind the same three functions.
 */
export interface Highlighter {
  /** Makes a language ready; answers whether it is known. Several calls for one language are one load. */
  load(language: string): boolean | Promise<boolean>;
  /** Tells whether `tokenize` can colour this language now. */
  isLoaded(language: string): boolean;
  /** Colours a text from a clean start: one entry per line, whose texts joined by `\n` are the code. */
  tokenize(code: string, language: string): readonly HighlightLine[];
}

/** Splits code into lines of plain text. */
export function plainLines(code: string): HighlightLine[] {
  return code.split('\n').map((text) => (text === '' ? [] : [{ text }]));
}

/** Tells whether two lines show the same spans. */
export function isSameLine(a: HighlightLine, b: HighlightLine): boolean {
  return (
    a === b ||
    (a.length === b.length &&
      a.every((span, index) => span.text === b[index]?.text && span.kind === b[index].kind))
  );
}
