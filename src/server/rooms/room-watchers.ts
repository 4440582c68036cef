import type { RoomWatcher } from './room-store.ts';

/** Who has which room open, in one process. */
export class RoomWatchers {
  readonly #watchers = new Map<string, Set<RoomWatcher>>();

  /** Whether anybody has a room open. */
  has(room: string): boolean {
    return this.#watchers.has(room);
  }

  /** Tells all who have a room open. */
  tell(room: string, act: (watcher: RoomWatcher) => void): void {
    for (const watcher of this.#watchers.get(room) ?? []) act(watcher);
  }

  /** Tells one of a room from now on; returns the way to stop. */
  add(room: string, watcher: RoomWatcher): () => void {
    const all = this.#watchers.get(room) ?? new Set();
    this.#watchers.set(room, all.add(watcher));
    return () => {
      all.delete(watcher);
      if (all.size === 0 && this.#watchers.get(room) === all) this.#watchers.delete(room);
    };
  }

  /** Forgets them. */
  clear(): void {
    this.#watchers.clear();
  }
}
