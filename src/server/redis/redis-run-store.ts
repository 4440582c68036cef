import { probeRedis } from './probe-redis.ts';
import type { RedisAddress } from './redis-address.ts';
import { RedisConnection, redisStartError } from './redis-connection.ts';
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
    const connection = await RedisConnection.open(address);
    const tailConnection = await RedisConnection.open(address).catch((error: unknown) => {
      connection.close();
      throw error;
    });
    try {
      await probeRedis(connection);
    } catch (error) {
      connection.close();
      tailConnection.close();
      throw redisStartError(error);
    }
    const store = new RedisRunStore(
      {
        link: connection,
        openFollower: (producer, events) => new RunTail(tailConnection, producer, events),
      },
      options,
    );
    await store.begin();
    return store;
  }
}
