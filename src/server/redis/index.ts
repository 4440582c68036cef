export type { OnRedisTrouble } from './redis-health.ts';
export type { RedisRunStoreOptions } from './redis-stream-runs.ts';
export type { RedisAddress, RedisClientLike } from './redis-address.ts';
export { redisRuns } from './redis-runs.ts';
export type { RedisTrouble } from './redis-trouble.ts';
export { redisRooms, type RedisRoomsOptions } from './redis-rooms.ts';
export { redisDocuments, type RedisDocumentsOptions } from './redis-documents.ts';
