// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChatEvent } from '../../../src/protocol/index.ts';
import { DeltaBuffer } from '../../../src/server/runs/delta-buffer.ts';

const delta = (text: string, id = '1'): ChatEvent => ({ type: 'text-delta', id, delta: text });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function createBuffer() {
  const events: ChatEvent[] = [];
  const buffer = new DeltaBuffer(
    (event) => events.push(event),
    () => Date.now(),
  );
  return { buffer, events };
}

describe('DeltaBuffer', () => {
  it('passes the first delta on at once and joins those that follow closely', () => {
    const { buffer, events } = createBuffer();
    for (const text of ['a', 'b', 'c']) buffer.push(delta(text));
    expect(events).toEqual([delta('a')]);
    vi.advanceTimersByTime(8);
    expect(events).toEqual([delta('a'), delta('bc')]);
  });

  it('does not delay a slow stream', () => {
    const { buffer, events } = createBuffer();
    for (const text of ['a', 'b', 'c']) {
      buffer.push(delta(text));
      vi.advanceTimersByTime(9);
    }
    expect(events).toEqual([delta('a'), delta('b'), delta('c')]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('passes on what it holds before any other event, in order', () => {
    const { buffer, events } = createBuffer();
    const sequence = [
      delta('a'),
      delta('b'),
      delta('c', '2'),
      { type: 'text-end', id: '2' } as const,
    ];
    for (const event of sequence) buffer.push(event);
    expect(events).toEqual(sequence);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('holds no more than 256 characters', () => {
    const { buffer, events } = createBuffer();
    buffer.push(delta('a'));
    buffer.push(delta('x'.repeat(200)));
    expect(events).toHaveLength(1);
    buffer.push(delta('y'.repeat(56)));
    expect(events).toHaveLength(2);
  });
});
