import { beforeAll, describe, expect, it } from 'vitest';
import { loadRawHtml } from '../../src/markdown/elements/lazy-raw-html.ts';
import { answers, commonMarkExamples, gfmExamples, readmes } from './corpora.ts';
import { measureInPage } from './dom-steadiness.ts';

beforeAll(loadRawHtml);

const every = (step: number) => (_: string, index: number) => index % step === 0;

/** A sample: the page is slower than the tokens, which are measured whole elsewhere. */
describe('the page shows a prefix of the final text after each piece, in elements that stay', () => {
  it.each([
    ['answers', answers, 7, 0.999],
    ['READMEs', readmes.filter(every(2)), 23, 0.97],
    ['CommonMark examples', commonMarkExamples.filter(every(5)), 1, 0.88],
    ['GFM examples', gfmExamples, 2, 0.94],
  ] as const)('for %s', (_, texts, size, share) => {
    const results = texts.map((text) => measureInPage(text, size));
    const steps = results.reduce((sum, result) => sum + result.steps, 0);
    const failed = results.reduce((sum, result) => sum + result.failures.length, 0);
    expect(1 - failed / steps).toBeGreaterThanOrEqual(share);
  });
});
