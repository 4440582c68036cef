import { emptyRoom, type RoomEntry, type RoomState } from '../../protocol/room-state.ts';
import type { RoomNews, RoomSignal, RoomStore, RoomWatcher } from './room-store.ts';

/** Options of {@link memoryRooms}. */
export interface MemoryRoomsOptions {
  /** How many rooms are kept; of those that nobody is in, the one that was silent for longest goes first. @default 1000 */
  readonly maxRooms?: number | undefined;
}

interface KeptRoom {
  base: RoomState;
  entries: RoomEntry[];
  readonly keys: Map<string, number>;
  readonly marks: Record<string, number>;
}

// Keys of acts that may still be repeated.
const maxKeys = 10_000;

/** Keeps rooms in the memory of one process; a restart forgets them. `redisRooms` keeps and shares them. */
export function memoryRooms({ maxRooms = 1000 }: MemoryRoomsOptions = {}): RoomStore {
  // In the order in which something was last said.
  const rooms = new Map<string, KeptRoom>();
  const watchers = new Map<string, Set<RoomWatcher>>();

  function roomOf(name: string): KeptRoom {
    const room = rooms.get(name) ?? { base: emptyRoom, entries: [], keys: new Map(), marks: {} };
    rooms.delete(name);
    rooms.set(name, room);
    for (const other of rooms.keys()) {
      if (rooms.size <= maxRooms) break;
      if (!watchers.has(other) && other !== name) rooms.delete(other);
    }
    return room;
  }

  function tell(name: string, act: (watcher: RoomWatcher) => void): void {
    for (const watcher of watchers.get(name) ?? []) act(watcher);
  }

  return {
    async read(name, after): Promise<RoomNews> {
      const { base, entries } = rooms.get(name) ?? { base: emptyRoom, entries: [] };
      const from = Math.max(after, base.seq) + 1;
      const news = { from, entries: entries.slice(from - base.seq - 1) };
      return after < base.seq ? { base, ...news } : news;
    },
    async append(name, key, entry) {
      const { base, entries, keys } = roomOf(name);
      const known = keys.get(key);
      if (known !== undefined) return { seq: known, isNew: false };
      entries.push(entry);
      const seq = base.seq + entries.length;
      keys.set(key, seq);
      const [oldest] = keys.keys();
      if (keys.size > maxKeys && oldest !== undefined) keys.delete(oldest);
      tell(name, (watcher) => watcher.onNews());
      return { seq, isNew: true };
    },
    async fold(name, state) {
      const room = rooms.get(name);
      if (!room || state.seq <= room.base.seq) return;
      room.entries = room.entries.slice(state.seq - room.base.seq);
      room.base = state;
    },
    async marks(name) {
      return { ...rooms.get(name)?.marks };
    },
    async mark(name, member, seq) {
      const { marks } = roomOf(name);
      marks[member] = Math.max(marks[member] ?? -1, seq);
    },
    async signal(name, signal: RoomSignal) {
      tell(name, (watcher) => watcher.onSignal(signal));
    },
    watch(name, watcher) {
      const all = watchers.get(name) ?? new Set();
      watchers.set(name, all.add(watcher));
      return () => {
        all.delete(watcher);
        if (all.size === 0 && watchers.get(name) === all) watchers.delete(name);
      };
    },
    async forget(name) {
      rooms.delete(name);
    },
    async close() {
      rooms.clear();
      watchers.clear();
    },
  };
}
