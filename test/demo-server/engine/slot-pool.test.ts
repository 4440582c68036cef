// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { SlotPool } from '../../../demo-server/engine/slot-pool.ts';

describe('SlotPool', () => {
  it('gives free slots at once and lets the rest wait in order', () => {
    const pool = new SlotPool(['a'], 8);
    const first = pool.request('one');
    const second = pool.request('two');
    const third = pool.request('three');
    expect([first.slot, second.slot, third.slot]).toEqual(['a', undefined, undefined]);
    expect([second.position, third.position, third.length]).toEqual([1, 2, 2]);
    first.release();
    expect([second.slot, third.slot, third.position]).toEqual(['a', undefined, 1]);
  });

  it('rings the ticket whose place has changed', async () => {
    const pool = new SlotPool(['a'], 8);
    const first = pool.request('one');
    const second = pool.request('two');
    const rung = second.bell.wait(10_000);
    first.release();
    expect(await rung).toBe(true);
    expect(second.slot).toBe('a');
  });

  it('gives a chat the slot it had before', () => {
    const pool = new SlotPool(['a', 'b'], 8);
    const one = pool.request('one');
    const two = pool.request('two');
    one.release();
    two.release();
    expect(pool.request('two').slot).toBe('b');
  });

  it('gives a new chat the slot that was longest unused', () => {
    const pool = new SlotPool(['a', 'b'], 8);
    const one = pool.request('one');
    const two = pool.request('two');
    two.release();
    one.release();
    expect(pool.request('three').slot).toBe('b');
  });

  it('refuses a request when the line is full and says when to come again', () => {
    const pool = new SlotPool(['a'], 1);
    pool.request('one');
    pool.request('two');
    expect(() => pool.request('three')).toThrow(
      expect.objectContaining({ code: 'overloaded', status: 503, retryAfterMs: 2000 }),
    );
    expect(pool.waiting).toBe(1);
  });

  it('lets a waiting ticket leave and moves the others up', () => {
    const pool = new SlotPool(['a'], 8);
    pool.request('one');
    const second = pool.request('two');
    const third = pool.request('three');
    second.release();
    expect([third.position, third.length, pool.waiting, pool.active]).toEqual([1, 1, 1, 1]);
  });

  it('gives a slot back once, however often it is released', () => {
    const pool = new SlotPool(['a'], 8);
    const first = pool.request('one');
    first.release();
    const second = pool.request('two');
    first.release();
    expect([second.slot, pool.active]).toEqual(['a', 1]);
  });

  it('serves addresses in turn, and tells those who are overtaken their new place', async () => {
    const pool = new SlotPool(['a', 'b'], 32);
    const hog = Array.from({ length: 20 }, (_, index) => pool.request(`hog ${index}`, '', 'there'));
    const last = hog.at(-1);
    expect(last?.position).toBe(18);
    const rung = last?.bell.wait(10_000);
    const newcomer = pool.request('newcomer', '', 'here');
    expect([newcomer.position, last?.position, await rung]).toEqual([1, 19, true]);
    hog[0]?.release();
    expect(newcomer.slot).toBe('a');
    const second = pool.request('newcomer again', '', 'here');
    // One slot each: the hog has asked first.
    expect(second.position).toBe(2);
  });
});
