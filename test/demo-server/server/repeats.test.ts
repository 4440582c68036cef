// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Repeats } from '../../../demo-server/server/repeats.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function open() {
  const said: string[] = [];
  const repeats = new Repeats();
  const take = (kind: string, what = kind) =>
    repeats.take(kind, (times) => said.push(times === undefined ? what : `${what} ×${times}`));
  return { repeats, said, take };
}

describe('what happens again and again', () => {
  it('is said at once the first time, and then once a second with its number', () => {
    const { said, take } = open();
    for (let count = 0; count < 1000; count++) take('a');
    expect(said).toEqual(['a']);
    vi.advanceTimersByTime(1000);
    expect(said).toEqual(['a', 'a ×999']);
    for (let count = 0; count < 10; count++) take('a');
    vi.advanceTimersByTime(1000);
    expect(said).toEqual(['a', 'a ×999', 'a ×10']);
  });

  it('is said at once again after a quiet second', () => {
    const { said, take } = open();
    take('a');
    vi.advanceTimersByTime(1000);
    take('a');
    expect(said).toEqual(['a', 'a']);
  });

  it('keeps the kinds apart, and says of each the newest', () => {
    const { said, take } = open();
    for (const n of [1, 2, 3]) {
      take('a', `a${n}`);
      take('b', `b${n}`);
    }
    vi.advanceTimersByTime(1000);
    expect(said).toEqual(['a1', 'b1', 'a3 ×2', 'b3 ×2']);
  });

  it('says what is left when it is closed, and keeps no timer', () => {
    const { repeats, said, take } = open();
    take('a');
    take('a');
    repeats.close();
    expect(said).toEqual(['a', 'a ×1']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('loses none and says few, though every one is of another kind', () => {
    const { repeats, said } = open();
    let counted = 0;
    for (let kind = 0; kind < 10_000; kind++) {
      repeats.take(`kind ${kind}`, (times = 1) => {
        said.push('');
        counted += times;
      });
    }
    repeats.close();
    expect(counted).toBe(10_000);
    expect(said.length).toBeLessThan(250);
  });
});
