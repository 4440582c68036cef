import type { CommandLine } from '../cli/command-line.ts';
import { ChatError } from 'rivulet/protocol';
import { MemoryRunStore, type RunStore } from 'rivulet/server';
import { memoryPressure } from 'rivulet/server/node';
import { StartError } from '../shared/start-error.ts';
import type { Watch } from './watch.ts';

/** Opens the store of runs that the command line asks for. Throws a `StartError` when its Redis does not answer. */
export async function openRunStore(
  { redis, longestRun }: CommandLine,
  { log }: Pick<Watch, 'log'>,
): Promise<RunStore> {
  const longestRunMs = longestRun === undefined ? undefined : longestRun * 1000;
  const isTight = memoryPressure();
  if (redis === undefined) return new MemoryRunStore({ longestRunMs, isTight });
  // Loaded only when it is asked for: most servers stand alone.
  const { redisRuns } = await import('rivulet/server/redis');
  const opening = redisRuns({
    url: redis,
    longestRunMs,
    isTight,
    onTrouble(trouble, err) {
      const text = trouble?.state === 'refuses' ? 'Redis refuses' : 'Redis does not answer';
      if (trouble) log.error({ reason: trouble.reason, err }, text);
      else log.info('Redis works again');
    },
  });
  return opening.catch((cause: unknown) => {
    if (!(cause instanceof ChatError)) throw cause;
    throw new StartError(`${cause.message} The address is the one given with --redis.`, { cause });
  });
}
