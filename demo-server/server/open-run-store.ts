import type { CommandLine } from '../cli/command-line.ts';
import { MemoryRunStore } from '../runs/memory-run-store.ts';
import type { RunStore } from '../runs/run-store.ts';
import type { Watch } from './watch.ts';

/** Opens the store of runs that the command line asks for. Throws a `StartError` when its Redis does not answer. */
export async function openRunStore(
  { redis, longestRun }: CommandLine,
  { observer, log }: Pick<Watch, 'observer' | 'log'>,
): Promise<RunStore> {
  const longestRunMs = longestRun === undefined ? undefined : longestRun * 1000;
  if (redis === undefined) return new MemoryRunStore({ observer, longestRunMs });
  // Loaded only when it is asked for: most servers stand alone.
  const { RedisRunStore } = await import('../runs/redis/redis-run-store.ts');
  return RedisRunStore.open(redis, {
    observer,
    longestRunMs,
    onTrouble(trouble, err) {
      const text = trouble?.state === 'refuses' ? 'Redis refuses' : 'Redis does not answer';
      if (trouble) log.error({ reason: trouble.reason, err }, text);
      else log.info('Redis works again');
    },
  });
}
