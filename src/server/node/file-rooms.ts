import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ChatError } from '../../protocol/chat-error.ts';
import type { RoomStore } from '../rooms/room-store.ts';
import { RoomWatchers } from '../rooms/room-watchers.ts';
import { RoomFile } from './room-file.ts';

/** Where rooms are kept. */
export interface FileRoomsOptions {
  /** The folder, which is made where it is missing. Only one server may use it at a time. */
  readonly folder: string;
  /** How long a room is kept in which nothing is said, in milliseconds; looked at when the first room is opened. @default 30 days */
  readonly keepMs?: number | undefined;
}

const monthMs = 30 * 24 * 60 * 60 * 1000;
const ending = '.room';

/**
 * Keeps rooms in files, over a restart of their one server: what was said, who founded them, who was removed. Each act is on the disk
 * before it is confirmed. A file is appended to, and written anew from one snapshot when its log is folded; of a file whose end was
 * cut off, all before that is read. A room is in memory while somebody is in it.
 */
export function fileRooms({ folder, keepMs = monthMs }: FileRoomsOptions): RoomStore {
  const open = new Map<string, Promise<RoomFile>>();
  // The same file must not be open twice, so that one that is being closed is waited for.
  const closing = new Map<string, Promise<unknown>>();
  const watchers = new RoomWatchers();
  let tidied: Promise<void> | undefined;
  let isClosed = false;

  function roomOf(name: string): Promise<RoomFile> {
    const known = open.get(name);
    if (known) return known;
    const opening = openRoom(name);
    open.set(name, opening);
    // The next one tries again.
    opening.catch(() => open.delete(name));
    return opening;
  }

  async function openRoom(name: string): Promise<RoomFile> {
    if (isClosed) throw storeClosed();
    await closing.get(name);
    await (tidied ??= tidy(folder, keepMs));
    return RoomFile.open(fileOf(folder, name));
  }

  /** Lets a room go that nobody has open. */
  function close(name: string): Promise<unknown> {
    const file = open.get(name);
    open.delete(name);
    const ended = Promise.resolve(file)
      .then((each) => each?.close())
      .catch(() => undefined)
      .finally(() => closing.get(name) === ended && closing.delete(name));
    closing.set(name, ended);
    return ended;
  }

  return {
    read: async (name, after) => (await roomOf(name)).room.read(after),
    async append(name, key, entry) {
      const added = await (await roomOf(name)).append(key, entry);
      if (added.isNew) watchers.tell(name, (watcher) => watcher.onNews());
      return added;
    },
    fold: async (name, state) => (await roomOf(name)).fold(state),
    marks: async (name) => (await roomOf(name)).room.marks,
    mark: async (name, member, seq) => (await roomOf(name)).mark(member, seq),
    async signal(name, signal) {
      watchers.tell(name, (watcher) => watcher.onSignal(signal));
    },
    watch(name, watcher) {
      const stop = watchers.add(name, watcher);
      return () => {
        stop();
        if (!watchers.has(name)) void close(name);
      };
    },
    async forget(name) {
      await close(name);
      await rm(fileOf(folder, name), { force: true });
      watchers.tell(name, (watcher) => watcher.onNews());
    },
    async close() {
      isClosed = true;
      watchers.clear();
      await Promise.all([...open.keys()].map(close));
      await Promise.all(closing.values());
    },
  };
}

function storeClosed(): ChatError {
  const text = 'The server is being stopped. What was not said yet is said when it is back.';
  return new ChatError('overloaded', text, { status: 503, retryAfterMs: 2000 });
}

// Names have characters that no file may have, or may be too long for one.
function fileOf(folder: string, name: string): string {
  return join(folder, `${createHash('sha256').update(name).digest('hex')}${ending}`);
}

/** Makes the folder, and forgets the rooms in which nothing was said for long. */
async function tidy(folder: string, keepMs: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const before = Date.now() - keepMs;
  for (const name of await readdir(folder)) {
    if (!name.endsWith(ending)) continue;
    const path = join(folder, name);
    if ((await stat(path)).mtimeMs < before) await rm(path, { force: true });
  }
}
