import type { RoomStore, RunStore } from 'rivulet/server';
import type { CommandLine } from '../cli/command-line.ts';
import { openRoomStore } from './open-room-store.ts';
import { openRunStore } from './open-run-store.ts';
import type { Watch } from './watch.ts';

/** What a server keeps, alone or with others. */
export interface Stores {
  readonly runs: RunStore;
  readonly roomStore: RoomStore;
}

/** Opens the stores that the command line asks for. Throws a `StartError` when their Redis does not answer. */
export async function openStores(commandLine: CommandLine, watch: Watch): Promise<Stores> {
  const runs = await openRunStore(commandLine, watch);
  return { runs, roomStore: await openRoomStore(commandLine) };
}
