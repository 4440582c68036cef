import type { LlamaContextSequence, SequenceEvaluateOptions, Token } from './llama.ts';

/** When a model had better say that it does not know. */
export interface AbstentionRule {
  /** How many of an answer's first model tokens are judged, as that is where a small model chooses what to say. */
  readonly tokens: number;
  /** The answer is not given when the model finds them less probable than this, all together. From 0 to 1. */
  readonly below: number;
  /** How the answer begins instead; the model goes on from there. */
  readonly opening: string;
}

/** A rule with its opening in model tokens. */
export type Abstention = Pick<AbstentionRule, 'tokens' | 'below'> & {
  readonly opening: readonly Token[];
};

/**
 * Whether the model alone chooses the tokens. One that was drawn by chance, or steered to by a bias, a penalty or a grammar,
 * may be improbable without saying that the model is unsure; and a sampler that has seen tokens cannot take them back.
 */
export function isPlainGreedy(options: SequenceEvaluateOptions): boolean {
  const { temperature, grammarEvaluationState, tokenBias, repeatPenalty } = options;
  return temperature === 0 && !grammarEvaluationState && !tokenBias && !repeatPenalty;
}

/**
 * Yields the model tokens of an answer to `prompt`, which must be the rest of one that the sequence has read. With a rule
 * the first of them are held until they are judged, and given up for the rule's opening when they are too improbable.
 */
export async function* answerSurely(
  sequence: LlamaContextSequence,
  prompt: Token[],
  options: SequenceEvaluateOptions,
  rule?: Abstention,
): AsyncGenerator<Token, void, undefined> {
  if (!rule) {
    yield* sequence.evaluate(prompt, options);
    return;
  }
  const start = sequence.nextTokenIndex + prompt.length;
  const { tokens, probability } = await firstTokens(sequence, prompt, options, rule.tokens);
  if (probability >= rule.below) {
    yield* tokens;
    const last = tokens.at(-1);
    if (last !== undefined && tokens.length === rule.tokens) {
      yield* sequence.evaluate([last], options);
    }
    return;
  }
  yield* rule.opening;
  await sequence.eraseContextTokenRanges([{ start, end: sequence.nextTokenIndex }]);
  yield* sequence.evaluate([...rule.opening], options);
}

async function firstTokens(
  sequence: LlamaContextSequence,
  prompt: Token[],
  options: SequenceEvaluateOptions,
  count: number,
) {
  const tokens: Token[] = [];
  let probability = 1;
  const steps = sequence.evaluateWithMetadata(prompt, { confidence: true }, options);
  for await (const { token, confidence } of steps) {
    tokens.push(token);
    probability *= confidence;
    if (tokens.length >= count) break;
  }
  return { tokens, probability };
}
