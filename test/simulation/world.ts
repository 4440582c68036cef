import type { Clock } from '../../src/transports/clock.ts';
import type { FrameClock } from '../../src/chat/run/frame-clock.ts';
import { createRandom, type Random } from './random.ts';

interface Timer {
  at: number;
  readonly callback: () => void;
  readonly isClient: boolean;
}

/** Virtual time: what is due happens in order, and between two things that happen no time passes. */
export class World {
  readonly random: Random;
  readonly trace: string[] = [];
  readonly clock: Clock;
  readonly frames: FrameClock;
  /** Milliseconds since the beginning. */
  now = 0;
  readonly #timers = new Set<Timer>();
  // What waits for a frozen page; undefined while it runs.
  #held: Set<Timer> | undefined;
  #skewMs = 0;

  constructor(seed: number) {
    this.random = createRandom(seed);
    this.clock = {
      now: () => this.now + this.#skewMs,
      setTimeout: (callback, ms) => this.#add(callback, ms, true),
      clearTimeout: (handle) => this.cancel(handle),
    };
    this.frames = {
      request: (callback) => this.#frame(callback, 16),
      afterPaint: (callback) => this.#frame(callback, 0),
    };
  }

  /** Timers that the client has set and not taken back. */
  get clientTimers(): number {
    const held = this.#held?.size ?? 0;
    return held + [...this.#timers].filter(({ isClient }) => isClient).length;
  }

  /** Lets something happen in the world, whether the page is frozen or not. */
  after(ms: number, callback: () => void): unknown {
    return this.#add(callback, ms, false);
  }

  /** Takes back what was to happen. */
  cancel(handle: unknown): void {
    if (!isTimer(handle)) return;
    this.#timers.delete(handle);
    this.#held?.delete(handle);
  }

  /** Lets something reach the page: now, or when it is no longer frozen. */
  reach(callback: () => void): void {
    if (this.#held) this.#held.add({ at: this.now, callback, isClient: false });
    else callback();
  }

  /** Stops the page: its timers and what reaches it wait. */
  freeze(): void {
    this.#held ??= new Set();
  }

  /** Lets the page go on, with all that waited. */
  thaw(): void {
    const held = this.#held;
    this.#held = undefined;
    for (const timer of held ?? []) {
      timer.at = this.now;
      this.#timers.add(timer);
    }
  }

  /** Moves the page's clock on, as a machine that slept does. */
  jump(ms: number): void {
    this.#skewMs += ms;
  }

  /** Writes down what happens. */
  note(text: string): void {
    this.trace.push(`${(this.now / 1000).toFixed(3).padStart(9)}  ${text}`);
  }

  /** Lets the next thing happen; false when nothing more is due. */
  step(): boolean {
    let next: Timer | undefined;
    for (const timer of this.#timers) if (!next || timer.at < next.at) next = timer;
    if (!next) return false;
    this.#timers.delete(next);
    this.now = Math.max(this.now, next.at);
    if (this.#held && next.isClient) this.#held.add(next);
    else next.callback();
    return true;
  }

  #add(callback: () => void, ms: number, isClient: boolean): Timer {
    const timer = { at: this.now + Math.max(0, ms), callback, isClient };
    this.#timers.add(timer);
    return timer;
  }

  #frame(callback: () => void, ms: number): () => void {
    const timer = this.#add(callback, ms, true);
    return () => this.cancel(timer);
  }
}

function isTimer(handle: unknown): handle is Timer {
  return typeof handle === 'object' && handle !== null && 'callback' in handle;
}
