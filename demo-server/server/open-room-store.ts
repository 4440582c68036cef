import { ChatError } from 'rivulet/protocol';
import { memoryRooms, type RoomStore } from 'rivulet/server';
import type { CommandLine } from '../cli/command-line.ts';
import { StartError } from '../shared/start-error.ts';

/** Opens the store of rooms that the command line asks for. Throws a `StartError` when its Redis does not answer. */
export async function openRoomStore({ redis, rooms }: CommandLine): Promise<RoomStore> {
  if (redis === undefined && rooms !== undefined) {
    const { fileRooms } = await import('rivulet/server/node');
    return fileRooms({ folder: rooms });
  }
  if (redis === undefined) return memoryRooms();
  // Loaded only when it is asked for: most servers stand alone.
  const { redisRooms } = await import('rivulet/server/redis');
  return redisRooms({ url: redis }).catch((cause: unknown) => {
    if (!(cause instanceof ChatError)) throw cause;
    throw new StartError(`${cause.message} The address is the one given with --redis.`, { cause });
  });
}
