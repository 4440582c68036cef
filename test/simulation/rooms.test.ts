// @vitest-environment node
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { simulateRoom } from './room-world.ts';

const schedules = Math.ceil(Number(process.env['SIMULATION_RUNS'] ?? 5000) / 50);
const replayed = process.env['SIMULATION_SEED'];
const patient = { timeout: 300_000 };

// SIMULATION_SEED=7 repeats one schedule; SIMULATION_RUNS=100000 runs more of them.
describe('a room of two to eight people, two servers and their faults', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    // The real one takes its own time, which no seed repeats.
    vi.spyOn(crypto.subtle, 'digest').mockImplementation(async (_, data) => {
      const hash = createHash('sha256').update(new Uint8Array(data as ArrayBuffer));
      return Uint8Array.from(hash.digest()).buffer;
    });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('is the same for all, with nothing lost, doubled or stuck', patient, async () => {
    const seeds =
      replayed === undefined
        ? Array.from({ length: schedules }, (_, seed) => seed)
        : [Number(replayed)];
    for (const seed of seeds) {
      const faults = await simulateRoom(seed);
      expect(`SIMULATION_SEED=${seed}\n${faults.slice(0, 3).join('\n')}`).toBe(
        `SIMULATION_SEED=${seed}\n`,
      );
    }
  });
});
