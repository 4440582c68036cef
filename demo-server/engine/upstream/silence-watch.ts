/** Ends what has been silent for too long. */
export class SilenceWatch {
  readonly #ms: number;
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  /** @param ms How long it may be silent, in milliseconds. */
  constructor(ms: number) {
    this.#ms = ms;
    this.heard();
  }

  /** Aborted when it was silent for too long. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Notes a sign of life. */
  heard(): void {
    if (this.#timer) this.#timer.refresh();
    else this.#timer = setTimeout(() => this.#controller.abort(), this.#ms).unref();
  }

  /** Watches no longer. */
  stop(): void {
    clearTimeout(this.#timer);
  }
}
