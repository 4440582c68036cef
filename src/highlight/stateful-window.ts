import type { ColoredLines, ColorWindow, Tokenizer } from './color-window.ts';
import type { HighlightLine, ResumableLines } from './highlighter.ts';
import { cutLongLines, restoreLongLines } from './long-lines.ts';

/** Colours each whole line once, from the state behind the line before it. */
export class StatefulWindow implements ColorWindow {
  readonly isFresh = true;
  readonly #resume: NonNullable<Tokenizer['resume']>;
  #line = 0;
  #offset = 0;
  #state: unknown;
  tokenizedCharacters = 0;

  constructor(resume: NonNullable<Tokenizer['resume']>) {
    this.#resume = resume;
  }

  color(code: string, end: number): ColoredLines {
    const from = this.#line;
    const lastLine = end === 0 ? 0 : code.lastIndexOf('\n', end - 1) + 1;
    let settled: readonly HighlightLine[] = [];
    if (lastLine > this.#offset) {
      const { lines, state } = this.#color(code.slice(this.#offset, lastLine - 1));
      settled = lines;
      this.#line += lines.length;
      this.#offset = lastLine;
      this.#state = state;
    }
    return { from, lines: [...settled, ...this.#color(code.slice(lastLine, end)).lines] };
  }

  restart(): void {
    this.#line = 0;
    this.#offset = 0;
    this.#state = undefined;
  }

  #color(text: string): ResumableLines {
    const cut = cutLongLines(text);
    this.tokenizedCharacters += cut.text.length;
    const { lines, state } = this.#resume(cut.text, this.#state);
    return { lines: restoreLongLines(lines, cut), state };
  }
}
