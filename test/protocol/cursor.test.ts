// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCursor, parseCursor } from '../../src/protocol/cursor.ts';

describe('cursor', () => {
  it('is read as it was written', () => {
    const run = fc.stringMatching(/^[!-~]{1,100}$/);
    fc.assert(
      fc.property(run, fc.integer({ min: -1, max: 1e12 }), (name, seq) => {
        expect(parseCursor(formatCursor(name, seq))).toEqual({ run: name, seq });
      }),
    );
  });

  it('stands before the first event as a dash', () => {
    expect(formatCursor('r', -1)).toBe('r:-');
    expect(parseCursor('r:-')).toEqual({ run: 'r', seq: -1 });
  });

  it.each(['', 'r', ':1', 'r:', 'r:1.5', 'r:-1', 'r:1e3', 'r r:1', 'é:1', `${'r'.repeat(127)}:1`])(
    'is not read from %j',
    (text) => {
      expect(parseCursor(text)).toBeUndefined();
    },
  );
});
