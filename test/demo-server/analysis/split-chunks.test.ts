// @vitest-environment node
import { array, assert, integer, property, stringMatching } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitChunks } from '../../../demo-server/analysis/split-chunks.ts';

const words = array(stringMatching(/^[a-zé]{1,12}$/), { minLength: 1, maxLength: 200 });

describe('splitting a text into chunks', () => {
  it('gives as few chunks as there can be, none too long, and together they are the text', () => {
    assert(
      property(words, integer({ min: 50, max: 500 }), (list, size) => {
        const text = list.join(' ');
        const chunks = splitChunks(text, size);
        expect(chunks.join('')).toBe(text);
        expect(chunks).toHaveLength(Math.ceil(text.length / size));
        expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThanOrEqual(size);
      }),
    );
  });

  it('cuts between words where that costs no further chunk', () => {
    const text = `${'alpha beta '.repeat(8)}end`;
    for (const chunk of splitChunks(text, 60).slice(0, -1)) expect(chunk).toMatch(/\s$/);
  });

  it('keeps two halves apart that fill their chunks exactly', () => {
    const [left, right] = ['A glad one.'.padEnd(50), 'A sad one.'.padEnd(50)];
    expect(splitChunks(left + right, 50)).toEqual([left, right]);
  });

  it('never cuts a character in two', () => {
    const chunks = splitChunks('🙂'.repeat(101), 51);
    expect(chunks.join('')).toBe('🙂'.repeat(101));
    for (const chunk of chunks) expect(chunk).not.toMatch(/^[\uDC00-\uDFFF]/);
  });
});
