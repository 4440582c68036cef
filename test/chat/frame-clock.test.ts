import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { browserFrames } from '../../src/chat/run/browser-frames.ts';

let frame: FrameRequestCallback | undefined;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => {
    frame = callback;
    return 1;
  });
  vi.stubGlobal('cancelAnimationFrame', () => {
    frame = undefined;
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it('calls back once with the animation frame, and leaves no timer behind', () => {
  const callback = vi.fn<() => void>();
  browserFrames().request(callback);
  frame?.(0);
  vi.advanceTimersByTime(1000);
  expect(callback).toHaveBeenCalledTimes(1);
  expect(vi.getTimerCount()).toBe(0);
});

it('calls back by a timer where no frame comes, and takes the frame back', () => {
  const callback = vi.fn<() => void>();
  browserFrames().request(callback);
  vi.advanceTimersByTime(249);
  expect(callback).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(callback).toHaveBeenCalledTimes(1);
  expect(frame).toBeUndefined();
});

it('takes a wish back', () => {
  const callback = vi.fn<() => void>();
  const frames = browserFrames();
  frames.request(callback)();
  frames.afterPaint(callback)();
  vi.advanceTimersByTime(1000);
  expect(callback).not.toHaveBeenCalled();
  expect(frame).toBeUndefined();
  expect(vi.getTimerCount()).toBe(0);
});

it('works where there are no frames at all', () => {
  vi.stubGlobal('requestAnimationFrame', undefined);
  const callback = vi.fn<() => void>();
  browserFrames().request(callback);
  vi.advanceTimersByTime(16);
  expect(callback).toHaveBeenCalledTimes(1);
});

it('tells of a paint, but not in a hidden tab', () => {
  const callback = vi.fn<() => void>();
  browserFrames().afterPaint(callback);
  vi.advanceTimersByTime(0);
  expect(callback).toHaveBeenCalledTimes(1);
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  browserFrames().afterPaint(callback);
  vi.advanceTimersByTime(1000);
  expect(callback).toHaveBeenCalledTimes(1);
});
