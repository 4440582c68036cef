// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { Profile } from './schedule.ts';
import { simulate } from './simulate.ts';
import type { Outcome } from './simulation.ts';

const side = 250;
const schedules = Number(process.env['SIMULATION_RUNS'] ?? 5000);
const replayed = process.env['SIMULATION_SEED'];
const allEnds = ['complete', 'aborted', 'truncated', 'error', 'expired'];

/** Runs as many schedules as asked for, or the one that is to be seen again. */
async function runAll(profile: Profile): Promise<Outcome[]> {
  if (replayed !== undefined) return simulate([Number(replayed)], profile);
  const outcomes: Outcome[] = [];
  for (let first = 0; first < schedules; first += side) {
    const seeds = Array.from({ length: side }, (_, index) => first + index);
    outcomes.push(...(await simulate(seeds, profile)));
  }
  return outcomes;
}

/** Says what went wrong, and how to see it again. */
function report(outcomes: readonly Outcome[]): string {
  const broken = outcomes.filter(({ violations }) => violations.length > 0);
  return broken
    .slice(0, 3)
    .map(({ seed, violations, trace }) => {
      const rules = violations.map(({ rule, what }) => `${rule}: ${what}`).join('\n');
      return `SIMULATION_SEED=${seed} (1 of ${broken.length})\n${rules}\n${trace.slice(-60).join('\n')}`;
    })
    .join('\n\n');
}

// SIMULATION_SEED=7 repeats one schedule of each kind; SIMULATION_RUNS=100000 runs more of them.
describe('a chat over HTTP, in a simulated world', () => {
  it('shows every answer whole when no more goes wrong than can be mended', async () => {
    const outcomes = await runAll('mild');
    expect(report(outcomes)).toBe('');
  });

  it('shows nothing wrong, whatever goes wrong', async () => {
    const outcomes = await runAll('wild');
    expect(report(outcomes)).toBe('');
    // The schedules are worth something only if all of it happens.
    const ends = new Set(outcomes.flatMap((outcome) => outcome.ends));
    expect(ends).toEqual(replayed === undefined ? new Set(allEnds) : ends);
  });
});
