import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OwnTyping } from '../../src/rooms/own-typing.ts';

function start() {
  const told: boolean[] = [];
  let isJoined = false;
  const typing = new OwnTyping({ isJoined: () => isJoined, tell: (on) => told.push(on) });
  return {
    told,
    typing,
    join: () => {
      isJoined = true;
      typing.joined();
    },
    cut: () => void (isJoined = false),
  };
}

describe('that a member types', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is told when the room is entered, if it was before that', () => {
    const { told, typing, join } = start();
    typing.set(true);
    expect(told).toEqual([]);
    join();
    expect(told).toEqual([true]);
  });

  it('is not told on entering when it is over, was sent, or is long ago', () => {
    for (const end of [
      (typing: OwnTyping) => typing.set(false),
      (typing: OwnTyping) => typing.said(),
      () => vi.advanceTimersByTime(6000),
    ]) {
      const { told, typing, join } = start();
      typing.set(true);
      end(typing);
      join();
      expect(told).toEqual([]);
    }
  });

  it('is told again over a new connection, and every few seconds', () => {
    const { told, typing, join, cut } = start();
    join();
    for (let key = 0; key < 10; key++) {
      typing.set(true);
      vi.advanceTimersByTime(500);
    }
    expect(told).toEqual([true, true]);
    cut();
    join();
    expect(told).toEqual([true, true, true]);
    typing.set(false);
    typing.set(false);
    expect(told).toEqual([true, true, true, false]);
  });

  it('never sticks: whoever is told that it begins, is told that it ends, or hears it no more', () => {
    const step = fc.constantFrom('on', 'off', 'said', 'join', 'cut', 'wait');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { told, typing, join, cut } = start();
        for (const each of steps) {
          if (each === 'on') typing.set(true);
          else if (each === 'off') typing.set(false);
          else if (each === 'said') typing.said();
          else if (each === 'join') join();
          else if (each === 'cut') cut();
          else vi.advanceTimersByTime(1000);
        }
        // A new connection ends it at the server, and so does a message that was said.
        const before = told.length;
        join();
        typing.set(false);
        expect(told.slice(before).at(-1)).not.toBe(true);
      }),
    );
  });
});
