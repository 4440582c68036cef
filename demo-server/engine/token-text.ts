import type { LlamaModel, Token } from './llama.ts';

// A character has at most four bytes, so a fifth token cannot complete one that four have not.
const maxPending = 4;
// How many earlier tokens tell the detokeniser whether a blank belongs before the next.
const recentLength = 3;

/** Turns model tokens into text and never shows half a character: a token that ends inside one waits for the next. */
export class TokenText {
  readonly #model: LlamaModel;
  readonly #shown: ReadonlyMap<Token, string>;
  #pending: Token[] = [];
  #recent: Token[] = [];

  /** `shown` are control tokens that have a text all the same, such as think marks. */
  constructor(model: LlamaModel, shown: ReadonlyMap<Token, string>) {
    this.#model = model;
    this.#shown = shown;
  }

  /** Returns the text that is complete with this token. */
  push(token: Token): string {
    const mark = this.#shown.get(token);
    if (mark !== undefined) return this.flush() + mark;
    this.#pending.push(token);
    const text = this.#model.detokenize(this.#pending, false, this.#recent);
    if (text.endsWith('\ufffd') && this.#pending.length < maxPending) return '';
    this.#settle();
    return text;
  }

  /** Returns the text that waits, without the half character at its end. */
  flush(): string {
    if (this.#pending.length === 0) return '';
    const text = this.#model.detokenize(this.#pending, false, this.#recent);
    this.#settle();
    return text.replace(/\ufffd+$/, '');
  }

  #settle(): void {
    this.#recent = [...this.#recent, ...this.#pending].slice(-recentLength);
    this.#pending = [];
  }
}

/** Finds those of `texts` that are one token of the model. */
export function singleTokens(model: LlamaModel, texts: readonly string[]): Map<Token, string> {
  const found = new Map<Token, string>();
  for (const text of texts) {
    const [token, ...more] = model.tokenize(text.trim(), true);
    if (token !== undefined && more.length === 0) found.set(token, text.trim());
  }
  return found;
}
