import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSharedText } from '../../src/shared-text/create-shared-text.ts';
import { FieldBinding } from '../../src/shared-text/field-binding.ts';
import { directionOf } from '../../src/shared-text/text-direction.ts';

const frames = {
  request(callback: () => void) {
    const timer = setTimeout(callback, 16);
    return () => clearTimeout(timer);
  },
  afterPaint: () => () => undefined,
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

/** A large text in a field of which the first hundred characters are in view. */
function start() {
  const text = createSharedText({ document: 'one', frames });
  text.edit({ at: 0, insert: 'a line of many\n'.repeat(7000) });
  const field = document.body.appendChild(document.createElement('textarea'));
  const behind: boolean[] = [];
  const binding = new FieldBinding(field, text, {
    frames,
    inView: () => ({ from: 0, to: 100 }),
    onBehind: (isBehind) => behind.push(isBehind),
  });
  const others = (at: number, insert: string) =>
    text.doc.transact(() => text.sharedType.insert(at, insert), 'another');
  const isLevel = () => field.value === text.sharedType.toJSON();
  // Long after it was last changed.
  others(0, 'x');
  vi.advanceTimersByTime(3000);
  others(0, 'y');
  vi.advanceTimersByTime(16);
  expect(isLevel()).toBe(true);
  behind.length = 0;
  return { text, field, others, isLevel, behind, binding };
}

describe('a large field', () => {
  it('in which nobody writes comes later, while what lies behind it is seen in its place', () => {
    const { field, others, isLevel, behind, binding } = start();
    others(50, 'in view');
    vi.advanceTimersByTime(100);
    expect(isLevel()).toBe(false);
    expect(behind.at(-1)).toBe(true);
    // Whoever comes into it finds all there.
    field.dispatchEvent(new Event('pointerdown'));
    expect(isLevel()).toBe(true);
    expect(behind.at(-1)).toBe(false);
    others(50, 'again');
    vi.advanceTimersByTime(1200);
    expect(isLevel()).toBe(true);
    binding.end();
  });

  it('in which somebody writes has at once what is in view or above it, the rest a little later', () => {
    const { text, field, others, isLevel, behind, binding } = start();
    field.focus();
    behind.length = 0;
    others(text.sharedType.length - 5, 'far below');
    vi.advanceTimersByTime(100);
    expect(isLevel()).toBe(false);
    others(50, 'in view');
    vi.advanceTimersByTime(100);
    expect(isLevel()).toBe(true);
    others(text.sharedType.length - 5, 'far below');
    vi.advanceTimersByTime(100);
    field.setRangeText('typed', 20, 20, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    vi.advanceTimersByTime(1200);
    expect(isLevel()).toBe(true);
    expect(field.value.slice(20, 25)).toBe('typed');
    expect(behind).not.toContain(true);
    binding.end();
  });

  it('has its direction by the first letter', () => {
    expect(directionOf('1. שלום')).toBe('rtl');
    expect(directionOf('« مرحبا')).toBe('rtl');
    expect(directionOf('2) Hello שלום')).toBe('ltr');
    expect(directionOf('123 …')).toBeUndefined();
  });
});
