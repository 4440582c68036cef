// @vitest-environment node
import { afterAll, beforeAll, describe } from 'vitest';
import { RedisRunStore } from '../../../../demo-server/runs/redis/redis-run-store.ts';
import { hasRedis, startRedis } from '../../redis-server.ts';
import { describeRunStore } from '../describe-run-store.ts';

describe.runIf(hasRedis)('over a real Redis', () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.remove());

  describeRunStore('RedisRunStore', async () => {
    redis.clear();
    const here = await RedisRunStore.open(redis.url);
    const there = await RedisRunStore.open(redis.url);
    return {
      here,
      there,
      close: async () => {
        await Promise.all([here.close(), there.close()]);
      },
    };
  });
});
