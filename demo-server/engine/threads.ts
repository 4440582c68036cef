import { availableParallelism } from 'node:os';

/**
 * Chooses how many threads compute. node-llama-cpp's own default takes at least four, which on two cores is 500 times
 * slower than one, because they wait for each other by spinning. `RIVULET_THREADS` overrides it, for containers whose
 * share of the processor cannot be seen.
 */
export function chooseThreads(
  fromManifest: number | undefined,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  cores = availableParallelism(),
): number {
  const chosen = Number(environment['RIVULET_THREADS']);
  if (Number.isInteger(chosen) && chosen > 0) return chosen;
  return fromManifest ?? Math.max(1, cores - 1);
}
