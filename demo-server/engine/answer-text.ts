import type { LlamaModel, Token } from './llama.ts';
import type { PromptBuilder } from './prompt-builder.ts';
import { TextStop } from './text-stop.ts';
import { ThinkSplitter, type AnswerPiece } from './think-splitter.ts';
import { singleTokens, TokenText } from './token-text.ts';

/** How an answer is to be read. */
export interface AnswerTextOptions {
  /** Whether the answer goes on with its text, whatever other answers begin with. @default false */
  readonly isContinuation?: boolean;
  /** Texts of the caller that end the answer. @default none */
  readonly stop?: readonly string[] | undefined;
  /** Whether the model's think marks and stop texts are text, where they are in the answer. @default false */
  readonly isVerbatim?: boolean;
}

/**
 * Model tokens in, pieces of the answer out: tokens → whole characters → up to the model's stop text → reasoning and text →
 * the text up to the caller's.
 */
export class AnswerText {
  readonly #tokens: TokenText;
  readonly #stop: TextStop;
  readonly #split: ThinkSplitter;
  readonly #ownStop: TextStop;
  /** Whether a stop text has ended the answer. */
  isStopped = false;

  constructor(model: LlamaModel, prompts: PromptBuilder, options: AnswerTextOptions = {}) {
    const { isContinuation = false, stop = [], isVerbatim = false } = options;
    const { thinkMarks, stopTexts } = prompts;
    const startsThinking = prompts.startsThinking && !isContinuation;
    this.#tokens = new TokenText(model, singleTokens(model, [thinkMarks.open, thinkMarks.close]));
    this.#stop = new TextStop(isVerbatim ? [] : stopTexts);
    this.#split = new ThinkSplitter(thinkMarks, startsThinking, !isVerbatim);
    this.#ownStop = new TextStop(stop);
  }

  /** Whether the next token is of the model's reasoning. */
  get isThinking(): boolean {
    return this.#split.isThinking;
  }

  /** Takes the next token and returns what is certain. */
  push(token: Token): AnswerPiece[] {
    return this.#pass(this.#tokens.push(token));
  }

  /** Ends the answer and returns the rest. */
  flush(): AnswerPiece[] {
    const pieces = this.isStopped ? [] : this.#pass(this.#tokens.flush());
    if (!this.isStopped) pieces.push(...this.#cut(this.#split.push(this.#stop.flush())));
    // The model's own end may come while the splitter still holds something.
    pieces.push(...this.#cut(this.#split.flush()));
    const text = this.#ownStop.flush();
    return text === '' ? pieces : [...pieces, { type: 'text', text }];
  }

  #pass(text: string): AnswerPiece[] {
    if (text === '') return [];
    const passed = this.#stop.push(text);
    const pieces = this.#cut(this.#split.push(passed.text));
    this.isStopped ||= passed.isStopped;
    return pieces;
  }

  /** Ends the text at the caller's stop text; reasoning has none. */
  #cut(pieces: readonly AnswerPiece[]): AnswerPiece[] {
    const passed: AnswerPiece[] = [];
    for (const { type, text } of pieces) {
      if (this.#ownStop.isStopped) break;
      if (type === 'reasoning') {
        passed.push({ type: 'text', text: this.#ownStop.flush() }, { type, text });
      } else passed.push({ type, text: this.#ownStop.push(text).text });
    }
    this.isStopped ||= this.#ownStop.isStopped;
    return passed.filter(({ text }) => text !== '');
  }
}
