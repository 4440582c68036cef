// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { Pacer } from '../../../demo-server/engine/pacer.ts';

describe('Pacer', () => {
  it('keeps the schedule when single waits come late', () => {
    const pacer = new Pacer(100);
    expect(pacer.delay(0)).toBe(10);
    expect(pacer.delay(13)).toBe(7);
    expect(pacer.delay(20)).toBe(10);
  });

  it('starts the schedule anew after a long pause, without a burst', () => {
    const pacer = new Pacer(100);
    pacer.delay(0);
    expect(pacer.delay(5000)).toBe(10);
  });

  it('never waits at pace 0', () => {
    expect(new Pacer(0).delay(0)).toBe(0);
    expect(new Pacer(0).pause(0)).toBeUndefined();
  });
});
