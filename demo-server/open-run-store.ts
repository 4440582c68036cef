import type { CommandLine } from './command-line.ts';
import { MemoryRunStore } from './runs/memory-run-store.ts';
import type { RunStore } from './runs/run-store.ts';
import type { Observer } from './server/observer.ts';

/** Opens the store of runs that the command line asks for. Throws a `StartError` when its Redis does not answer. */
export async function openRunStore({ redis }: CommandLine, observer: Observer): Promise<RunStore> {
  if (redis === undefined) return new MemoryRunStore({ observer });
  // Loaded only when it is asked for: most servers stand alone.
  const { RedisRunStore } = await import('./runs/redis/redis-run-store.ts');
  return RedisRunStore.open(redis, { observer });
}
