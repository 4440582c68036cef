import { probeRedis } from './probe-redis.ts';
import type { RedisAddress } from './redis-address.ts';
import { RedisConnection, redisStartError } from './redis-connection.ts';

/** Two connections to the same Redis. */
export interface RedisPair {
  /** For commands. */
  readonly link: RedisConnection;
  /** For reads that wait. */
  readonly waiting: RedisConnection;
}

/**
 * Connects a store to Redis. Throws a `ChatError` of code `config` that says what to do when it cannot be reached or does not do what
 * a store needs.
 */
export async function openRedisPair(address: RedisAddress): Promise<RedisPair> {
  const link = await RedisConnection.open(address);
  const waiting = await RedisConnection.open(address).catch((error: unknown) => {
    link.close();
    throw error;
  });
  try {
    await probeRedis(link);
  } catch (error) {
    link.close();
    waiting.close();
    throw redisStartError(error);
  }
  return { link, waiting };
}
