// @vitest-environment node
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  integerRange,
  largestInteger,
} from '../../../../demo-server/engine/grammar/integer-range.ts';

/** The alternatives as one pattern: they hold literals and classes of digits alone. */
function pattern(least: number, most: number): RegExp {
  const alternatives = integerRange(least, most).map((text) => text.replaceAll(/[" ]/g, ''));
  return new RegExp(`^(?:${alternatives.join('|')})$`);
}

const bound = fc.oneof(fc.integer({ min: -1200, max: 1200 }), fc.maxSafeInteger());

it('matches each whole number of the range and none beside it', () => {
  fc.assert(
    fc.property(bound, bound, fc.array(bound, { minLength: 40, maxLength: 40 }), (a, b, others) => {
      const [least, most] = [Math.min(a, b), Math.max(a, b)];
      const range = pattern(least, most);
      const near = [-1, 0, 1].flatMap((by) => [least + by, most + by, by]);
      for (const number of [...others, ...near]) {
        if (Math.abs(number) > largestInteger) continue;
        const isInside = number >= least && number <= most;
        expect([number, range.test(String(number))]).toEqual([number, isInside]);
      }
    }),
  );
});

it('has nothing for a range that is empty, and takes bounds between numbers', () => {
  expect(integerRange(3, 2)).toEqual([]);
  expect(integerRange(0.2, 0.8)).toEqual([]);
  expect(pattern(0.2, 2.8).source).toBe(pattern(1, 2).source);
});
