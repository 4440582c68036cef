import type { FrameClock } from './frame-clock.ts';

/** Runs `flush` at most once per frame, however often `schedule` is called. */
export class FrameScheduler {
  readonly #frames: FrameClock;
  readonly #flush: () => void;
  #cancelFrame: (() => void) | undefined;
  #cancelPaint: (() => void) | undefined;

  constructor(frames: FrameClock, flush: () => void) {
    this.#frames = frames;
    this.#flush = flush;
  }

  /** Makes sure that a flush comes with the next frame. */
  schedule(): void {
    this.#cancelFrame ??= this.#frames.request(() => {
      this.#cancelFrame = undefined;
      this.#flush();
    });
  }

  /** Flushes now instead of with the next frame. */
  flushNow(): void {
    this.cancel();
    this.#flush();
  }

  /** Calls back once what has just been flushed is painted, unless another flush comes first. */
  afterPaint(callback: () => void): void {
    this.#cancelPaint?.();
    this.#cancelPaint = this.#frames.afterPaint(callback);
  }

  /** Takes everything back that was scheduled. */
  cancel(): void {
    this.#cancelFrame?.();
    this.#cancelPaint?.();
    this.#cancelFrame = undefined;
    this.#cancelPaint = undefined;
  }
}
