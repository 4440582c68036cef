// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScriptedEngine } from '../../../demo-server/engine/scripted-engine.ts';
import { QueueWait } from '../../../demo-server/server/queue-wait.ts';
import { createRandom } from '../../simulation/random.ts';
import { ChatError } from '../../../src/protocol/index.ts';

const meanOf = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function meanWait(waiting: number, parallel: number, busyMs: number): number {
  const random = evenly(100);
  const waits = Array.from({ length: 100 }, () =>
    new QueueWait({ busyMs, random, now: () => 0 }).send({ waiting, parallel }),
  );
  return meanOf(waits);
}

interface Crowd {
  /** What one answer takes on the average, in milliseconds. */
  readonly busyMs: number;
  /** Everybody's wait when he is refused, in milliseconds. @default what he is told */
  readonly waitMs?: number;
  readonly seed: number;
}

const places = 8;
const line = 32;

/** Plays in a time of its own how 200 are served who ask at once and come again when they are told to. */
function serveCrowd({ busyMs, waitMs, seed }: Crowd) {
  const chance = createRandom(seed);
  const random = () => chance.next();
  let now = 0;
  const wait = new QueueWait({ now: () => now, random });
  const coming: { at: number; isEnd: boolean }[] = Array.from({ length: 200 }, (_, index) => ({
    at: index / 2,
    isEnd: false,
  }));
  const state = { active: 0, waiting: 0, tries: 0 };
  const start = () => {
    state.active++;
    coming.push({ at: now + busyMs * (0.5 + random()), isEnd: true });
  };
  for (;;) {
    const next = coming.reduce((first, one) => (one.at < first.at ? one : first), {
      at: Infinity,
      isEnd: false,
    });
    if (next.at === Infinity) return { ms: now, tries: state.tries };
    coming.splice(coming.indexOf(next), 1);
    now = next.at;
    if (next.isEnd) {
      state.active--;
      wait.measure(busyMs);
      if (state.waiting > 0) start();
      state.waiting = Math.max(0, state.waiting - 1);
      continue;
    }
    state.tries++;
    if (state.active < places) start();
    else if (state.waiting < line) state.waiting++;
    else {
      const told = wait.send({ waiting: state.waiting, parallel: places });
      // As HTTP's field says it.
      coming.push({ at: now + (waitMs ?? Math.ceil(told / 1000) * 1000), isEnd: false });
    }
  }
}

/** A chance that takes the middle of each step in turn, so that means are exact. */
function evenly(steps: number): () => number {
  let step = 0;
  return () => ((step++ % steps) + 0.5) / steps;
}

describe('a crowd that comes again when it is told to', () => {
  it.each([50, 400, 3000, 10_000])(
    'is served in no more than 1.03 of the time of a wait of two seconds, and with fewer tries (answers of %i ms)',
    (busyMs) => {
      const seeds = Array.from({ length: 10 }, (_, index) => index + 1);
      const told = seeds.map((seed) => serveCrowd({ busyMs, seed }));
      const fixed = seeds.map((seed) => serveCrowd({ busyMs, seed, waitMs: 2000 }));
      const ms = (all: typeof told) => meanOf(all.map((crowd) => crowd.ms));
      const tries = (all: typeof told) => meanOf(all.map((crowd) => crowd.tries));
      expect(ms(told)).toBeLessThan(ms(fixed) * 1.03);
      expect(tries(told)).toBeLessThan(tries(fixed));
    },
  );
});

describe('the wait before a full line', () => {
  it('is whole milliseconds from one second to the longest, whatever the load', () => {
    const law = fc.property(
      fc.nat(300),
      fc.integer({ min: 1, max: 256 }),
      fc.nat(10_000_000),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (waiting, parallel, busyMs, chance) => {
        const wait = new QueueWait({ random: () => chance, now: () => 0 });
        for (let count = 0; count < 20; count++) wait.measure(busyMs);
        for (let count = 0; count < 20; count++) {
          const waitMs = wait.send({ waiting, parallel });
          expect(Number.isInteger(waitMs) && waitMs >= 1000 && waitMs <= 120_000).toBe(true);
        }
      },
    );
    fc.assert(law);
  });

  it('grows with the line and with the answers, and shrinks with the places', () => {
    expect(meanWait(32, 4, 8000)).toBeGreaterThan(1.8 * meanWait(16, 4, 8000));
    expect(meanWait(32, 4, 8000)).toBeGreaterThan(1.8 * meanWait(32, 4, 4000));
    expect(meanWait(32, 4, 8000)).toBeGreaterThan(1.8 * meanWait(32, 8, 8000));
  });

  it('follows what answers take now', () => {
    const wait = new QueueWait({ busyMs: 60_000, random: () => 0.5, now: () => 0 });
    for (let count = 0; count < 30; count++) wait.measure(100);
    expect(wait.send({ waiting: 32, parallel: 8 })).toBe(1000);
  });

  it('is made no longer than for four lines by whoever knocks all the time', () => {
    const wait = new QueueWait({ busyMs: 1000, random: () => 0.999, now: () => 0 });
    for (let count = 0; count < 100_000; count++) wait.send({ waiting: 10, parallel: 10 });
    expect(wait.send({ waiting: 10, parallel: 10 })).toBeLessThanOrEqual(4 * 11 * 100);
  });

  it('goes into the refusal of a full line, and into no other error', () => {
    const engine = new ScriptedEngine({ parallel: 1 });
    Object.assign(engine, { load: () => ({ active: 1, waiting: 32 }) });
    const wait = new QueueWait({ busyMs: 3000, random: () => 0.5 });
    const full = new ChatError('overloaded', 'Full.', { status: 503, retryAfterMs: 2000 });
    expect(wait.date(full, engine)).toMatchObject({
      code: 'overloaded',
      message: 'Full.',
      status: 503,
      retryAfterMs: 49_000,
    });
    const others = [new ChatError('bad-request', 'No.'), new TypeError('no')];
    expect(others.map((error) => wait.date(error, engine))).toEqual(others);
    Object.assign(engine, { load: () => ({ active: 0, waiting: 0 }) });
    expect(wait.date(full, engine)).toBe(full);
  });
});
