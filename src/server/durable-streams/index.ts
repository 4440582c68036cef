export type { SharedRunStoreOptions } from '../redis/shared-run-store.ts';
export { durableStreamRuns } from './durable-stream-runs.ts';
export type { DurableStreamsAddress } from './durable-streams-address.ts';
export type { StreamRunStoreOptions } from './stream-run-store.ts';
