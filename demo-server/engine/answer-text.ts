import type { LlamaModel, Token } from './llama.ts';
import type { PromptBuilder } from './prompt-builder.ts';
import { TextStop } from './text-stop.ts';
import { ThinkSplitter, type AnswerPiece } from './think-splitter.ts';
import { singleTokens, TokenText } from './token-text.ts';

/** Model tokens in, pieces of the answer out: tokens → whole characters → up to the stop text → reasoning and text. */
export class AnswerText {
  readonly #tokens: TokenText;
  readonly #stop: TextStop;
  readonly #split: ThinkSplitter;
  /** Whether a stop text has ended the answer. */
  isStopped = false;

  /** `isContinuation` says that the answer goes on with its text, whatever other answers begin with. */
  constructor(model: LlamaModel, prompts: PromptBuilder, isContinuation: boolean) {
    const { thinkMarks, stopTexts } = prompts;
    const startsThinking = prompts.startsThinking && !isContinuation;
    this.#tokens = new TokenText(model, singleTokens(model, [thinkMarks.open, thinkMarks.close]));
    this.#stop = new TextStop(stopTexts);
    this.#split = new ThinkSplitter(thinkMarks, startsThinking);
  }

  /** Takes the next token and returns what is certain. */
  push(token: Token): AnswerPiece[] {
    return this.#pass(this.#tokens.push(token));
  }

  /** Ends the answer and returns the rest. */
  flush(): AnswerPiece[] {
    if (this.isStopped) return this.#split.flush();
    const pieces = this.#pass(this.#tokens.flush());
    return [...pieces, ...this.#split.push(this.#stop.flush()), ...this.#split.flush()];
  }

  #pass(text: string): AnswerPiece[] {
    if (text === '') return [];
    const passed = this.#stop.push(text);
    this.isStopped = passed.isStopped;
    return this.#split.push(passed.text);
  }
}
