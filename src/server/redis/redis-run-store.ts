import { openRedisPair } from './open-redis-pair.ts';
import type { RedisAddress } from './redis-address.ts';
import { RedisStreamRuns, type RedisRunStoreOptions } from './redis-stream-runs.ts';
import { RunTail } from './run-tail.ts';

/** Shares runs between servers over connections of the `redis` package. */
export class RedisRunStore extends RedisStreamRuns {
  /** Connects to Redis. Throws a `ChatError` of code `config` that says what to do when it cannot be reached
   * or does not do what a store needs. */
  static async open(
    at: string | RedisAddress,
    options: RedisRunStoreOptions = {},
  ): Promise<RedisRunStore> {
    const address = typeof at === 'string' ? { url: at } : at;
    const { link, waiting } = await openRedisPair(address);
    const store = new RedisRunStore(
      {
        link,
        openFollower: (producer, events) => new RunTail(waiting, producer, events),
      },
      options,
    );
    await store.begin();
    return store;
  }
}
