import type { FrameClock } from './frame-clock.ts';

/** Runs one function at most once per frame. */
export interface FrameScheduler {
  /** Makes sure that a flush comes with the next frame. */
  readonly schedule: () => void;
  /** Flushes now instead of with the next frame. */
  readonly flushNow: () => void;
  /** Calls back once what has just been flushed is painted, unless another flush comes first. */
  readonly afterPaint: (callback: () => void) => void;
  /** Takes everything back that was scheduled. */
  readonly cancel: () => void;
}

/** Makes a scheduler that runs `flush` at most once per frame, however often `schedule` is called. */
export function createFrameScheduler(frames: FrameClock, flush: () => void): FrameScheduler {
  let cancelFrame: (() => void) | undefined;
  let cancelPaint: (() => void) | undefined;
  return {
    schedule() {
      cancelFrame ??= frames.request(flushNow);
    },
    flushNow,
    afterPaint(callback) {
      cancelPaint?.();
      cancelPaint = frames.afterPaint(callback);
    },
    cancel,
  };

  function flushNow(): void {
    cancel();
    flush();
  }

  function cancel(): void {
    cancelFrame?.();
    cancelPaint?.();
    cancelFrame = undefined;
    cancelPaint = undefined;
  }
}
