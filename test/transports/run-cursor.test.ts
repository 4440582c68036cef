// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCursor } from '../../src/protocol/cursor.ts';
import { createRunCursor } from '../../src/transports/run-cursor.ts';

describe('RunCursor', () => {
  it('applies the events of any replays once each and in order', () => {
    const starts = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1 });
    fc.assert(
      fc.property(starts, (connections) => {
        const cursor = createRunCursor('r', -1);
        const applied: number[] = [];
        for (const start of [...connections, 0]) {
          for (let seq = start; seq < 10; seq++) {
            if (cursor.accept(formatCursor('r', seq)) === 'apply') applied.push(seq);
          }
        }
        expect(applied).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      }),
    );
  });

  it('sees a gap and does not move', () => {
    const cursor = createRunCursor('r', 3);
    expect(cursor.accept('r:5')).toBe('gap');
    expect(cursor.seq).toBe(3);
    expect(cursor.accept('r:4')).toBe('apply');
  });

  it('takes the run’s name from the server before the first event, and no other after it', () => {
    const cursor = createRunCursor('mine', -1);
    expect(cursor.accept('theirs:0')).toBe('apply');
    expect(cursor.run).toBe('theirs');
    expect(cursor.accept('other:1')).toBe('gap');
  });

  it('lets a server that names the run in its own way count from 1', () => {
    const cursor = createRunCursor('mine', -1);
    expect(cursor.accept('memory:v1:theirs:1')).toBe('apply');
    expect(cursor.accept('memory:v1:theirs:2')).toBe('apply');
    expect(createRunCursor('mine', -1).accept('mine:1')).toBe('gap');
    expect(createRunCursor('mine', -1).accept('theirs:2')).toBe('gap');
  });

  it('applies frames without a cursor as they come', () => {
    const cursor = createRunCursor('r', 3);
    expect([undefined, '', 'opaque'].map((id) => cursor.accept(id))).toEqual([
      'apply',
      'apply',
      'apply',
    ]);
    expect(cursor.seq).toBe(3);
  });
});
