import type { FrameClock } from '../chat/run/frame-clock.ts';

/** Animation frames that come when the test says so. */
export interface ManualFrames extends FrameClock {
  /** Callbacks that wait for a frame or a paint; 0 means that nothing was left behind. */
  readonly pending: number;
  /** Frames that were asked for so far. */
  readonly requested: number;
  /** Lets one frame pass and then its paint; what is asked for meanwhile waits for the next one. */
  tick(): void;
}

/** Makes a frame clock that moves only by `tick`: pass it as `frames` to a chat. */
export function manualFrames(): ManualFrames {
  const frames = new Set<() => void>();
  const paints = new Set<() => void>();
  let requested = 0;

  return {
    request(callback) {
      requested += 1;
      return enqueue(frames, callback);
    },
    afterPaint: (callback) => enqueue(paints, callback),
    get pending() {
      return frames.size + paints.size;
    },
    get requested() {
      return requested;
    },
    tick() {
      runAll(frames);
      runAll(paints);
    },
  };
}

function enqueue(queue: Set<() => void>, callback: () => void): () => void {
  // A wrapper of its own, so that one callback asked for twice is called twice.
  const entry = () => callback();
  queue.add(entry);
  return () => queue.delete(entry);
}

function runAll(queue: Set<() => void>): void {
  const due = Array.from(queue);
  for (const callback of due) {
    if (queue.delete(callback)) callback();
  }
}
