import type { Clock } from '../clock.ts';
import type { PageSignals } from '../page-signals.ts';

/** What a heartbeat needs. */
export interface HeartbeatOptions {
  readonly clock: Clock;
  readonly page: PageSignals;
  /** Says that this side lives. */
  readonly onBeat: () => void;
  /** Is called once, when the other side has missed two beats. */
  readonly onDead: () => void;
}

/** The heartbeat of one socket. */
export interface Heartbeat {
  /** Begins to beat, every so many milliseconds. */
  readonly start: (everyMs: number) => void;
  /** Notes a sign of life. */
  readonly heard: () => void;
  /** Beats now, out of turn, and gives the other side no more than 5 s for its answer. */
  readonly doubt: () => void;
  /** Stops the heartbeat. */
  readonly stop: () => void;
}

const doubtMs = 5000;

/** Makes a heartbeat. While the page is hidden it goes on as far as the browser lets it, but nobody is found dead. */
export function createHeartbeat({ clock, page, onBeat, onDead }: HeartbeatOptions): Heartbeat {
  let misses = 0;
  let timer: unknown;
  let doubtTimer: unknown;
  return {
    start(everyMs) {
      if (everyMs > 0) beat(everyMs);
    },
    heard() {
      misses = 0;
      clock.clearTimeout(doubtTimer);
    },
    doubt() {
      // A server that wants no heartbeats may not answer one.
      if (timer === undefined) return;
      onBeat();
      clock.clearTimeout(doubtTimer);
      doubtTimer = clock.setTimeout(onDead, doubtMs);
    },
    stop() {
      clock.clearTimeout(timer);
      clock.clearTimeout(doubtTimer);
    },
  };

  function beat(everyMs: number): void {
    onBeat();
    timer = clock.setTimeout(() => {
      misses = page.isHidden() ? 0 : misses + 1;
      if (misses < 2) beat(everyMs);
      else onDead();
    }, everyMs);
  }
}
