import type { RoomEntry, RoomState } from '../../protocol/room-state.ts';
import type { RoomStore } from '../rooms/room-store.ts';
import { openRedisPair } from './open-redis-pair.ts';
import type { RedisAddress } from './redis-address.ts';
import { listOf, textOrNull, textsOf } from './replies.ts';
import { RoomNewsStream } from './room-news.ts';
import {
  appendEntryScript,
  foldEntriesScript,
  markScript,
  readEntriesScript,
} from './room-scripts.ts';
import { runScript } from './run-scripts.ts';
import type { StoreLink } from './store-link.ts';

/** Options of {@link redisRooms}. */
export interface RedisRoomsOptions {
  /** How long a room is kept in which nothing is said, in milliseconds. @default 30 days */
  readonly keepMs?: number | undefined;
}

const monthMs = 30 * 24 * 60 * 60 * 1000;
// Keys of acts that may still be repeated.
const maxKeys = '10000';

/**
 * Keeps rooms in Redis or Valkey, 6.2 or newer, shared by all servers that are given the same one: whoever speaks at one of them is heard
 * at the others, and when one dies, nothing is lost that it had taken. Needs the `redis` package. Throws a `ChatError` of code
 * `config` that says what to do when Redis cannot be used.
 */
export async function redisRooms(options: RedisRoomsOptions & RedisAddress): Promise<RoomStore> {
  const { link, waiting } = await openRedisPair(options);
  return roomsBehind(link, waiting, options);
}

function roomsBehind(
  link: StoreLink,
  waiting: StoreLink,
  { keepMs = monthMs }: RedisRoomsOptions,
): RoomStore {
  const news = new RoomNewsStream(link, waiting);
  const life = String(keepMs);
  return {
    async read(room, after) {
      const { log, base } = roomKeys(room);
      const reply = await runScript(link, readEntriesScript, [log, base], [String(after)]);
      const [folded, list, last] = listOf(reply);
      const text = textOrNull(folded) ?? '';
      const state = text === '' ? undefined : (JSON.parse(text) as RoomState);
      const entries = listOf(list).map(entryOf);
      return {
        from: Math.max(after, state?.seq ?? -1) + 1,
        entries,
        last: Number(last),
        ...(state && { base: state }),
      };
    },
    async append(room, key, entry) {
      const { log, keys, base } = roomKeys(room);
      const values = [key, JSON.stringify(entry), maxKeys, life];
      const reply = await runScript(link, appendEntryScript, [log, keys, base], values);
      const [isNew, seq] = textsOf(reply);
      // What nobody is told now, they see at their next pulse.
      if (isNew === '1') await news.tell(room).catch(() => undefined);
      return { seq: Number(seq), isNew: isNew === '1' };
    },
    async fold(room, state) {
      const { log, base } = roomKeys(room);
      const values = [String(state.seq), JSON.stringify(state), life];
      await runScript(link, foldEntriesScript, [log, base], values);
    },
    async marks(room) {
      const { marks } = roomKeys(room);
      const words = textsOf(await link.command('HGETALL', marks));
      const pairs = words.flatMap((word, index) =>
        index % 2 === 0 ? [[word, Number(words[index + 1] ?? -1)] as const] : [],
      );
      return Object.fromEntries(pairs);
    },
    async mark(room, member, seq) {
      await runScript(link, markScript, [roomKeys(room).marks], [member, String(seq), life]);
    },
    signal: (room, signal) => news.tell(room, signal),
    watch: (room, watcher) => news.watch(room, watcher),
    async forget(room) {
      for (const key of Object.values(roomKeys(room))) await link.command('DEL', key);
    },
    async close() {
      news.close();
      link.close();
    },
  };
}

/** The keys of a room. They share a hash tag, so that a script may use them together on a cluster too. */
function roomKeys(room: string) {
  const key = `rivulet:room:{${encodeURIComponent(room)}}`;
  return {
    /** Stream: the entry `seq` has the entry id `0-<seq+1>`. */
    log: `${key}:log`,
    /** Hash: what the entries before the log have come to, and the place of the last of them. */
    base: `${key}:base`,
    /** Sorted set: keys of what was added, by its place. */
    keys: `${key}:keys`,
    /** Hash: how far each member has read. */
    marks: `${key}:marks`,
  };
}

function entryOf(entry: unknown): RoomEntry {
  const [, fields] = listOf(entry);
  const [, value = ''] = textsOf(fields);
  return JSON.parse(value) as RoomEntry;
}
