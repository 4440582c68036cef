import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonReader } from '../../src/ui-formats/data/json-reader.ts';

function read(pieces: readonly string[]): JsonReader {
  const reader = new JsonReader();
  for (const piece of pieces) reader.push(piece);
  reader.end();
  return reader;
}

function cut(text: string, places: readonly number[]): readonly string[] {
  const ends = [...places.map((place) => place % (text.length + 1)), text.length].toSorted(
    (a, b) => a - b,
  );
  return ends.map((end, index) => text.slice(index === 0 ? 0 : ends[index - 1], end));
}

describe('JsonReader', () => {
  it('reads what JSON.parse reads, however the text is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue({ maxDepth: 4 }), { maxLength: 4 }),
        fc.array(fc.nat()),
        fc.boolean(),
        (values, places, isPretty) => {
          const text = values
            .map((value) => JSON.stringify(value, null, isPretty ? 2 : 0))
            .join('\n');
          const { values: found, faults } = read(cut(text, places));
          const plain = JSON.parse(JSON.stringify(values)) as unknown;
          expect(JSON.parse(JSON.stringify(found).replaceAll('-0', '0'))).toEqual(
            JSON.parse(JSON.stringify(withoutPrototypes(plain)).replaceAll('-0', '0')),
          );
          expect(faults).toBe(0);
        },
      ),
    );
  });

  it('has of a beginning only what is closed', () => {
    const reader = new JsonReader();
    reader.push('{"a":"whole","b":"ha');
    expect(reader.values).toEqual([{ a: 'whole' }]);
    reader.push('lf","c":12');
    expect(reader.values).toEqual([{ a: 'whole', b: 'half' }]);
    reader.push('3,"d":[{"e":tru');
    expect(reader.values).toEqual([{ a: 'whole', b: 'half', c: 123, d: [{}] }]);
    const [value] = reader.values as [{ d: readonly object[] }];
    expect([value, value.d, value.d[0]].every(reader.isOpen)).toBe(true);
    reader.push('e}]');
    expect([value, value.d, value.d[0]].map(reader.isOpen)).toEqual([true, false, false]);
  });

  it('goes on with the next line behind a fault, and counts it', () => {
    const { values, faults } = read(['{"a":1}\nSorry, here it is:\n{"b":2\n}\n']);
    expect(values.filter((value) => typeof value === 'object')).toEqual([{ a: 1 }, { b: 2 }]);
    expect(faults).toBeGreaterThan(0);
  });

  it('says that a text that stops inside a value is broken', () => {
    expect(read(['{"a":[1,2']).faults).toBe(1);
  });

  it('never sets what an object inherits', () => {
    const { values } = read(['{"__proto__":{"isAdmin":true},"constructor":{"prototype":1},"a":1}']);
    expect(values).toEqual([{ a: 1 }]);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    expect(Object.getPrototypeOf(values[0])).toBe(Object.prototype);
  });

  it('refuses what lies deeper than any interface', () => {
    expect(read(['['.repeat(100_000)]).faults).toBeGreaterThan(0);
  });
});

function withoutPrototypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPrototypes);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([name]) => !['__proto__', 'constructor', 'prototype'].includes(name),
  );
  return Object.fromEntries(kept.map(([name, of]) => [name, withoutPrototypes(of)]));
}
