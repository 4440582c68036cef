// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { citations } from '../../src/markdown/constructs/citations.tsx';
import { footnotes } from '../../src/markdown/constructs/footnotes.tsx';
import { math } from '../../src/math/math.tsx';
import {
  answers as plainAnswers,
  commonMarkExamples,
  gfmExamples,
  hardAnswers,
  priceAnswers,
  wholeReadmes,
} from './corpora.ts';
import { brackets, formulas, lines, prices } from './generated-lines.ts';
import { type Showing, showWhileGrowing } from './taken-back.ts';

const answers = [...plainAnswers, ...hardAnswers];
const plugins = [footnotes, citations, math()];

/** Shares of all steps: those that took nothing back, those that showed a beginning of the finished text. */
function sum(showings: readonly Showing[]) {
  const add = (of: (showing: Showing) => number) =>
    showings.reduce((total, showing) => total + of(showing), 0);
  const steps = add((showing) => showing.steps);
  return {
    kept: 1 - add(({ takenBack }) => takenBack.length) / steps,
    right: 1 - add(({ wrong }) => wrong) / steps,
    delay: add(({ delay }) => delay) / steps,
    flashes: showings.flatMap(({ takenBack }) => takenBack.filter(({ isFlash }) => isFlash)).length,
  };
}

describe('what a reader has seen of an answer stays', () => {
  it('in answers, with all plugins, and is one character behind at most', () => {
    const all = sum(answers.map((text) => showWhileGrowing(text, plugins)));
    const { kept, right, delay, flashes } = all;
    expect(flashes).toBe(0);
    expect(kept).toBeGreaterThanOrEqual(0.998);
    expect(right).toBeGreaterThanOrEqual(0.98);
    expect(delay).toBeLessThanOrEqual(1);
  });

  it('in answers with prices', () => {
    const all = sum(priceAnswers.map((text) => showWhileGrowing(text, plugins)));
    const { kept, right, flashes } = all;
    expect(flashes).toBe(0);
    expect(kept).toBeGreaterThanOrEqual(0.9995);
    expect(right).toBeGreaterThanOrEqual(0.998);
  });

  it('in pieces of several characters', () => {
    const all = answers.map((text, index) => showWhileGrowing(text, plugins, (index % 8) + 2));
    expect(sum(all).kept).toBeGreaterThanOrEqual(0.996);
  });

  it('in whole READMEs', () => {
    const { kept, right } = sum(wholeReadmes.map((text) => showWhileGrowing(text, [footnotes], 9)));
    expect(kept).toBeGreaterThanOrEqual(0.999);
    expect(right).toBeGreaterThanOrEqual(0.97);
  });

  it.each([
    ['CommonMark', commonMarkExamples, 0.935, 9],
    ['GFM', gfmExamples, 0.975, 3],
  ] as const)('in the examples of %s', (_, texts, share, most) => {
    const { right, flashes } = sum(texts.map((text) => showWhileGrowing(text, [footnotes])));
    expect(right).toBeGreaterThanOrEqual(share);
    expect(flashes).toBeLessThanOrEqual(most);
  });
});

describe('nothing is taken back of', () => {
  it.each([
    ['amounts of money', prices],
    ['formulas in every delimiter', formulas],
    ['brackets that are no link, and links', brackets],
  ])('%s, wherever they stand', (_, parts) => {
    fc.assert(
      fc.property(lines(parts), fc.integer({ min: 1, max: 9 }), (text, size) => {
        const { takenBack, longestDelay } = showWhileGrowing(text, plugins, size);
        expect(takenBack).toEqual([]);
        expect(longestDelay).toBeLessThanOrEqual(40);
      }),
      { numRuns: 60 },
    );
  });
});
