import type { ChatTurn } from './engine.ts';
import type { LlamaModel, Token, Tokenizer } from './llama.ts';
import { piecewiseTokens } from './piecewise-tokens.ts';
import type { PromptBuilder } from './prompt-builder.ts';
import type { Turnstile } from './turnstile.ts';

/** The most characters that are turned into model tokens, or laid out by a chat template, without a pause. */
export const pieceLength = 8192;

// What each turn costs to lay out beside its text, in characters.
const turnCost = 64;

type Special = boolean | 'builtin';

interface Text {
  readonly text: string;
  readonly special: Special;
  readonly trim: 'trimLeadingSpace' | undefined;
}

/** Reads the prompts of one question: in bounded steps, and each text once however often a prompt is laid out with it. */
export class PromptReader {
  readonly #model: LlamaModel;
  readonly #prompts: PromptBuilder;
  readonly #turnstile: Turnstile;
  readonly #known = new Map<string, readonly Token[]>();

  constructor(model: LlamaModel, prompts: PromptBuilder, turnstile: Turnstile) {
    this.#model = model;
    this.#prompts = prompts;
    this.#turnstile = turnstile;
  }

  /** Returns the prompt of these turns in model tokens. */
  async read(turns: readonly ChatTurn[]): Promise<Token[]> {
    const missing = new Map<string, Text>();
    const prompt = await this.#layOut(turns, missing);
    if (missing.size === 0) return prompt;
    // That was only to see which texts there are.
    for (const [key, text] of missing) this.#known.set(key, await this.#tokens(text));
    return this.#layOut(turns, missing);
  }

  /** Lays out a prompt with the texts that are known, and collects the others. */
  async #layOut(turns: readonly ChatTurn[], missing: Map<string, Text>): Promise<Token[]> {
    await this.#turnstile.pass(turns.length * turnCost);
    const { tokenizer } = this.#model;
    const look = (text: string, special: Special = false, trim?: 'trimLeadingSpace') => {
      if (text === '') return [];
      const key = `${special} ${trim} ${text}`;
      const known = this.#known.get(key);
      if (!known) missing.set(key, { text, special, trim });
      return [...(known ?? [])];
    };
    // The library's tokenizer with one that looks texts up in place of its own.
    const lookUp: Tokenizer = Object.assign(look, {
      detokenize: tokenizer.detokenize,
      isSpecialToken: (token: Token) => tokenizer.isSpecialToken(token),
      isEogToken: (token: Token) => tokenizer.isEogToken(token),
    });
    return this.#prompts.build(turns, lookUp);
  }

  async #tokens({ text, special, trim }: Text): Promise<readonly Token[]> {
    const { tokenizer } = this.#model;
    if (special !== false) {
      // Marks of the template, never a user's text.
      await this.#turnstile.pass(text.length);
      return special === true ? tokenizer(text, true, trim) : this.#builtin(text);
    }
    return piecewiseTokens(text, trim, {
      tokenize: tokenizer,
      detokenize: (tokens) => tokenizer.detokenize(tokens, false),
      pass: (characters) => this.#turnstile.pass(characters),
      pieceLength,
    });
  }

  #builtin(name: string): readonly Token[] {
    const { tokens } = this.#model;
    const found = {
      BOS: tokens.bos,
      EOS: tokens.eos,
      NL: tokens.nl,
      EOT: tokens.eot,
      SEP: tokens.sep,
    };
    const token = Object.entries(found).find(([known]) => known === name)?.[1];
    return token === undefined || token === null ? [] : [token];
  }
}
