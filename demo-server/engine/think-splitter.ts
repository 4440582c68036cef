import { heldLength } from './text-stop.ts';

/** A piece of an answer: what the reader is told, or the model's reasoning before it. */
export interface AnswerPiece {
  readonly type: 'text' | 'reasoning';
  readonly text: string;
}

/** The marks around a model's reasoning. @default <think> and </think> */
export interface ThinkMarks {
  readonly open: string;
  readonly close: string;
}

/**
 * Parts an answer into reasoning and text at the model's think marks, also when a mark comes in pieces. Blank lines
 * around the marks belong to neither.
 *
 *     text ──open──► reasoning ──close──► text
 */
export class ThinkSplitter {
  readonly #marks: ThinkMarks;
  readonly #mayOpen: boolean;
  #isThinking: boolean;
  #held = '';
  // Blank after a mark is dropped; blank before a closing mark is held until it is known what follows.
  #skipsBlank: boolean;

  /** @param mayOpen Whether an opening mark in the text begins a reasoning, or is text. */
  constructor(
    marks: ThinkMarks = { open: '<think>', close: '</think>' },
    isThinking = false,
    mayOpen = true,
  ) {
    this.#marks = { open: marks.open.trim(), close: marks.close.trim() };
    this.#mayOpen = mayOpen;
    this.#isThinking = isThinking;
    this.#skipsBlank = isThinking;
  }

  /** Whether what comes next is reasoning. */
  get isThinking(): boolean {
    return this.#isThinking;
  }

  /** Takes the next text and returns the pieces that are certain. */
  push(text: string): AnswerPiece[] {
    const pieces: AnswerPiece[] = [];
    let rest = this.#held + text;
    while (this.#isThinking || this.#mayOpen) {
      const mark = this.#isThinking ? this.#marks.close : this.#marks.open;
      const index = rest.indexOf(mark);
      if (index < 0) break;
      this.#add(pieces, this.#isThinking ? rest.slice(0, index).trimEnd() : rest.slice(0, index));
      this.#isThinking = !this.#isThinking;
      this.#skipsBlank = true;
      rest = rest.slice(index + mark.length);
    }
    const keep = this.#heldLength(rest);
    this.#add(pieces, rest.slice(0, rest.length - keep));
    this.#held = rest.slice(rest.length - keep);
    return pieces;
  }

  /** Ends the answer: what was held is text after all. */
  flush(): AnswerPiece[] {
    const pieces: AnswerPiece[] = [];
    this.#add(pieces, this.#held);
    this.#held = '';
    return pieces;
  }

  #heldLength(rest: string): number {
    if (!this.#isThinking && !this.#mayOpen) return 0;
    const mark = this.#isThinking ? this.#marks.close : this.#marks.open;
    const keep = heldLength(rest, [mark]);
    if (!this.#isThinking) return keep;
    const before = rest.slice(0, rest.length - keep);
    return rest.length - before.trimEnd().length;
  }

  #add(pieces: AnswerPiece[], text: string): void {
    const visible = this.#skipsBlank ? text.trimStart() : text;
    if (visible === '') return;
    this.#skipsBlank = false;
    pieces.push({ type: this.#isThinking ? 'reasoning' : 'text', text: visible });
  }
}
