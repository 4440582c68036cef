import type { World } from './world.ts';

interface WorldTimer {
  readonly world: World;
  handle: unknown;
}

const real = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  clearInterval: globalThis.clearInterval,
  now: performance.now.bind(performance),
};

// Whose time it is; outside of all worlds it is everybody's.
let current: World | undefined;

/** Does something in the time of a world, and all that follows from it without time passing. */
export async function inTimeOf<T>(world: World, act: () => T): Promise<T> {
  current = world;
  const result = act();
  await settled();
  current = undefined;
  return result;
}

/** Promises settle before the next macrotask; a body that is read may take two. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 2; turns++) await new Promise((resolve) => setImmediate(resolve));
}

/** Gives the timers and the clock of this process to the worlds; returns what takes them back. */
export function takeTimers(): () => void {
  Object.assign(globalThis, {
    setTimeout: (callback: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) =>
      set(() => callback(...given), ms),
    setInterval: repeat,
    clearTimeout: clear,
    clearInterval: clear,
  });
  performance.now = () => current?.now ?? real.now();
  return () => {
    const { now, ...timers } = real;
    Object.assign(globalThis, timers);
    performance.now = now;
  };
}

function set(callback: () => void, ms = 0): unknown {
  if (!current) return real.setTimeout(callback, ms);
  return { world: current, handle: current.after(ms, callback) } satisfies WorldTimer;
}

function repeat(callback: () => void, ms = 0): unknown {
  const world = current;
  if (!world) return real.setInterval(callback, ms);
  const timer: WorldTimer = { world, handle: undefined };
  const next = (): void => {
    timer.handle = world.after(ms, () => {
      next();
      callback();
    });
  };
  next();
  return timer;
}

function clear(timer: unknown): void {
  if (isWorldTimer(timer)) timer.world.cancel(timer.handle);
  else real.clearTimeout(timer as number | undefined);
}

function isWorldTimer(timer: unknown): timer is WorldTimer {
  return typeof timer === 'object' && timer !== null && 'world' in timer && 'handle' in timer;
}
