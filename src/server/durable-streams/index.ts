export type { SharedRunsOptions } from '../shared-runs/shared-runs.ts';
export { durableStreamRuns } from './durable-stream-runs.ts';
export type { DurableStreamsAddress } from './durable-streams-address.ts';
