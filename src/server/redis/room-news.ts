import { rest } from '../runs/rest.ts';
import type { RoomSignal, RoomWatcher } from '../rooms/room-store.ts';
import { listOf } from './replies.ts';
import { readStreams, type Entry } from './run-entries.ts';
import type { StoreLink } from './store-link.ts';

/** Stream: what happens in all rooms, as `{ room, signal? }`; without a signal there are new entries. */
const newsKey = 'rivulet:rooms';
const maxNews = '10000';
// Shorter than the silence after which the connection counts as dead.
const blockMs = '4000';
const retryMs = 100;

interface News {
  readonly room: string;
  readonly signal?: RoomSignal;
}

/**
 * What happens in rooms, as servers tell each other: one stream for all rooms, read by one connection of each server. What is lost
 * with a connection does no harm, as the logs are read on from where they were.
 */
export class RoomNewsStream {
  readonly #link: StoreLink;
  readonly #waiting: StoreLink;
  readonly #watchers = new Map<string, Set<RoomWatcher>>();
  #isClosed = false;

  /** @param waiting A connection of its own, because it is always busy waiting. */
  constructor(link: StoreLink, waiting: StoreLink) {
    this.#link = link;
    this.#waiting = waiting;
    link.onReady(() => this.#lookAll());
    void this.#follow();
  }

  /** Tells all servers. */
  async tell(room: string, signal?: RoomSignal): Promise<void> {
    const news: News = { room, ...(signal && { signal }) };
    const words = ['XADD', newsKey, 'MAXLEN', '~', maxNews, '*', 'n', JSON.stringify(news)];
    await this.#link.command(...words);
  }

  /** Tells of a room from now on; returns the way to stop. */
  watch(room: string, watcher: RoomWatcher): () => void {
    const all = this.#watchers.get(room) ?? new Set();
    this.#watchers.set(room, all.add(watcher));
    return () => {
      all.delete(watcher);
      if (all.size === 0 && this.#watchers.get(room) === all) this.#watchers.delete(room);
    };
  }

  /** Tells nothing more. */
  close(): void {
    this.#isClosed = true;
    this.#waiting.close();
  }

  async #follow(): Promise<void> {
    let after: string | undefined;
    while (!this.#isClosed) {
      try {
        after ??= await this.#newest();
        const words = ['XREAD', 'COUNT', '500', 'BLOCK', blockMs, 'STREAMS', newsKey, after];
        const news = readStreams(await this.#waiting.command(...words)).get(newsKey) ?? [];
        after = news.at(-1)?.id ?? after;
        this.#take(news);
      } catch {
        // Cut off: the connection mends itself.
        if (!this.#isClosed) await rest(retryMs);
        this.#lookAll();
      }
    }
  }

  async #newest(): Promise<string> {
    const reply = await this.#waiting.command('XREVRANGE', newsKey, '+', '-', 'COUNT', '1');
    const [newest] = listOf(reply);
    const [id] = newest === undefined ? [] : listOf(newest);
    return typeof id === 'string' ? id : '0-0';
  }

  #take(entries: readonly Entry[]): void {
    const changed = new Set<RoomWatcher>();
    for (const { value } of entries) {
      const { room, signal } = JSON.parse(value) as News;
      for (const watcher of this.#watchers.get(room) ?? []) {
        if (signal) watcher.onSignal(signal);
        else changed.add(watcher);
      }
    }
    for (const watcher of changed) watcher.onNews();
  }

  #lookAll(): void {
    for (const watchers of this.#watchers.values()) for (const each of watchers) each.onNews();
  }
}
