export type { RedisRunStoreOptions } from '../redis/redis-stream-runs.ts';
export type { UpstashAddress } from './upstash-address.ts';
export { upstashRuns } from './upstash-runs.ts';
