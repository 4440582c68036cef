import { restUnnoticed } from '../runs/rest-unnoticed.ts';

/** Whom a pulse tells. */
export interface PulseListener {
  /** Says to the other side that this one lives. @param t The time, in milliseconds since the epoch. */
  beat(t: number): void;
  /** The other side has not said its first word in time, or has missed two beats. */
  dead(): void;
}

/** The times of a pulse, in milliseconds. */
export interface PulseTimes {
  /** How often both sides say that they live. */
  readonly heartbeatMs: number;
  /** How long the first word may take. */
  readonly helloMs: number;
}

/** The heartbeat of one socket: from its first word on, whatever the other side says proves that it lives. */
export class SocketPulse {
  readonly #listener: PulseListener;
  readonly #hello: ReturnType<typeof setTimeout>;
  readonly #timer: ReturnType<typeof setInterval>;
  #misses = 0;

  /** Begins to wait for the first word. */
  constructor({ heartbeatMs, helloMs }: PulseTimes, listener: PulseListener) {
    this.#listener = listener;
    this.#hello = restUnnoticed(setTimeout(() => listener.dead(), helloMs));
    this.#timer = restUnnoticed(setInterval(() => this.#miss(), heartbeatMs));
  }

  /** Notes a sign of life. */
  heard(): void {
    this.#misses = 0;
    clearTimeout(this.#hello);
  }

  /** Says and expects nothing more. */
  stop(): void {
    clearTimeout(this.#hello);
    clearInterval(this.#timer);
  }

  #miss(): void {
    this.#misses += 1;
    if (this.#misses > 2) this.#listener.dead();
    else this.#listener.beat(Date.now());
  }
}
