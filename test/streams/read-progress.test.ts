import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { ProgressReader, readProgress } from '../../src/streams/read-progress.ts';

const told = (done: number) => ({ done, total: 10, label: undefined });

it.each([
  [
    { done: 2, total: 8, label: 'Reading' },
    { done: 2, total: 8, label: 'Reading' },
  ],
  [
    { step: 3, total_steps: 20, status: 'generating' },
    { done: 3, total: 20 },
  ],
  [{ progress: 0.25 }, { done: 0.25, total: 1 }],
  [{ progress: 40 }, { done: 0.4, total: 1 }],
  [{ percent: 1 }, { done: 0.01, total: 1 }],
  [
    { chunk_index: 0, total_chunks: 4 },
    { done: 1, total: 4 },
  ],
  [{ progress: { done: 1, total: 2 } }, { done: 1, total: 2 }],
  [{ done: 7 }, { done: 7, total: undefined }],
])('reads %j as progress', (value, expected) => {
  expect(readProgress(value)).toMatchObject(expected);
});

it.each([{ word: 'a' }, 'text', null, [1], { progress: 'much' }, { done: true }])(
  'finds no progress in %j',
  (value) => {
    expect(readProgress(value)).toBeUndefined();
  },
);

it('tells how long the rest takes at the pace so far, and nothing before there is one or after the end', () => {
  let time = 1000;
  const reader = new ProgressReader(() => time);
  expect(reader.read(told(0), false).etaMs).toBeUndefined();
  time += 400;
  expect(reader.read(told(2), false)).toEqual({
    done: 2,
    total: 10,
    ratio: 0.2,
    etaMs: 1600,
    label: undefined,
  });
  time += 600;
  expect(reader.read(told(10), true)).toMatchObject({ ratio: 1, etaMs: undefined });
});

it('keeps its figures while nothing changes, and its share between 0 and 1', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: -5, max: 50 }), fc.nat(40))), (steps) => {
      let time = 0;
      const reader = new ProgressReader(() => (time += 7));
      for (const [done, total] of steps) {
        const figures = reader.read({ done, total, label: undefined }, false);
        const { ratio = 0, etaMs = 0 } = figures;
        expect(ratio).toBeGreaterThanOrEqual(0);
        expect(ratio).toBeLessThanOrEqual(1);
        expect(etaMs).toBeGreaterThanOrEqual(0);
        expect(reader.read({ done, total, label: undefined }, false)).toBe(figures);
      }
    }),
  );
});
