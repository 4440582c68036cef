import { scoreOf, train, type Example, type TrainOptions } from './logistic.ts';
import { seededRandom, shuffled } from './random.ts';

/** The score of an example by a model that was trained without it. */
export interface Held {
  readonly example: Example;
  readonly score: number;
}

/** Scores each example by a model of the other folds; features are chosen within those folds too. */
export function crossValidate(
  examples: readonly Example[],
  options: TrainOptions,
  folds = 5,
  seed = 1,
): Held[] {
  const random = seededRandom(seed);
  const mixed = shuffled(examples, random);
  return Array.from({ length: folds }, (_, fold) => {
    const weights = train(
      mixed.filter((_example, i) => i % folds !== fold),
      options,
      random,
    );
    return mixed
      .filter((_example, i) => i % folds === fold)
      .map((example) => ({ example, score: scoreOf(weights, example.features) }));
  }).flat();
}

/** The share of examples on the right side of zero. */
export function accuracyOf(held: readonly Held[]): number {
  const right = held.filter(({ example, score }) => score > 0 === example.target > 0);
  return right.length / held.length;
}

/** By what scores are to be multiplied so that they are log odds that hold (Platt, without an offset). */
export function slopeOf(held: readonly Held[]): number {
  let slope = 1;
  for (let round = 0; round < 500; round++) {
    let gradient = 0;
    for (const { example, score } of held) {
      const sign = example.target > 0 ? 1 : -1;
      gradient -= (sign * score) / (1 + Math.exp(sign * slope * score));
    }
    slope -= (0.5 * gradient) / held.length;
  }
  return slope;
}
