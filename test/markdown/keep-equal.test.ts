// @vitest-environment node
import { assert, jsonValue, property } from 'fast-check';
import { expect, it } from 'vitest';
import { keepEqual } from '../../src/markdown/complete/keep-equal.ts';

const values = jsonValue({ maxDepth: 4 });

it('gives what it was given, and changes neither', () => {
  assert(
    property(values, values, (next, before) => {
      const [copy, other] = [structuredClone(next), structuredClone(before)];
      expect(keepEqual(next, before)).toEqual(copy);
      expect([next, before]).toEqual([copy, other]);
    }),
  );
});

it('gives the object of before for all that equals it', () => {
  assert(
    property(values, (value) => {
      const before = { whole: value, grown: [value, 'a'] };
      const kept = keepEqual(
        { whole: structuredClone(value), grown: [structuredClone(value), 'ab'] },
        before,
      );
      expect(kept).not.toBe(before);
      expect(kept.whole).toBe(value);
      expect(kept.grown[0]).toBe(value);
    }),
  );
});

it('keeps no object of a class, which may differ in what it does not list', () => {
  const next = { map: new Map([[1, 2]]), error: new Error('b') };
  const kept = keepEqual(next, { map: new Map(), error: new Error('a') });
  expect(kept.map).toBe(next.map);
  expect(kept.error).toBe(next.error);
});
