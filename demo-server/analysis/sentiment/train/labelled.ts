import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { featuresOf } from '../features.ts';
import type { Example } from './logistic.ts';

const rows = z.array(z.object({ text: z.string().nullish(), class: z.number().nullish() }));
const fixtures = join(
  dirname(fileURLToPath(import.meta.resolve('sentiment/package.json'))),
  'test/fixtures',
);

/**
 * Reads the labelled sentences of amazon.com, imdb.com and yelp.com that lie in the npm package `sentiment`, each text once.
 * They are the “Sentiment Labelled Sentences” of Kotzias et al. (2015): see the README.
 */
export async function readLabelled(): Promise<Example[]> {
  const examples = new Map<string, Example>();
  for (const name of ['amazon', 'imdb', 'yelp']) {
    const file = await readFile(join(fixtures, `${name}.json`), 'utf8');
    for (const { text, class: label } of rows.parse(JSON.parse(file))) {
      if (text == null || (label !== 0 && label !== 1)) continue;
      examples.set(text.trim().toLowerCase(), {
        features: [...featuresOf(text)],
        target: label,
      });
    }
  }
  return [...examples.values()];
}

/** Reads sentences of our own that state plain facts. */
export async function readFacts(): Promise<Example[]> {
  const text = await readFile(new URL('neutral.txt', import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ features: [...featuresOf(line)], target: 0.5 }));
}
