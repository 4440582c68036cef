/**
 * Trains the sentiment model and writes it with its figures: `node --import tsx analysis/sentiment/train/train.ts`, in demo-server.
 */
import { writeFile } from 'node:fs/promises';
import { accuracyOf, crossValidate, slopeOf, type Held } from './cross-validate.ts';
import { readLabelled, readFacts } from './labelled.ts';
import { train, type Weights } from './logistic.ts';
import { seededRandom } from './random.ts';
import { recipe } from './recipe.ts';

const levels = 127;

/** Which share of each kind a margin leaves where it belongs: opinions on their side, facts between. */
function sharesAt(
  margin: number,
  held: readonly Held[],
  facts: readonly number[],
): { readonly opinions: number; readonly decided: number; readonly facts: number } {
  const decided = held.filter(({ score }) => Math.abs(score) >= margin);
  return {
    opinions: (accuracyOf(decided) * decided.length) / held.length,
    decided: decided.length / held.length,
    facts: facts.filter((score) => Math.abs(score) < margin).length / facts.length,
  };
}

/** Returns the margin at which opinions and facts together fare best. */
function bestMargin(held: readonly Held[], facts: readonly number[]): number {
  const worth = (margin: number) => {
    const { opinions, facts: between } = sharesAt(margin, held, facts);
    return 2 * opinions + between;
  };
  const candidates = Array.from({ length: 200 }, (_, i) => i / 100);
  return candidates.reduce((best, next) => (worth(next) > worth(best) ? next : best));
}

/** Weights as whole numbers, and the size of one. */
function rounded({ weights }: Weights): { unit: number; weights: Record<string, number> } {
  const largest = Math.max(...[...weights.values()].map(Math.abs));
  const unit = largest / levels;
  const entries = [...weights].map(([name, weight]) => [name, Math.round(weight / unit)] as const);
  return {
    unit,
    weights: Object.fromEntries(
      entries.filter(([, weight]) => weight !== 0).sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  };
}

async function main(): Promise<void> {
  const [labelled, facts] = [await readLabelled(), await readFacts()];
  const all = [...labelled, ...facts];
  const held = crossValidate(all, recipe);
  const opinions = held.filter(({ example }) => example.target !== 0.5);
  const slope = slopeOf(opinions);
  const odds = opinions.map(({ example, score }) => ({ example, score: slope * score }));
  const between = held.flatMap(({ example, score }) =>
    example.target === 0.5 ? slope * score : [],
  );
  // One half of the facts chooses the margin, the other measures it.
  const margin = bestMargin(
    odds,
    between.filter((_, i) => i % 2 === 0),
  );
  const shares = sharesAt(
    margin,
    odds,
    between.filter((_, i) => i % 2 === 1),
  );
  const weights = train(all, recipe, seededRandom(1));
  const { unit, weights: numbers } = rounded(weights);
  const model = { unit: unit * slope, bias: weights.bias * slope, margin, weights: numbers };
  await writeFile(new URL('../sentiment.json', import.meta.url), `${JSON.stringify(model)}\n`);
  const figures = {
    sentences: labelled.length,
    facts: facts.length,
    features: Object.keys(numbers).length,
    accuracyInFiveFolds: round(accuracyOf(opinions)),
    margin,
    opinionsDecided: round(shares.decided),
    decidedRightly: round(shares.opinions / shares.decided),
    factsLeftNeutral: round(shares.facts),
  };
  await writeFile(
    new URL('../sentiment.training.json', import.meta.url),
    `${JSON.stringify({ recipe, ...figures }, null, 2)}\n`,
  );
  console.log(figures);
}

function round(share: number): number {
  return Math.round(share * 1000) / 1000;
}

await main();
