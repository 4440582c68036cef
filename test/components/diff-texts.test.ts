import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffTexts, type Difference } from '../../src/components/artifact/diff-texts.ts';

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', ' ', '\n', 'word', 'été', '川', '👩‍👩‍👧'), { maxLength: 40 })
  .map((pieces) => pieces.join(''));
const by = fc.constantFrom('lines' as const, 'words' as const);

const without = (kind: Difference['kind'], differences: readonly Difference[]) =>
  differences
    .filter((difference) => difference.kind !== kind)
    .map((difference) => difference.text)
    .join('');

describe('the difference of two texts', () => {
  it('holds both of them', () => {
    fc.assert(
      fc.property(text, text, by, (before, after, pieces) => {
        const differences = diffTexts(before, after, pieces);
        expect(without('added', differences)).toBe(before);
        expect(without('removed', differences)).toBe(after);
      }),
    );
  });

  it('is nothing between a text and itself', () => {
    fc.assert(
      fc.property(text, by, (same, pieces) => {
        const expected = same === '' ? [] : [{ kind: 'same', text: same }];
        expect(diffTexts(same, same, pieces)).toEqual(expected);
      }),
    );
  });

  it('is told in as few pieces as there are: words of prose, lines of code', () => {
    expect(diffTexts('A first draft.', 'A second draft.', 'words')).toEqual([
      { kind: 'same', text: 'A ' },
      { kind: 'removed', text: 'first' },
      { kind: 'added', text: 'second' },
      { kind: 'same', text: ' draft.' },
    ]);
    expect(diffTexts('a\nb\nc\n', 'a\nc\nd\n', 'lines')).toEqual([
      { kind: 'same', text: 'a\n' },
      { kind: 'removed', text: 'b\n' },
      { kind: 'same', text: 'c\n' },
      { kind: 'added', text: 'd\n' },
    ]);
  });

  it('gives up on texts that have nothing in common, and shows both whole', () => {
    const [before, after] = ['x\n'.repeat(3000), 'y\n'.repeat(3000)];
    expect(diffTexts(before, after, 'lines')).toEqual([
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ]);
  });
});
