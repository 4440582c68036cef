import { producerGone } from '../shared-runs/lost-runs.ts';
import type { WatchTimes } from '../shared-runs/watch-times.ts';
import type { MirroredRun } from '../shared-runs/mirrored-run.ts';
import { restUnnoticed } from '../runs/rest-unnoticed.ts';
import type { StreamClient } from './stream-client.ts';
import { leaseName, streamName } from './stream-names.ts';

/** The mirrors of this process, and what becomes of one whose writer has died. */
export interface WatchedStreams {
  /** This process. */
  readonly producer: string;
  /** The mirrored runs that have not ended. */
  readonly runs: () => readonly MirroredRun[];
  /** Goes on with a run whose process has died. Says whether somebody does. */
  readonly onLeft: (run: MirroredRun) => boolean;
}

/** How long it is known that somebody reads a run, in milliseconds. */
const readMs = 10_000;

/**
 * Looks after the runs that other processes write: tells them that they are read, and when one of them dies, its runs end as
 * errors, in the store. Time in which the store itself could not be reached counts for nobody's death.
 */
export class StreamWatch {
  readonly #client: StreamClient;
  readonly #watched: WatchedStreams;
  readonly #missingSince = new Map<string, number>();
  readonly #toldAt = new WeakMap<MirroredRun, number>();
  #times: WatchTimes;
  #timer: ReturnType<typeof setInterval>;
  #isLooking = false;

  constructor(client: StreamClient, times: WatchTimes, watched: WatchedStreams) {
    this.#client = client;
    this.#times = times;
    this.#watched = watched;
    this.#timer = this.#start();
  }

  /** Looks more often, and takes a process for dead sooner. */
  hurry(times: WatchTimes): void {
    clearInterval(this.#timer);
    this.#times = times;
    this.#timer = this.#start();
  }

  /** Stops looking. */
  close(): void {
    clearInterval(this.#timer);
  }

  #start(): ReturnType<typeof setInterval> {
    return restUnnoticed(setInterval(() => void this.#look(), this.#times.lookMs));
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      const runs = this.#watched.runs();
      const producers = new Set(runs.map(({ producer }) => producer));
      const dead = new Set<string>();
      for (const producer of producers) if (await this.#isGone(producer)) dead.add(producer);
      for (const known of this.#missingSince.keys()) {
        if (!producers.has(known)) this.#missingSince.delete(known);
      }
      await Promise.all(runs.map((run) => this.#check(run, dead.has(run.producer))));
    } catch {
      // Cut off: whoever looked missing may not have been.
      this.#missingSince.clear();
    } finally {
      this.#isLooking = false;
    }
  }

  async #isGone(producer: string): Promise<boolean> {
    // This process lives, whatever the store knows of that.
    if (producer === this.#watched.producer) return false;
    if (await this.#client.has(leaseName(producer))) {
      this.#missingSince.delete(producer);
      return false;
    }
    const since = this.#missingSince.get(producer) ?? performance.now();
    this.#missingSince.set(producer, since);
    return performance.now() - since >= this.#times.graceMs;
  }

  async #check(run: MirroredRun, isDead: boolean): Promise<void> {
    if (!isDead) return this.#tellRead(run);
    // Its readers wait for what comes.
    if (run.canGoOn && this.#watched.onLeft(run)) return;
    // Several may say so, as the same one: it is taken once. What the dead one still writes is not taken any more.
    const event = { type: 'error', errorText: producerGone };
    const writer = { epoch: Number(run.generation) + 1, seq: 0, isLast: true };
    await this.#client.append(await streamName('runs', run.id), [event], writer);
  }

  async #tellRead(run: MirroredRun): Promise<void> {
    const now = performance.now();
    if (run.readers === 0 || now - (this.#toldAt.get(run) ?? -readMs) < readMs / 3) return;
    this.#toldAt.set(run, now);
    const name = await streamName('readers', run.id);
    if (!(await this.#client.touch(name))) await this.#client.create(name, readMs);
  }
}
