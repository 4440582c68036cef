import { ChatError } from 'rivulet/protocol';
import { fieldError } from '../shared/field-error.ts';
import { isContinuation, type EngineRequest } from './engine.ts';
import {
  LlamaGrammarEvaluationState,
  TokenBias,
  type Llama,
  type LlamaGrammar,
  type LlamaModel,
  type SequenceEvaluateOptions,
  type Token,
} from './llama.ts';
import type { PromptBuilder } from './prompt-builder.ts';
import { singleTokens } from './token-text.ts';

/** How the model tokens of one answer are chosen. */
export interface Sampling {
  readonly options: SequenceEvaluateOptions;
  /** Must be told each model token of the answer, and whether the next one is of its reasoning. */
  readonly note: (token: Token, isThinking: boolean) => void;
}

/** What a model is sampled with unless a request says otherwise. */
export interface SamplingDefaults {
  readonly temperature: number;
  readonly topP: number;
  /** Model tokens that an answer can have. */
  readonly contextSize: number;
  /** What frequency and presence penalties are multiplied with, for a model whose words are very sure. @default 1 */
  readonly penaltyScale?: number | undefined;
}

const maxSeed = 2 ** 32;

/** Makes the samplings of a model's answers. */
export class Sampler {
  readonly #llama: Llama;
  readonly #model: LlamaModel;
  readonly #prompts: PromptBuilder;
  readonly #defaults: SamplingDefaults;

  constructor(llama: Llama, model: LlamaModel, prompts: PromptBuilder, defaults: SamplingDefaults) {
    this.#llama = llama;
    this.#model = model;
    this.#prompts = prompts;
    this.#defaults = defaults;
  }

  /**
   * Checks what a request asks for and returns a function that begins its answer. Throws a `ChatError` of code `bad-request`
   * for weights of tokens that the model does not have, and for a grammar that the library does not take.
   */
  async prepare(request: EngineRequest): Promise<() => Sampling> {
    const bias = this.#bias(request);
    const grammar = await this.#grammar(request.grammar);
    return () => this.#begin(request, bias, grammar);
  }

  #begin(
    request: EngineRequest,
    tokenBias: TokenBias | undefined,
    grammar: LlamaGrammar | undefined,
  ): Sampling {
    const model = this.#model;
    const written: Token[] = [];
    let isThinking = this.#prompts.startsThinking && !isContinuation(request.turns);
    const state = grammar && new LlamaGrammarEvaluationState({ model, grammar });
    const { frequencyPenalty = 0, presencePenalty = 0, repeatPenalty = 1 } = request;
    const { penaltyScale = 1 } = this.#defaults;
    const isPenalised = frequencyPenalty !== 0 || presencePenalty !== 0 || repeatPenalty !== 1;
    return {
      note(token, isNextThinking) {
        if (isPenalised) written.push(token);
        isThinking = isNextThinking;
      },
      options: {
        temperature: request.temperature ?? this.#defaults.temperature,
        topP: request.topP ?? this.#defaults.topP,
        seed: request.seed ?? Math.floor(Math.random() * maxSeed),
        ...(request.topK !== undefined && { topK: request.topK }),
        ...(request.minP !== undefined && { minP: request.minP }),
        ...(tokenBias && { tokenBias }),
        // A grammar is for the answer; the model's reasoning before it is free.
        ...(state && { grammarEvaluationState: () => (isThinking ? undefined : state) }),
        ...(isPenalised && {
          repeatPenalty: {
            punishTokens: () => written,
            maxPunishTokens: this.#defaults.contextSize,
            penalty: repeatPenalty,
            frequencyPenalty: frequencyPenalty * penaltyScale,
            presencePenalty: presencePenalty * penaltyScale,
          },
        }),
      },
    };
  }

  #bias({ logitBias, grammar }: EngineRequest): TokenBias | undefined {
    if (!logitBias && grammar === undefined) return undefined;
    const model = this.#model;
    const bias = TokenBias.for(model);
    const size = model.fileInfo.metadata.tokenizer.ggml.tokens.length;
    for (const [number, weight] of logitBias ?? []) {
      const field = `logit_bias.${number}`;
      if (number < 0 || number >= size) {
        throw fieldError(field, `This model has the tokens 0 to ${size - 1}. Choose among them.`);
      }
      // A number of the vocabulary is what the library calls a token.
      const token = number as Token;
      if (model.isEogToken(token)) {
        throw fieldError(field, 'A token that ends the answer cannot be weighed. Leave it out.');
      }
      bias.set(token, { logit: weight });
    }
    if (grammar !== undefined) {
      // Inside a text of JSON a grammar would allow these marks, as the characters of their names.
      const { thinkMarks, stopTokens } = this.#prompts;
      const marks = singleTokens(model, [thinkMarks.open, thinkMarks.close]).keys();
      for (const token of [...marks, ...stopTokens]) bias.set(token, 'never');
    }
    return bias;
  }

  async #grammar(grammar: string | undefined): Promise<LlamaGrammar | undefined> {
    if (grammar === undefined) return undefined;
    return this.#llama.createGrammar({ grammar }).catch((cause: unknown) => {
      const text = 'The schema is too intricate for this engine. Ask for fewer or shorter lists.';
      throw new ChatError('bad-request', text, { status: 400, cause });
    });
  }
}
