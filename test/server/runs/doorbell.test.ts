// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { Doorbell } from '../../../src/server/runs/doorbell.ts';
import { eventually } from '../../eventually.ts';

describe('Doorbell', () => {
  it('wakes its listeners once for all the rings of one moment, and again for the next', async () => {
    const bell = new Doorbell();
    let woken = 0;
    bell.listen(() => woken++);
    bell.ring();
    bell.ring();
    expect(woken).toBe(0);
    await Promise.resolve();
    expect(woken).toBe(1);
    bell.ring();
    // Where waking took long, after a rest.
    await eventually(() => expect(woken).toBe(2));
  });

  it('wakes nobody who has left', async () => {
    const bell = new Doorbell();
    let woken = 0;
    const off = bell.listen(() => woken++);
    bell.ring();
    off();
    await Promise.resolve();
    expect(woken).toBe(0);
  });

  it('gives those who are slow to wake time for other work, and wakes them for what they missed', async () => {
    const bell = new Doorbell();
    let woken = 0;
    const seen: number[] = [];
    let rung = 0;
    bell.listen(() => {
      woken++;
      seen.push(rung);
      const until = performance.now() + 10;
      while (performance.now() < until);
    });
    for (rung = 1; rung < 20; rung++) {
      bell.ring();
      await Promise.resolve();
    }
    bell.ring();
    while (seen.at(-1) !== rung) await bell.wait(1);
    expect(woken).toBeLessThan(5);
  });
});
