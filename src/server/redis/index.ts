export type { OnRedisTrouble } from './redis-health.ts';
export type { RedisRunStoreOptions } from './redis-run-store.ts';
export { redisRuns, type RedisAddress } from './redis-runs.ts';
export type { RedisTrouble } from './redis-trouble.ts';
