// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter } from '../../src/protocol/line-splitter.ts';

function split(...texts: string[]): string[] {
  const splitter = new LineSplitter();
  return [...texts.flatMap((text) => splitter.push(text)), ...splitter.flush()];
}

const textWithEnds = fc.string({ unit: fc.constantFrom('a', '\r', '\n', '😀'), maxLength: 40 });

describe('LineSplitter', () => {
  it('gives the same lines however the text is cut', () => {
    fc.assert(
      fc.property(textWithEnds, fc.array(fc.nat(40)), (text, cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), text.length];
        const pieces = places.map((place, index) => text.slice(place, places[index + 1]));
        expect(split(...pieces)).toEqual(split(text));
      }),
    );
  });

  it('agrees with splitting the whole text by a pattern', () => {
    fc.assert(
      fc.property(textWithEnds, (text) => {
        const lines = text.split(/\r\n|\r|\n/);
        if (lines.at(-1) === '') lines.pop();
        expect(split(text)).toEqual(lines);
      }),
    );
  });

  it('joins a CRLF that was cut between two texts', () => {
    expect(split('one\r', '\ntwo\r', '', '\n\nthree')).toEqual(['one', 'two', '', 'three']);
  });

  it('gives a line at its CR without waiting for what follows', () => {
    expect(new LineSplitter().push('data\r')).toEqual(['data']);
  });

  it('refuses a line beyond its cap, also one that comes in pieces', () => {
    const splitter = new LineSplitter(8);
    splitter.push('12345');
    expect(() => splitter.push('6789')).toThrow(expect.objectContaining({ code: 'protocol' }));
  });
});
