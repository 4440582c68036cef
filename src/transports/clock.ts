/** The time a transport runs on. */
export interface Clock {
  /** Milliseconds since some beginning; never goes back. */
  now(): number;
  /** Calls back once after `ms` milliseconds; returns a handle for `clearTimeout`. */
  setTimeout(callback: () => void, ms: number): unknown;
  /** Takes a timer back. */
  clearTimeout(handle: unknown): void;
}

/** The page's own time. */
export const systemClock: Clock = {
  now: () => performance.now(),
  setTimeout: (callback, ms) => setTimeout(callback, ms),
  clearTimeout: (handle) => {
    if (isTimer(handle)) clearTimeout(handle);
  },
};

// A browser's handle is a number, Node's an object.
function isTimer(handle: unknown): handle is ReturnType<typeof setTimeout> {
  return handle !== undefined;
}
