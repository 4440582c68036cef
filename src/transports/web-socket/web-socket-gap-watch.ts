import type { Clock } from '../clock.ts';
import type { MissingRange } from './web-socket-window.ts';

/** What a gap watch needs and what it asks for. */
export interface GapWatchOptions {
  readonly clock: Clock;
  /** Asks for the missing events. */
  readonly onNack: (missing: MissingRange) => void;
  /** Asks for everything from the gap on. */
  readonly onGiveUp: () => void;
}

/** Watches one run for a gap that does not close. */
export interface GapWatch {
  /** Tells what is missing now. */
  readonly look: (missing: MissingRange | undefined) => void;
  /** Ends the watch until the next `look`. */
  readonly stop: () => void;
}

const firstMs = 50;
const maxNacks = 3;

/** Makes a watch that asks 50 ms after a gap has opened, then after 100 and 200 ms more, and gives up after another 400. */
export function createGapWatch({ clock, onNack, onGiveUp }: GapWatchOptions): GapWatch {
  let missing: MissingRange | undefined;
  let nacks = 0;
  let timer: unknown;
  return {
    look(now) {
      const isSame = now?.from === missing?.from;
      missing = now;
      if (isSame) return;
      clock.clearTimeout(timer);
      nacks = 0;
      if (now) wait();
    },
    stop,
  };

  function wait(): void {
    timer = clock.setTimeout(ask, firstMs * 2 ** nacks);
  }

  function ask(): void {
    if (!missing) return;
    if (nacks === maxNacks) {
      stop();
      onGiveUp();
      return;
    }
    nacks += 1;
    onNack(missing);
    wait();
  }

  function stop(): void {
    clock.clearTimeout(timer);
    missing = undefined;
  }
}
