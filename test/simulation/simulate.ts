import type { Wire } from './connect.ts';
import type { Sabotage } from './sabotage.ts';
import type { Profile } from './schedule.ts';
import { inTimeOf, takeTimers } from './world-timers.ts';
import { Simulation, type Outcome } from './simulation.ts';

/** Runs the schedules of some seeds side by side, and returns what came of each. */
export async function simulate(
  seeds: readonly number[],
  profile: Profile,
  sabotage?: Sabotage,
  wire?: Wire,
): Promise<Outcome[]> {
  await loadAll();
  if (wire === 'library') return simulateInTurn(seeds, profile, sabotage);
  const simulations = seeds.map((seed) => new Simulation(seed, profile, sabotage, wire));
  let running = simulations;
  while (running.length > 0) {
    running = running.filter((simulation) => simulation.step());
    // Promises settle before the next macrotask.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return simulations.map((simulation) => simulation.outcome());
}

/** A server of the library uses timers of its process, so each schedule has them for itself. */
async function simulateInTurn(
  seeds: readonly number[],
  profile: Profile,
  sabotage?: Sabotage,
): Promise<Outcome[]> {
  const giveBack = takeTimers();
  const outcomes: Outcome[] = [];
  for (const seed of seeds) {
    const simulation = new Simulation(seed, profile, sabotage, 'library');
    while (await inTimeOf(simulation.world, () => simulation.step()));
    outcomes.push(simulation.outcome());
  }
  giveBack();
  return outcomes;
}

/** What loads when it is needed is there before: while something loads, no time passes in a world. */
function loadAll(): Promise<unknown> {
  return Promise.all([
    import('../../src/chat/extras.ts'),
    import('../../src/chat/tabs/chat-tabs.ts'),
    import('../../src/dialects/foreign-dialects.ts'),
    import('../../src/dialects/gateway-failure.ts'),
    import('../../src/server/answers/answer-faults.ts'),
    import('../../src/server/answers/foreign-events.ts'),
    import('../../src/transports/http/cancel-again.ts'),
    import('../../src/transports/http/http-error.ts'),
    import('../../src/transports/http/kept-run-endpoint.ts'),
    import('../../src/transports/web-socket/web-socket-transport.ts'),
  ]);
}
