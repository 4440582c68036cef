import { pageFrames, type FrameClock } from './frame-clock.ts';

/** Options of {@link browserFrames}. */
export interface BrowserFramesOptions {
  /** The most frames a second, for a page whose frames are costly to draw. @default as many as the screen has */
  readonly maxFps?: number | undefined;
}

/**
 * The page's animation frames, with a timer of 250 ms beside them for hidden tabs, so that callbacks and memory never wait
 * for a frame that does not come. Works without a DOM by the timer alone. With `maxFps` frames in between are skipped.
 */
export function browserFrames({ maxFps = Infinity }: BrowserFramesOptions = {}): FrameClock {
  return maxFps < Infinity ? cappedFrames(pageFrames(), 1000 / maxFps) : pageFrames();
}

// A frame that comes this much too early is the right one: screens are not exact.
const toleranceMs = 2;

/** Lets a clock's frames through no more often than every `frameMs` milliseconds. */
export function cappedFrames(
  frames: FrameClock,
  frameMs: number,
  now: () => number = () => performance.now(),
): FrameClock {
  let last = -Infinity;
  return { ...frames, frameMs, request };

  function request(callback: () => void): () => void {
    let cancel = frames.request(look);
    return () => cancel();

    function look(): void {
      const time = now();
      if (time - last < frameMs - toleranceMs) {
        cancel = frames.request(look);
        return;
      }
      last = time;
      callback();
    }
  }
}
