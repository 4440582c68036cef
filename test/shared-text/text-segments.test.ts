// @vitest-environment node
import { array, assert, constantFrom, nat, property, record, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineMarks, textSegments } from '../../src/shared-text/text-segments.ts';

describe('what lies behind a field', () => {
  it('is the same text, with each caret once, and each mark where it is', () => {
    const cursor = record({ anchor: nat(40), head: nat(40), id: nat(), look: nat(7) });
    const range = record({ from: nat(40), to: nat(40) });
    assert(
      property(
        string({ unit: constantFrom('a', 'b', '\n', ' '), maxLength: 40 }),
        array(cursor, { maxLength: 4 }),
        array(range, { maxLength: 3 }),
        (text, given, ranges) => {
          const within = (place: number) => Math.min(place, text.length);
          const cursors = given.map((each) => ({
            ...each,
            name: 'x',
            isSelf: false,
            isModel: false,
            anchor: within(each.anchor),
            head: within(each.head),
          }));
          const proposals = ranges.map(({ from, to }) => ({
            id: 'p',
            by: 'm',
            from: within(Math.min(from, to)),
            to: within(Math.max(from, to)),
          }));
          const written = text.split('\n');
          const marks = lineMarks(written, proposals, cursors);
          const shown = written.map((line, index) => {
            const mine = marks.get(index);
            return mine
              ? textSegments(line, mine)
              : [{ text: line, carets: [], isProposed: false }];
          });
          const lines = shown.map((segments) => segments.map((segment) => segment.text).join(''));
          expect(lines.join('\n')).toBe(text);
          expect(shown.flat().flatMap(({ carets }) => carets)).toHaveLength(cursors.length);
          const marked = shown.flat().filter(({ isProposed }) => isProposed);
          const isMarked = (at: number) => proposals.some(({ from, to }) => at >= from && at < to);
          const expected = Array.from(text, (letter, at) =>
            isMarked(at) && letter !== '\n' ? letter : '',
          );
          expect(marked.map((segment) => segment.text).join('')).toBe(expected.join(''));
        },
      ),
    );
  });
});
