import type { Clock } from '../transports/clock.ts';

/** A clock that stands still until the test moves it. */
export interface ManualClock extends Clock {
  /** Timers that wait; 0 means that nothing was left behind. */
  readonly pending: number;
  /** Moves the time on by `ms` (0: only what is due now), one timer at a time, letting promises settle after each. */
  advance(ms: number): Promise<void>;
}

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** Makes a clock that begins at `start` milliseconds and moves only by `advance`. */
export function manualClock(start = 0): ManualClock {
  const timers = new Map<number, Timer>();
  let time = start;
  let made = 0;

  return {
    now: () => time,
    setTimeout(callback, ms) {
      made += 1;
      timers.set(made, { at: time + Math.max(0, ms), callback });
      return made;
    },
    clearTimeout(handle) {
      if (typeof handle === 'number') timers.delete(handle);
    },
    get pending() {
      return timers.size;
    },
    async advance(ms) {
      const until = time + ms;
      await settle();
      for (let next = nextDue(until); next; next = nextDue(until)) {
        const [handle, timer] = next;
        timers.delete(handle);
        time = Math.max(time, timer.at);
        timer.callback();
        await settle();
      }
      time = until;
    },
  };

  function nextDue(until: number): [number, Timer] | undefined {
    let next: [number, Timer] | undefined;
    for (const entry of timers) {
      if (entry[1].at <= until && (!next || entry[1].at < next[1].at)) next = entry;
    }
    return next;
  }
}

// Taken before a test puts a fake one in its place.
const later = setTimeout;

/** Waits until the promises that are under way have settled, as far as they need no timer and no network. */
export function settle(): Promise<void> {
  // Under Jest, jsdom has no channels.
  if (typeof MessageChannel === 'undefined')
    return new Promise((resolve) => void later(resolve, 0));
  // A message is a macrotask of its own: it comes after all microtasks, and fake timers leave it alone.
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const arrived = () => {
      port1.close();
      resolve();
    };
    port1.addEventListener('message', arrived);
    port1.start();
    port2.postMessage(undefined);
  });
}
