// @vitest-environment node
import { expect, it } from 'vitest';
import { FrameRate } from '../../../src/server/sockets/frame-rate.ts';

it('lets so many frames through at once, and so many per second in the long run', () => {
  const clock = { now: 0 };
  const rate = new FrameRate({ burst: 3, perSecond: 2, now: () => clock.now });
  const take = (count: number): boolean[] => Array.from({ length: count }, () => rate.take());
  expect(take(4)).toEqual([true, true, true, false]);
  clock.now += 60_000;
  expect(take(4)).toEqual([true, true, true, false]);
  clock.now += 1000;
  expect(take(2)).toEqual([true, false]);
});
