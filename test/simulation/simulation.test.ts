// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { Wire } from './connect.ts';
import type { Profile } from './schedule.ts';
import { simulate } from './simulate.ts';
import type { Outcome } from './simulation.ts';

const side = 250;
// Of each kind.
const schedules = Number(process.env['SIMULATION_RUNS'] ?? 5000);
// On a busy machine; alone it takes less than half a minute.
const patient = { timeout: 300_000 };
const replayed = process.env['SIMULATION_SEED'];

/** Runs as many schedules as asked for, or the one that is to be seen again. */
async function runAll(profile: Profile, wire: Wire, share = 1): Promise<Outcome[]> {
  if (replayed !== undefined) return simulate([Number(replayed)], profile, {}, wire);
  const outcomes: Outcome[] = [];
  for (let first = 0; first < schedules * share; first += side) {
    const seeds = Array.from({ length: side }, (_, index) => first + index);
    outcomes.push(...(await simulate(seeds, profile, {}, wire)));
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
describe.each([
  {
    name: 'HTTP',
    wire: 'http',
    share: 1,
    ends: ['complete', 'aborted', 'truncated', 'error', 'expired'],
  },
  {
    name: 'a WebSocket',
    wire: 'socket',
    share: 0.3,
    ends: ['complete', 'aborted', 'truncated', 'error'],
  },
  {
    name: 'HTTP to a server that knows no runs',
    wire: 'stranger',
    share: 0.5,
    ends: ['complete', 'aborted', 'truncated', 'error'],
  },
  {
    name: 'HTTP to a server of rivulet/server',
    wire: 'library',
    share: 0.1,
    ends: ['complete', 'aborted', 'truncated', 'error'],
  },
] as const)('a chat over $name, in a simulated world', ({ wire, share, ends }) => {
  it('shows nothing wrong, whatever goes wrong', patient, async () => {
    const outcomes = await runAll('wild', wire, share);
    expect(report(outcomes)).toBe('');
    // The schedules are worth something only if all of it happens.
    const seen = new Set(outcomes.flatMap((outcome) => outcome.ends));
    const unseen = ends.filter((end) => !seen.has(end));
    expect(replayed === undefined ? unseen : []).toEqual([]);
  });
});

// What a server has lost that knows no runs, nobody mends.
it.each([
  ['HTTP', 'http', 1],
  ['a WebSocket', 'socket', 0.3],
  ['HTTP to a server of rivulet/server', 'library', 0.1],
] as const)(
  'a chat over %s shows every answer whole when no more goes wrong than can be mended',
  patient,
  async (_, wire, share) => {
    const outcomes = await runAll('mild', wire, share);
    expect(report(outcomes)).toBe('');
  },
);
