import { ChatError } from '../../protocol/chat-error.ts';
import { probeRedis } from '../redis/probe-redis.ts';
import { readRedisTrouble } from '../redis/redis-trouble.ts';
import { RedisStreamRuns, type RedisRunStoreOptions } from '../redis/redis-stream-runs.ts';
import type { RunStore } from '../runs/run-store.ts';
import type { UpstashAddress } from './upstash-address.ts';
import { UpstashBells } from './upstash-bells.ts';
import { UpstashLink } from './upstash-link.ts';

/**
 * Keeps runs in a Redis that is asked over HTTP, by `fetch` alone: one of Upstash, or what speaks its REST API. All servers that are
 * given the same one share them, as with `redisRuns`. Throws a `ChatError` of code `config` that says what to do when it cannot be used.
 */
export async function upstashRuns(
  options: RedisRunStoreOptions & UpstashAddress,
): Promise<RunStore> {
  const link = new UpstashLink(options);
  try {
    await probeRedis(link);
  } catch (error) {
    link.close();
    throw startError(error, options.url);
  }
  const openFollower = (...given: FollowerOf) => new UpstashBells(options, ...given);
  const store = new RedisStreamRuns({ link, openFollower }, options);
  await store.begin();
  return store;
}

type FollowerOf =
  ConstructorParameters<typeof UpstashBells> extends [unknown, ...infer Rest] ? Rest : never;

function startError(error: unknown, url: string): ChatError {
  const cause = error instanceof ChatError ? error.cause : error;
  const { reason, advice } = readRedisTrouble(cause);
  const text =
    reason === 'wrong-login'
      ? `The Redis at ${url} does not take the token. Give the one that may write as \`token\`.`
      : advice;
  return new ChatError('config', text, { cause });
}
