// @vitest-environment node
import { array, assert, constantFrom, integer, property, record, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineChunks } from '../../src/shared-text/line-chunks.ts';

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`);
const linesIn = (chunks: ReturnType<LineChunks['of']>) => chunks.flatMap(({ lines }) => lines);

describe('the lines of a text in chunks', () => {
  it('are the lines of the text, each chunk by a name of its own, whatever is edited', () => {
    const edit = record({
      at: integer({ min: 0, max: 400 }),
      gone: integer({ min: 0, max: 90 }),
      come: array(string({ unit: constantFrom('a', 'b'), maxLength: 1 }), { maxLength: 90 }),
    });
    assert(
      property(array(array(edit, { maxLength: 4 }), { maxLength: 12 }), (frames) => {
        const chunks = new LineChunks();
        let lines = numbered(300);
        for (const edits of [[], ...frames]) {
          lines = edits.reduce(
            (now, { at, gone, come }) => now.toSpliced(at, gone, ...come),
            lines,
          );
          const found = chunks.of(lines);
          expect(linesIn(found)).toEqual(lines);
          expect(new Set(found.map(({ key }) => key)).size).toBe(found.length);
        }
      }),
    );
  });

  it('stay the same objects but those in which something changes, also where lines come and go', () => {
    const chunks = new LineChunks();
    let lines = numbered(3000);
    let before = chunks.of(lines);
    const changed = () => {
      const now = chunks.of(lines);
      const made = now.filter((chunk) => !before.includes(chunk));
      before = now;
      return made.length;
    };
    expect(changed()).toBe(0);
    for (let step = 0; step < 200; step++) {
      const at = (step * 7919) % lines.length;
      lines = lines.toSpliced(at, step % 3, ...['new', `line of step ${step}`].slice(step % 2));
      expect(changed()).toBeLessThanOrEqual(2);
    }
    // They do not become ever smaller.
    expect(before.length).toBeLessThan(3000 / 8);
  });

  it('keep the name of what has changed, so that it is not built anew', () => {
    const chunks = new LineChunks();
    const before = chunks.of(numbered(100));
    const after = chunks.of(numbered(100).with(40, 'another'));
    expect(after.map(({ key }) => key)).toEqual(before.map(({ key }) => key));
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
  });
});
