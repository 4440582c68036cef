// @vitest-environment node
import { expect, it, vi } from 'vitest';
import { manualClock } from '../../src/testing/manual-clock.ts';
import { manualFrames } from '../../src/testing/manual-frames.ts';

it('calls timers in the order of their time, also those that timers set', async () => {
  const clock = manualClock();
  const calls: string[] = [];
  clock.setTimeout(() => calls.push(`late at ${clock.now()}`), 30);
  clock.setTimeout(() => {
    calls.push(`early at ${clock.now()}`);
    clock.setTimeout(() => calls.push(`nested at ${clock.now()}`), 10);
  }, 10);
  await clock.advance(30);
  expect(calls).toEqual(['early at 10', 'nested at 20', 'late at 30']);
  expect(clock.now()).toBe(30);
});

it('lets promises settle between two timers', async () => {
  const clock = manualClock();
  const calls: string[] = [];
  clock.setTimeout(() => void Promise.resolve().then(() => calls.push('promise')), 1);
  clock.setTimeout(() => calls.push('timer'), 2);
  await clock.advance(5);
  expect(calls).toEqual(['promise', 'timer']);
});

it('forgets a timer that was taken back', async () => {
  const clock = manualClock();
  const callback = vi.fn<() => void>();
  const handle = clock.setTimeout(callback, 10);
  expect(clock.pending).toBe(1);
  clock.clearTimeout(handle);
  expect(clock.pending).toBe(0);
  await clock.advance(20);
  expect(callback).not.toHaveBeenCalled();
});

it('passes one frame and its paint at each tick', () => {
  const frames = manualFrames();
  const calls: string[] = [];
  frames.request(() => {
    calls.push('frame');
    frames.request(() => calls.push('next frame'));
    frames.afterPaint(() => calls.push('paint'));
  });
  frames.tick();
  expect(calls).toEqual(['frame', 'paint']);
  frames.tick();
  expect(calls).toEqual(['frame', 'paint', 'next frame']);
  expect(frames.pending).toBe(0);
  expect(frames.requested).toBe(2);
});

it('takes a frame and a paint back', () => {
  const frames = manualFrames();
  const callback = vi.fn<() => void>();
  const cancels = [frames.request(callback), frames.afterPaint(callback)];
  for (const cancel of cancels) cancel();
  frames.tick();
  expect(callback).not.toHaveBeenCalled();
});
