import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesPattern } from '../../src/ui-formats/data/safe-pattern.ts';

const atom = fc.constantFrom(
  'a',
  'b',
  '.',
  '[ab]',
  '[^a]',
  String.raw`\d`,
  String.raw`\w`,
  '(?:ab)',
);
const quantified = fc
  .tuple(atom, fc.constantFrom('', '*', '+', '?', '{2}', '{1,3}', '{2,}', '*?'))
  .map((parts) => parts.join(''));
const sequence = fc
  .array(quantified, { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(''));
const pattern = fc
  .tuple(
    fc.constantFrom('', '^', '(?=.*a)', '(?!b)'),
    fc.array(sequence, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('', '$', String.raw`\b`),
  )
  .map(([head, choices, end]) => `${head}(${choices.join('|')})${end}`);

describe('matchesPattern', () => {
  it('answers as RegExp does', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '1', ' '), maxLength: 12 });
    fc.assert(
      fc.property(pattern, text, (source, value) => {
        expect(matchesPattern(source, value)).toBe(new RegExp(source).test(value));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    [String.raw`^\+?[0-9]{10,15}$`, '+4712345678', true],
    [String.raw`^[0-9]{5}$`, '1234', false],
    [String.raw`^(?=.*[A-Z])(?=.*\d).{8,}$`, 'Passw0rds', true],
    [String.raw`^(?=.*[A-Z])(?=.*\d).{8,}$`, 'passw0rds', false],
    [String.raw`^[\w.+-]+@[\w-]+\.[\w.]+$`, 'ada@example.com', true],
  ])('knows %s', (source, value, isMatch) => {
    expect(matchesPattern(source, value)).toBe(isMatch);
  });

  it.each(['^(a+)+$', '^(a|a)*$', '(a*)*b', '^(([a-z])+.)+[A-Z]([a-z])+$', 'a*a*a*a*a*a*b'])(
    'is not held up by %s, on which RegExp would try for years',
    (source) => {
      expect(matchesPattern(source, `${'a'.repeat(2000)}!`)).not.toBe(true);
    },
  );

  it.each([String.raw`(a)\1`, '(?<=a)b', '(', '[', '*', 'a'.repeat(1000)])(
    'leaves %s undecided',
    (source) => {
      expect(matchesPattern(source, 'aa')).toBeUndefined();
    },
  );
});
