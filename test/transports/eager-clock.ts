import type { Clock } from '../../src/transports/clock.ts';

/** A clock on which waits pass at once and are written down; limits of a minute and more never run out. */
export interface EagerClock extends Clock {
  readonly waits: readonly number[];
}

/** Makes an eager clock. */
export function eagerClock(): EagerClock {
  const waits: number[] = [];
  return {
    waits,
    now: () => 0,
    setTimeout(callback, ms) {
      if (ms >= 60_000) return undefined;
      waits.push(ms);
      return setImmediate(callback);
    },
    clearTimeout() {},
  };
}
