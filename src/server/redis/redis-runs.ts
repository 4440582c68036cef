import type { RunStore } from '../runs/run-store.ts';
import type { RedisAddress } from './redis-address.ts';
import { RedisRunStore } from './redis-run-store.ts';
import type { RedisRunStoreOptions } from './redis-stream-runs.ts';

/**
 * Keeps runs in Redis or Valkey, 6.2 or newer, shared by all servers that are given the same one: an answer that one of
 * them writes is read and stopped at any other. It may stand alone (`url`), be a cluster (`cluster`) or be watched by Sentinels
 * (`sentinels`): of an answer that is being written nothing is lost when a replica takes over. Needs the `redis` package. Throws a `ChatError` of code `config` that says
 * what to do when Redis cannot be used.
 */
export function redisRuns(options: RedisRunStoreOptions & RedisAddress): Promise<RunStore> {
  return RedisRunStore.open(options, options);
}
