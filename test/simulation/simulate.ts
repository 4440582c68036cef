import type { Wire } from './connect.ts';
import type { Sabotage } from './sabotage.ts';
import type { Profile } from './schedule.ts';
import { Simulation, type Outcome } from './simulation.ts';

/** Runs the schedules of some seeds side by side, and returns what came of each. */
export async function simulate(
  seeds: readonly number[],
  profile: Profile,
  sabotage?: Sabotage,
  wire?: Wire,
): Promise<Outcome[]> {
  const simulations = seeds.map((seed) => new Simulation(seed, profile, sabotage, wire));
  let running = simulations;
  while (running.length > 0) {
    running = running.filter((simulation) => simulation.step());
    // Promises settle before the next macrotask.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return simulations.map((simulation) => simulation.outcome());
}
