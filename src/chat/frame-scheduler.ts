import type { FrameClock } from './frame-clock.ts';

/** Runs `flush` at most once per frame, however often `schedule` is called. */
export class FrameScheduler {
  readonly #frames: FrameClock;
  readonly #flush: () => void;
  #cancel: (() => void) | undefined;

  constructor(frames: FrameClock, flush: () => void) {
    this.#frames = frames;
    this.#flush = flush;
  }

  /** Makes sure that a flush comes with the next frame. */
  schedule(): void {
    this.#cancel ??= this.#frames.request(() => {
      this.#cancel = undefined;
      this.#flush();
    });
  }

  /** Flushes now instead of with the next frame. */
  flushNow(): void {
    this.cancel();
    this.#flush();
  }

  /** Takes a scheduled flush back. */
  cancel(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
