import type { FrameClock } from '../chat/run/frame-clock.ts';

/** Frames of which one comes only so long after the one before. */
export interface PacedFrames {
  /** Calls back once at the next frame that is not too early; the returned function takes the wish back. */
  request(callback: () => void): () => void;
}

// A field lays all of its text out with each change: of a large one fewer changes are shown, each with all that has come.
const smallLength = 20_000;
const charactersPerMs = 2500;
const mostMs = 100;

/** Whether a text is small enough to be laid out in each frame. */
export function isSmall(length: number): boolean {
  return length < smallLength;
}

/** How long a change of a text is shown before the next one, in milliseconds: nothing but a frame up to 20 KB, 40 for 100 KB, 100 at most. */
export function pauseOf(length: number): number {
  return isSmall(length) ? 0 : Math.min(mostMs, length / charactersPerMs);
}

/** Frames with a pause between them; the first after a longer one comes at once. */
export function pacedFrames(
  frames: Pick<FrameClock, 'request'>,
  pauseMs: () => number,
  now: () => number = () => performance.now(),
): PacedFrames {
  let last = -Infinity;
  return {
    request(callback) {
      const run = () => {
        last = now();
        callback();
      };
      const wait = last + pauseMs() - now();
      if (wait <= 0) return frames.request(run);
      let cancel = () => clearTimeout(timer);
      const timer = setTimeout(() => (cancel = frames.request(run)), wait);
      return () => cancel();
    },
  };
}
