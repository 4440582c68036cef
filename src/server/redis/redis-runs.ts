import type { RunStore } from '../runs/run-store.ts';
import { RedisRunStore, type RedisRunStoreOptions } from './redis-run-store.ts';

/** Where a Redis is. */
export interface RedisAddress {
  /** Such as `redis://user:password@host:6379`, or `rediss://` for TLS. */
  readonly url: string;
}

/**
 * Keeps runs in Redis or Valkey, 6.2 or newer, shared by all servers that are given the same one: an answer that one of
 * them writes is read and stopped at any other. Needs the `redis` package. Throws a `ChatError` of code `config` that says
 * what to do when Redis cannot be used.
 */
export function redisRuns({
  url,
  ...options
}: RedisRunStoreOptions & RedisAddress): Promise<RunStore> {
  return RedisRunStore.open(url, options);
}
