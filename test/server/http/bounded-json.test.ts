// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertBounded } from '../../../src/server/index.ts';

const refusal = expect.objectContaining({ code: 'bad-request', status: 400 }) as unknown;

/** An object of that many members, which all hold the same. */
function object(members: number, value: unknown): object {
  return Object.fromEntries(Array.from({ length: members }, (_, index) => [`${index}:`, value]));
}

describe('assertBounded', () => {
  it('lets everything pass that has few values, whatever stands in its texts', () => {
    const odd = fc.array(fc.constantFrom('"', '\\', '[', '{', ',', 'x'), { maxLength: 40 });
    const text = odd.map((list) => list.join(''));
    fc.assert(
      fc.property(
        fc.jsonValue({ stringUnit: fc.constantFrom('"', '\\', '[', '}', ',', 'ü') }),
        text,
        (value, key) => {
          expect(() => assertBounded(JSON.stringify({ [key]: value }))).not.toThrow();
        },
      ),
    );
    assertBounded(JSON.stringify('['.repeat(100_000)));
    assertBounded(JSON.stringify({ text: '\\",[{'.repeat(100_000) }));
  });

  it('sees values and depth behind texts with marks in them', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('"', '\\', ','), { maxLength: 12 }), (list) => {
        const key = list.join('');
        const many = Array.from({ length: 30_001 }, () => 0);
        expect(() => assertBounded(JSON.stringify({ [key]: many }))).toThrow(refusal);
        expect(() => assertBounded(JSON.stringify(key) + '['.repeat(201))).toThrow(refusal);
      }),
      { numRuns: 20 },
    );
  });

  it('counts the members of each object by itself, with what they hold', () => {
    expect(() => assertBounded(JSON.stringify([object(200, {}), object(200, [])]))).not.toThrow();
    const inner = object(150, 1);
    expect(() => assertBounded(JSON.stringify(object(100, inner)))).not.toThrow();
    expect(() => assertBounded(JSON.stringify([1, object(201, 'a')]))).toThrow(refusal);
  });

  it.each(['{"a":1}', '[1,2]', '"', '"\\', '', '}}}', '{"a'])('has no opinion on %j', (text) => {
    expect(assertBounded(text)).toBeUndefined();
  });
});
