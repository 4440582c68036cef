import type { HighlightLine, ResumableLines } from './highlighter.ts';

/** A highlighter bound to a language. */
export interface Tokenizer {
  tokenize(code: string): readonly HighlightLine[];
  /** The same for a text whose end is still to come. */
  tokenizeOpen(code: string): readonly HighlightLine[];
  readonly resume?: ((code: string, state: unknown) => ResumableLines) | undefined;
}

/** Lines that take the place of those from line `from` on. */
export interface ColoredLines {
  readonly from: number;
  readonly lines: readonly HighlightLine[];
}

/** What is known of the text that a window colours. */
export interface ColorOptions {
  /** More text follows. */
  readonly isCut: boolean;
  /** Lines may be settled: they are not coloured again by the next call. */
  readonly maySettle: boolean;
}

/** Colours a text that grows at its end, from the first line that is not settled. */
export interface ColorWindow {
  /** False once lines were settled that a colouring of the whole might show differently. */
  readonly isFresh: boolean;
  /** Characters coloured so far, for tests that count work. */
  readonly tokenizedCharacters: number;
  /** Colours the code up to `end`, which is not before the end of the last call. */
  color(code: string, end: number, options: ColorOptions): ColoredLines;
  /** Forgets the settled lines. */
  restart(): void;
}
