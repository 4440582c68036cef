import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Sentiment } from '../analyst.ts';
import { featuresOf } from './features.ts';

const modelSchema = z.object({
  /** The size of one step of a weight. */
  unit: z.number().positive(),
  bias: z.number(),
  /** How large the log odds of a text are at least that is not neutral. */
  margin: z.number().nonnegative(),
  weights: z.record(z.string(), z.number().int()),
});

/** Tells what texts feel like, by a logistic regression over words and pairs of words (see the README). */
export class SentimentModel {
  readonly #model: z.infer<typeof modelSchema>;
  readonly #weights: ReadonlyMap<string, number>;

  /** @param file The trained model. @default the one beside this file */
  constructor(file: URL | string = new URL('sentiment.json', import.meta.url)) {
    this.#model = modelSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    this.#weights = new Map(Object.entries(this.#model.weights));
  }

  /** The log odds that a text speaks well of its subject. */
  logOdds(text: string): number {
    const features = featuresOf(text);
    let sum = 0;
    for (const feature of features) sum += this.#weights.get(feature) ?? 0;
    return this.#model.bias + (sum * this.#model.unit) / Math.sqrt(Math.max(1, features.size));
  }

  /** The sentiment of a text. Where it is neutral, the confidence tells how far it is from either side's border. */
  read(text: string): Sentiment {
    const odds = this.logOdds(text);
    const { margin } = this.#model;
    const sure = 1 / (1 + Math.exp(-Math.abs(odds)));
    if (Math.abs(odds) >= margin) {
      return { label: odds > 0 ? 'positive' : 'negative', confidence: sure };
    }
    return { label: 'neutral', confidence: 1 - Math.abs(odds) / (2 * margin) };
  }
}
