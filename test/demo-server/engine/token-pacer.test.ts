// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { TokenPacer, yieldingPace } from '../../../demo-server/engine/token-pacer.ts';

describe('TokenPacer', () => {
  it('keeps the schedule when single waits come late', () => {
    const pacer = new TokenPacer(100);
    expect(pacer.delay(0)).toBe(10);
    expect(pacer.delay(13)).toBe(7);
    expect(pacer.delay(20)).toBe(10);
  });

  it('starts the schedule anew after a long pause, without a burst', () => {
    const pacer = new TokenPacer(100);
    pacer.delay(0);
    expect(pacer.delay(5000)).toBe(10);
  });

  it('never waits at pace 0', () => {
    expect(new TokenPacer(0).delay(0)).toBe(0);
    expect(new TokenPacer(0).pause(0)).toBeUndefined();
  });
});

const paceOf = (asked: number | undefined, own: number, waiting: number) =>
  yieldingPace(asked, own, () => waiting > 0)();

describe('the pace that a request asks for', () => {
  it('goes while nobody waits', () => {
    expect([undefined, 0, 5, 500].map((asked) => paceOf(asked, 120, 0))).toEqual([120, 0, 5, 500]);
  });

  it('gives way to the server’s own, where it is slower and others wait', () => {
    expect([undefined, 0, 5, 500].map((asked) => paceOf(asked, 120, 1))).toEqual([
      120, 0, 120, 500,
    ]);
    expect([undefined, 0, 5].map((asked) => paceOf(asked, 0, 1))).toEqual([0, 0, 0]);
  });

  it('changes in the middle of an answer, without a burst', () => {
    let waiting = 0;
    const pacer = new TokenPacer(yieldingPace(5, 100, () => waiting > 0));
    expect(pacer.delay(0)).toBe(200);
    waiting = 1;
    expect(pacer.delay(200)).toBe(10);
    waiting = 0;
    expect(pacer.delay(210)).toBe(200);
  });

  it('never asks more of a timer than it can hold', () => {
    expect(new TokenPacer(1e-9).delay(0)).toBe(60_000);
  });
});
