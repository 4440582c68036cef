import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSharedText } from '../../src/shared-text/create-shared-text.ts';
import { FieldBinding } from '../../src/shared-text/field-binding.ts';
import { pacedFrames, pauseOf } from '../../src/shared-text/paced-frames.ts';

const frames = {
  request(callback: () => void) {
    const timer = setTimeout(callback, 16);
    return () => clearTimeout(timer);
  },
  afterPaint: () => () => undefined,
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('frames with a pause between them', () => {
  it('come at once after a longer pause, else after it, and not when they are taken back', () => {
    const paced = pacedFrames(frames, () => 100);
    const calls: number[] = [];
    const begun = performance.now();
    const ask = () => paced.request(() => calls.push(performance.now() - begun));
    ask();
    vi.advanceTimersByTime(20);
    ask();
    vi.advanceTimersByTime(200);
    expect(calls).toEqual([16, 132]);
    vi.advanceTimersByTime(100);
    ask();
    vi.advanceTimersByTime(20);
    expect(calls).toHaveLength(3);
    for (const wait of [0, 110]) {
      const cancel = ask();
      vi.advanceTimersByTime(wait);
      cancel();
    }
    vi.advanceTimersByTime(500);
    expect(calls).toHaveLength(3);
  });

  it('are those of the screen for what most write, and rarer the larger a text is', () => {
    expect(pauseOf(19_000)).toBe(0);
    expect(pauseOf(100_000)).toBe(40);
    expect(pauseOf(10_000_000)).toBe(100);
  });

  it('have a large field changed 25 times a second at most, and all that came is in it', () => {
    const text = createSharedText({ document: 'one', frames });
    text.edit({ at: 0, insert: 'a line of many\n'.repeat(7000) });
    const field = document.body.appendChild(document.createElement('textarea'));
    const binding = new FieldBinding(field, text, { frames });
    let changes = 0;
    const own = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')!;
    Object.defineProperty(field, 'value', {
      ...own,
      set(value: string) {
        changes += 1;
        own.set?.call(this, value);
      },
    });
    let told = 0;
    text.subscribe(() => (told += 1));
    for (let edit = 0; edit < 200; edit++) {
      text.doc.transact(() => text.sharedType.insert(edit * 5, 'x'), 'another');
      vi.advanceTimersByTime(10);
    }
    vi.advanceTimersByTime(200);
    expect(field.value).toBe(text.sharedType.toJSON());
    // Two seconds of edits.
    expect(changes).toBeLessThanOrEqual(50);
    expect(told).toBeLessThanOrEqual(50);
    binding.end();
    field.remove();
  });
});
