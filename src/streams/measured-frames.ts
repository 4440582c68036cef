import type { FrameClock } from '../chat/run/frame-clock.ts';

/** A clock that measures the frames it gives. */
export interface MeasuredFrames extends FrameClock {
  /** What was measured so far. */
  readonly read: () => { readonly droppedFrames: number; readonly renderMs?: number };
}

const screenFrameMs = 1000 / 60;
const keptSamples = 128;

/**
 * Measures the frames of a clock: those that should have come while one was waited for and did not, and how long what is
 * drawn in a frame takes to render. Frames that nobody sees are not measured.
 */
export function measuredFrames(frames: FrameClock, now: () => number): MeasuredFrames {
  const samples: number[] = [];
  let droppedFrames = 0;
  return {
    ...frames,
    request(callback) {
      const asked = now();
      return frames.request(() => {
        const started = now();
        if (!frames.isHidden?.()) noteWait(started - asked);
        callback();
        // React renders what a store tells it in a microtask that stands before these.
        queueMicrotask(() => queueMicrotask(() => keep(now() - started)));
      });
    },
    read: () => ({ droppedFrames, ...(samples.length > 0 && { renderMs: slow(samples) }) }),
  };

  function noteWait(waitedMs: number): void {
    const frameMs = frames.frameMs ?? screenFrameMs;
    // Half a frame is how exact a screen is.
    droppedFrames += Math.max(0, Math.floor((waitedMs - frameMs / 2) / frameMs));
  }

  function keep(sample: number): void {
    samples.push(sample);
    if (samples.length > keptSamples) samples.shift();
  }
}

function slow(samples: readonly number[]): number {
  return samples.toSorted((one, other) => one - other)[Math.floor(samples.length * 0.95)]!;
}
