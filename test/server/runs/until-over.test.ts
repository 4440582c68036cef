import { describe, expect, it } from 'vitest';
import { untilOver } from '../../../src/server/runs/until-over.ts';

describe('waiting until something is over', () => {
  it('gives what is awaited, and throws what that throws, while it is not', async () => {
    const unlessOver = untilOver(new Promise(() => undefined));
    expect(await unlessOver(Promise.resolve(1))).toBe(1);
    await expect(unlessOver(Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await unlessOver(Promise.resolve(2))).toBe(2);
  });

  it('waits no longer when it is, neither then nor later', async () => {
    const over = new AbortController();
    const { signal } = over;
    const unlessOver = untilOver(
      new Promise((resolve) => signal.addEventListener('abort', resolve)),
    );
    const waiting = unlessOver(new Promise(() => undefined));
    over.abort();
    expect(await waiting).toBeUndefined();
    expect(await unlessOver(new Promise(() => undefined))).toBeUndefined();
    // What fails after that is nobody's.
    expect(await unlessOver(Promise.reject(new Error('too late')))).toBeUndefined();
  });
});
