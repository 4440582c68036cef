// @vitest-environment node
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parsePartialJson } from '../../src/protocol/partial-json.ts';

const json = fc.json();
const text = fc.tuple(json, fc.boolean()).map(([value, isSpaced]) => {
  return isSpaced ? JSON.stringify(JSON.parse(value), null, 2) : value;
});

/** Whether a value is a beginning of another: what is there is equal, but for the end of a text, a list, an object. */
function begins(part: unknown, whole: unknown): boolean {
  if (part === undefined) return true;
  if (typeof part === 'string') return typeof whole === 'string' && whole.startsWith(part);
  if (Array.isArray(part)) {
    return Array.isArray(whole) && part.every((item, index) => begins(item, whole[index]));
  }
  if (typeof part !== 'object' || part === null) return Object.is(part, whole);
  if (typeof whole !== 'object' || whole === null) return false;
  return Object.entries(part).every(([key, value]) => {
    return Object.hasOwn(whole, key) && begins(value, (whole as Record<string, unknown>)[key]);
  });
}

it('reads a beginning of the whole at every cut, and takes nothing back', () => {
  fc.assert(
    fc.property(text, (whole) => {
      let before: unknown;
      for (let length = 0; length < whole.length; length += 1) {
        const part = parsePartialJson(whole.slice(0, length));
        expect(begins(before, part ?? before)).toBe(true);
        expect(begins(part, JSON.parse(whole))).toBe(true);
        before = part ?? before;
      }
    }),
  );
});

it('reads a whole object or list as JSON.parse does', () => {
  const whole = fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()));
  fc.assert(
    fc.property(whole, (value) => {
      expect(parsePartialJson(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

it.each([
  ['', undefined],
  ['{"city": "Par', { city: 'Par' }],
  ['{"city": "a\\', { city: 'a' }],
  ['{"city": "a\\\\', { city: 'a\\' }],
  ['{"city": "a\\u00e', { city: 'a' }],
  ['{"city": "\\ud83d', { city: '' }],
  ['{"city": "\\ud83d\\ude0', { city: '' }],
  ['{"city": "Paris", "da', { city: 'Paris' }],
  ['{"days": 1', {}],
  ['{"days": 12,', { days: 12 }],
  ['[true, fal', [true]],
  ['{"a": [1, {"b": "c', { a: [1, { b: 'c' }] }],
  ['{"a": 1, b: 2}', { a: 1 }],
  ['{"a": nonsense, "b": 1}', {}],
  ['{"__proto__": {"x": 1}}', JSON.parse('{"__proto__": {"x": 1}}')],
])('reads %s', (part, value) => {
  expect(parsePartialJson(part)).toEqual(value);
});

it('waits for the end of what is nested too deep, and never overflows the stack', () => {
  expect(parsePartialJson('['.repeat(100_000))).toBeDefined();
  expect(parsePartialJson('{"a":'.repeat(100_000))).toBeDefined();
});
