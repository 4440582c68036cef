import { rest } from '../runs/rest.ts';
import type { MirroredRun } from '../shared-runs/mirrored-run.ts';
import type { RunFollower, RunFollowerEvents } from './run-follower.ts';
import type { StoreLink } from './store-link.ts';
import { readStreams, toEvents } from './run-entries.ts';
import { bellKey, entryId, runKeys } from './run-keys.ts';

// Shorter than the silence after which the connection counts as dead.
const blockMs = 4000;
const retryMs = 100;
const maxEntries = '500';

/**
 * Copies the new events of all mirrored runs as they come: one blocking read on one connection for the whole process,
 * over as many streams as there are runs, and the process's bell among them. After a cut each run goes on from its own
 * last event, so nothing is lost and nothing comes twice.
 */
export class RunTail implements RunFollower {
  readonly #connection: StoreLink;
  readonly #producer: string;
  readonly #events: RunFollowerEvents;
  readonly #runs = new Map<string, MirroredRun>();
  #bellId = '0-0';
  #isClosed = false;

  /** @param connection Its own, because it is always busy waiting. */
  constructor(connection: StoreLink, producer: string, events: RunFollowerEvents) {
    this.#connection = connection;
    this.#producer = producer;
    this.#events = events;
    void this.#follow();
  }

  /** Copies a run from now on; the caller rings this process's bell, so that a read under way takes it in. */
  add(run: MirroredRun): void {
    this.#runs.set(runKeys(run.id).log, run);
  }

  /** Stops copying a run. */
  remove(run: MirroredRun): void {
    this.#runs.delete(runKeys(run.id).log);
  }

  /** Stops copying. */
  close(): void {
    this.#isClosed = true;
    this.#connection.close();
  }

  async #follow(): Promise<void> {
    while (!this.#isClosed) {
      try {
        await this.#read();
      } catch {
        // Cut off: the readers wait, and the connection mends itself.
        if (!this.#isClosed) await rest(retryMs);
      }
    }
  }

  async #read(): Promise<void> {
    for (const [key, run] of this.#runs) if (run.log.isEnded) this.#runs.delete(key);
    const bell = bellKey(this.#producer);
    // On a cluster one command reads the keys of one slot: news of the runs are told by the bell.
    const runs = this.#connection.isCluster ? [] : [...this.#runs];
    const keys = [bell, ...runs.map(([key]) => key)];
    const after = [this.#bellId, ...runs.map(([, { log }]) => entryId(log.lastSeq))];
    const words = ['XREAD', 'COUNT', maxEntries, 'BLOCK', String(blockMs), 'STREAMS'];
    const reply = readStreams(await this.#connection.command(...words, ...keys, ...after));
    for (const { id, value } of reply.get(bell) ?? []) {
      this.#bellId = id;
      this.#events.onBell(value);
    }
    for (const [key, entries] of reply) {
      const run = this.#runs.get(key);
      if (!run || toEvents(entries).every(({ seq, event }) => run.take(seq, event))) continue;
      await this.#events.onGap(run);
    }
  }
}
