import { KeptRoom } from './kept-room.ts';
import type { RoomSignal, RoomStore } from './room-store.ts';
import { RoomWatchers } from './room-watchers.ts';

/** Options of {@link memoryRooms}. */
export interface MemoryRoomsOptions {
  /** How many rooms are kept; of those that nobody is in, the one that was silent for longest goes first. @default 1000 */
  readonly maxRooms?: number | undefined;
}

/**
 * Keeps rooms in the memory of one process; a restart forgets them: pages keep what they have shown, and say so, but nobody is known
 * to be the founder any more. `fileRooms` keeps them over a restart, `redisRooms` keeps and shares them.
 */
export function memoryRooms({ maxRooms = 1000 }: MemoryRoomsOptions = {}): RoomStore {
  // In the order in which something was last said.
  const rooms = new Map<string, KeptRoom>();
  const watchers = new RoomWatchers();

  function roomOf(name: string): KeptRoom {
    const room = rooms.get(name) ?? new KeptRoom();
    rooms.delete(name);
    rooms.set(name, room);
    for (const other of rooms.keys()) {
      if (rooms.size <= maxRooms) break;
      if (!watchers.has(other) && other !== name) rooms.delete(other);
    }
    return room;
  }

  return {
    read: async (name, after) => (rooms.get(name) ?? new KeptRoom()).read(after),
    async append(name, key, entry) {
      const added = roomOf(name).append(key, entry);
      if (added.isNew) watchers.tell(name, (watcher) => watcher.onNews());
      return added;
    },
    async fold(name, state) {
      rooms.get(name)?.fold(state);
    },
    marks: async (name) => rooms.get(name)?.marks ?? {},
    async mark(name, member, seq) {
      roomOf(name).mark(member, seq);
    },
    async signal(name, signal: RoomSignal) {
      watchers.tell(name, (watcher) => watcher.onSignal(signal));
    },
    watch: (name, watcher) => watchers.add(name, watcher),
    async forget(name) {
      rooms.delete(name);
      watchers.tell(name, (watcher) => watcher.onNews());
    },
    async close() {
      rooms.clear();
      watchers.clear();
    },
  };
}
