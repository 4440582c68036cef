import { SpokenLines } from './spoken-lines.ts';
import type { NarratorWords, SpokenFormula } from './spoken-lines.ts';

/** What a narrator needs to know of the message that it reads. */
export interface NarratorOptions {
  /** What is said in place of code, and before alerts and tasks. */
  readonly words: NarratorWords;
  /** What is said of a formula in TeX. @default `$…$` and its kin are no formulas */
  readonly spokenFormula?: SpokenFormula | undefined;
}

/**
 * Turns growing markdown into what a screen reader says: whole sentences, without marks, code blocks by name only.
 * Gives each sentence once, so that a listener is not flooded token by token.
 */
export class Narrator {
  readonly #lines: SpokenLines;
  #offset = 0;
  /** Whether a part of the open line has been said. */
  #isMidLine = false;
  #pending = '';

  constructor({ words, spokenFormula }: NarratorOptions) {
    this.#lines = new SpokenLines(words, spokenFormula);
  }

  /** Takes the whole text so far; answers with what is to be said now, `''` while it is too little. */
  take(text: string, isDone: boolean): string {
    let end = text.indexOf('\n', this.#offset);
    while (end !== -1) {
      this.#say(text.slice(this.#offset, end));
      this.#offset = end + 1;
      this.#isMidLine = false;
      end = text.indexOf('\n', this.#offset);
    }
    this.#takeOpenLine(text.slice(this.#offset), isDone);
    return this.#flush(isDone);
  }

  #takeOpenLine(line: string, isDone: boolean): void {
    const length = isDone ? line.length : this.#lines.readable(line, this.#isMidLine);
    if (length === 0) return;
    this.#offset += length;
    this.#say(line.slice(0, length));
    this.#isMidLine = true;
  }

  #say(line: string): void {
    const { words, isNew } = this.#lines.push(line, this.#isMidLine);
    if (words) this.#pending += `${gapAfter(this.#pending, isNew)}${words}`;
  }

  #flush(isDone: boolean): string {
    if (!isDone && this.#pending.length < enoughToSay) return '';
    const said = this.#pending;
    this.#pending = '';
    return said;
  }
}

/** Short sentences are said together: every piece interrupts the listener once. */
const enoughToSay = 60;

// A heading or a list item ends without a mark; the voice needs one. A line that only goes on needs none.
function gapAfter(said: string, isNew: boolean): string {
  if (said === '') return '';
  return isNew && /[\p{L}\p{N})]$/u.test(said) ? '. ' : ' ';
}
