// @vitest-environment node
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { simulateText } from './simulate-text.ts';

// SIMULATION_SEED=7 repeats one schedule; SIMULATION_RUNS=100000 runs more of them.
const schedules = Number(process.env['SIMULATION_RUNS'] ?? 1000);
const replayed = process.env['SIMULATION_SEED'];
// On a busy machine; alone it takes some seconds.
const patient = { timeout: 600_000 };

// Loaded with the first document, which takes longer than any turn of a faked clock.
beforeAll(async () => {
  await import('../../../src/server/documents/server-document.ts');
  vi.useFakeTimers();
});
afterAll(() => vi.useRealTimers());

it(
  'comes to the same text everywhere, whatever is edited, written, cut and restarted',
  patient,
  async () => {
    const seeds =
      replayed === undefined ? Array.from({ length: schedules }, (_, n) => n) : [Number(replayed)];
    const broken: string[] = [];
    for (const seed of seeds) {
      const violations = await simulateText(seed);
      if (violations.length > 0) broken.push(`SIMULATION_SEED=${seed}: ${violations.join('; ')}`);
      if (broken.length >= 3) break;
    }
    expect(broken).toEqual([]);
  },
);
