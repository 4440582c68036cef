import { expect, it } from 'vitest';
import { measuredFrames } from '../../src/streams/measured-frames.ts';
import { settle } from '../../src/testing/manual-clock.ts';
import { manualFrames } from '../../src/testing/manual-frames.ts';

it('counts the frames that did not come, and how long what is drawn takes', async () => {
  const screen = manualFrames();
  let time = 0;
  const frames = measuredFrames(screen, () => time);
  expect(frames.read()).toEqual({ droppedFrames: 0 });
  const draw = async (waitMs: number, renderMs: number) => {
    // What a store tells is rendered in a microtask of its own.
    frames.request(() => queueMicrotask(() => (time += renderMs)));
    time += waitMs;
    screen.tick();
    await settle();
  };
  await draw(16, 3);
  expect(frames.read()).toEqual({ droppedFrames: 0, renderMs: 3 });
  await draw(50, 40);
  expect(frames.read()).toEqual({ droppedFrames: 2, renderMs: 40 });
});

it('calls no frame dropped that a clock with fewer of them leaves out, or that nobody sees', async () => {
  let time = 0;
  let isHidden = false;
  const screen = manualFrames();
  const frames = measuredFrames({ ...screen, frameMs: 100, isHidden: () => isHidden }, () => time);
  frames.request(() => {});
  time += 100;
  screen.tick();
  isHidden = true;
  frames.request(() => {});
  time += 5000;
  screen.tick();
  await settle();
  expect(frames.read().droppedFrames).toBe(0);
});
