export type { SharedRunStoreOptions } from '../redis/shared-run-store.ts';
export type { UpstashAddress } from './upstash-address.ts';
export { upstashRuns } from './upstash-runs.ts';
