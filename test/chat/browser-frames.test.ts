import { expect, it } from 'vitest';
import { cappedFrames } from '../../src/chat/run/browser-frames.ts';
import { manualFrames } from '../../src/testing/manual-frames.ts';

it('lets frames through no more often than it is told, and each wish once', () => {
  const screen = manualFrames();
  let time = 0;
  const frames = cappedFrames(screen, 100, () => time);
  const drawn: number[] = [];
  const ask = () => frames.request(() => drawn.push(time));
  ask();
  for (time = 0; time <= 400; time += 16) {
    const before = drawn.length;
    screen.tick();
    if (drawn.length > before) ask();
  }
  expect(drawn).toEqual([0, 112, 224, 336]);
  expect(frames.frameMs).toBe(100);
});

it('takes a wish back that has been put off', () => {
  const screen = manualFrames();
  let time = 0;
  const frames = cappedFrames(screen, 100, () => time);
  let count = 0;
  frames.request(() => (count += 1));
  screen.tick();
  time = 16;
  const cancel = frames.request(() => (count += 1));
  screen.tick();
  cancel();
  time = 200;
  screen.tick();
  expect(count).toBe(1);
  expect(screen.pending).toBe(0);
});
