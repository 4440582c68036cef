// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { featuresOf } from '../../../demo-server/analysis/sentiment/features.ts';
import { SentimentModel } from '../../../demo-server/analysis/sentiment/sentiment-model.ts';
import {
  accuracyOf,
  crossValidate,
} from '../../../demo-server/analysis/sentiment/train/cross-validate.ts';
import { readFacts, readLabelled } from '../../../demo-server/analysis/sentiment/train/labelled.ts';
import { recipe } from '../../../demo-server/analysis/sentiment/train/recipe.ts';

const folder = new URL('../../../demo-server/analysis/sentiment/', import.meta.url);
const figures = JSON.parse(
  readFileSync(new URL('sentiment.training.json', folder), 'utf8'),
) as Record<string, number>;
const model = new SentimentModel();

describe('the sentiment model', () => {
  it('tells praise from blame in texts that it has never seen', () => {
    const praise = [
      'The lamp is lovely, bright and easy to put up, and it was a pleasure to see it on our porch.',
      'Our guide was friendly and knew wonderful stories. The best walk of the whole holiday!',
      'I am delighted with this kettle: quick, quiet and beautiful.',
    ];
    const blame = [
      'The lamp is ugly, dim and broke after a day, and it was a waste of money.',
      'Our guide was rude and bored. The worst walk of the whole holiday, I was disappointed.',
      'I am angry about this kettle: slow, noisy and poorly made.',
    ];
    expect(praise.map((text) => model.read(text).label)).toEqual(praise.map(() => 'positive'));
    expect(blame.map((text) => model.read(text).label)).toEqual(blame.map(() => 'negative'));
  });

  it('hears a negation', () => {
    expect(model.logOdds('It was good.')).toBeGreaterThan(0);
    expect(model.logOdds('It was not good.')).toBeLessThan(0);
    expect(model.logOdds('I like it.')).toBeGreaterThan(model.logOdds("I don't like it."));
  });

  it('leaves plain facts neutral, and what it does not know', () => {
    const facts = ['The parcel has four corners.', 'Qwx zzyq, brrt.', '12 34 56 78 90'];
    expect(facts.map((text) => model.read(text).label)).toEqual(facts.map(() => 'neutral'));
  });

  it('is the surer the further it is from the border, from one half to one', () => {
    const little = model.read('It was nice.');
    const much = model.read('It was nice. An excellent, wonderful, beautiful thing; I love it!');
    expect(much.confidence).toBeGreaterThan(little.confidence);
    for (const { confidence } of [little, much, model.read('A chair.')]) {
      expect(confidence).toBeGreaterThan(0.5);
      expect(confidence).toBeLessThanOrEqual(1);
    }
  });

  it('reaches at least 83 % in five folds, as its committed figures say', async () => {
    const examples = [...(await readLabelled()), ...(await readFacts())];
    const held = crossValidate(examples, recipe).filter(({ example }) => example.target !== 0.5);
    expect(held).toHaveLength(figures['sentences'] ?? 0);
    expect(accuracyOf(held)).toBeGreaterThanOrEqual(0.83);
    expect(accuracyOf(held)).toBeCloseTo(figures['accuracyInFiveFolds'] ?? 0, 2);
  }, 120_000);

  it('is small', () => {
    const bytes = readFileSync(new URL('sentiment.json', folder)).length;
    expect(bytes).toBeLessThan(150_000);
  });
});

describe('what the model sees of a text', () => {
  it('marks what stands behind a negation, to the end of the clause', () => {
    const seen = featuresOf('Not a good day, but a fine one.');
    expect(seen).toContain('~good');
    expect(seen).toContain('fine');
    expect(seen).not.toContain('~fine');
  });

  it('takes both apostrophes for one', () => {
    expect([...featuresOf('I don’t')]).toEqual([...featuresOf("I don't")]);
  });
});
