import { shuffled, type Random } from './random.ts';

/** A text as what the model sees of it, and what it is to answer: 1 for praise, 0 for blame, a half for plain facts. */
export interface Example {
  readonly features: readonly string[];
  readonly target: 0 | 0.5 | 1;
}

/** What a linear model adds up. */
export interface Weights {
  readonly bias: number;
  readonly weights: ReadonlyMap<string, number>;
}

/** How to train. */
export interface TrainOptions {
  /** How many features are kept: those that change the most scores. */
  readonly keep: number;
  readonly epochs: number;
  readonly rate: number;
  /** How strongly weights are drawn to zero. */
  readonly decay: number;
}

/**
 * Trains a logistic regression whose features begin with their naive Bayes log ratios (Wang and Manning, 2012), drops all but
 * the `keep` that matter most, and trains once more.
 */
export function train(
  examples: readonly Example[],
  options: TrainOptions,
  random: Random,
): Weights {
  const ratios = logRatios(examples);
  const first = fit(examples, ratios, options, random);
  const counts = countFeatures(examples);
  const weightOf = (feature: string) =>
    Math.abs(first.weights.get(feature) ?? 0) * Math.sqrt(counts.get(feature) ?? 0);
  const kept = [...ratios.keys()].sort((a, b) => weightOf(b) - weightOf(a)).slice(0, options.keep);
  const fewer = new Map(kept.map((feature) => [feature, ratios.get(feature) ?? 0]));
  return fit(examples, fewer, options, random);
}

/** The log odds of a text: positive above 0. Longer texts count no more than short ones. */
export function scoreOf({ bias, weights }: Weights, features: readonly string[]): number {
  let sum = 0;
  for (const feature of features) sum += weights.get(feature) ?? 0;
  return bias + sum / Math.sqrt(Math.max(1, features.length));
}

/** Stochastic gradient descent with AdaGrad's steps. */
function fit(
  examples: readonly Example[],
  ratios: ReadonlyMap<string, number>,
  { epochs, rate, decay }: TrainOptions,
  random: Random,
): Weights {
  const names = [...ratios.keys()];
  const place = new Map(names.map((name, index) => [name, index]));
  const scales = Float64Array.from(ratios.values());
  const weights = new Float64Array(names.length);
  const squares = new Float64Array(names.length).fill(1e-8);
  const rows = examples.map(({ features, target }) => ({
    at: features.flatMap((feature) => place.get(feature) ?? []),
    norm: 1 / Math.sqrt(Math.max(1, features.length)),
    target,
  }));
  let bias = 0;
  const values = (i: number, norm: number) => (scales[i] ?? 0) * norm;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const { at, norm, target } of shuffled(rows, random)) {
      const score = at.reduce((sum, i) => sum + (weights[i] ?? 0) * values(i, norm), bias);
      const slope = 1 / (1 + Math.exp(-score)) - target;
      bias -= 0.02 * slope;
      for (const i of at) {
        const step = slope * values(i, norm) + decay * (weights[i] ?? 0);
        squares[i] = (squares[i] ?? 0) + step * step;
        weights[i] = (weights[i] ?? 0) - (rate * step) / Math.sqrt(squares[i] ?? 1);
      }
    }
  }
  return {
    bias,
    weights: new Map(names.map((name, i) => [name, (weights[i] ?? 0) * (scales[i] ?? 0)])),
  };
}

function countFeatures(examples: readonly Example[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { features } of examples) {
    for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  }
  return counts;
}

/** How much likelier a feature is in positive texts than in negative ones, as a logarithm. */
function logRatios(examples: readonly Example[]): Map<string, number> {
  const good = countFeatures(examples.filter(({ target }) => target > 0));
  const bad = countFeatures(examples.filter(({ target }) => target < 1));
  const names = new Set([...good.keys(), ...bad.keys()]);
  const total = (counts: Map<string, number>) =>
    [...counts.values()].reduce((sum, count) => sum + count, names.size);
  const [allGood, allBad] = [total(good), total(bad)];
  return new Map(
    [...names].map((name) => [
      name,
      Math.log(((good.get(name) ?? 0) + 1) / allGood / (((bad.get(name) ?? 0) + 1) / allBad)),
    ]),
  );
}
