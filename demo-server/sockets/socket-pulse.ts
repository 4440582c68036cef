/** Whom a pulse tells. */
export interface PulseListener {
  /** Says to the other side that this one lives. @param t The time, in milliseconds since the epoch. */
  beat(t: number): void;
  /** The other side has missed two beats. */
  dead(): void;
}

/** The heartbeat of one socket: whatever the other side says proves that it lives. */
export class SocketPulse {
  readonly #listener: PulseListener;
  #misses = 0;
  #timer: NodeJS.Timeout;

  /** Begins to wait for the first word, which may take two beats. */
  constructor(everyMs: number, listener: PulseListener) {
    this.#listener = listener;
    this.#timer = setInterval(() => this.#miss(), everyMs);
    this.#timer.unref();
  }

  /** Notes a sign of life. */
  heard(): void {
    this.#misses = 0;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #miss(): void {
    this.#misses += 1;
    if (this.#misses > 2) this.#listener.dead();
    else this.#listener.beat(Date.now());
  }
}
