import { ChatError } from '../../protocol/chat-error.ts';
import { restUnnoticed } from '../runs/rest-unnoticed.ts';
import { producerGone, runGone, storeGone } from '../shared-runs/lost-runs.ts';
import type { MirroredRun } from '../shared-runs/mirrored-run.ts';
import type { WatchTimes } from '../shared-runs/watch-times.ts';
import type { StoreLink } from './store-link.ts';
import { listOf, textOrNull } from './replies.ts';
import { hearBell } from './ring-bell.ts';
import { entryId, leaseKey, runKeys } from './run-keys.ts';
import { endScript, runScript } from './run-scripts.ts';

/** When a run of another process counts as dead. */
export interface MirrorWatchOptions extends WatchTimes {
  /** This process. */
  readonly producer: string;
  /** How long the readers wait for a store that cannot be reached, in milliseconds. */
  readonly maxCutMs: number;
  /** How long the store keeps a run that has ended, in milliseconds. */
  readonly keepMs: number;
}

/** The mirrors of this process, and what becomes of one that cannot be followed. */
export interface WatchedMirrors {
  /** The mirrored runs that have not ended. */
  readonly runs: () => readonly MirroredRun[];
  /** On a cluster, looks whether there is news of a run: a bell may not have been heard. */
  readonly onLook: (run: MirroredRun) => Promise<void>;
  /** Goes on with a run whose process has died. Says whether somebody does. */
  readonly onLeft: (run: MirroredRun) => boolean;
  /** Ends a run for its readers here. */
  readonly onLost: (run: MirroredRun, errorText: string) => void;
}

// What others may need to reach a store again that was away: their clients try again after a second at most.
const comeBackMs = 1500;

/**
 * Looks after the runs that other processes write: when one of those dies, its runs end as an error, in the store and
 * for the readers here, so that nobody waits for ever. Time in which the store itself could not be reached counts
 * for nobody's death: the others need a moment, too, to come back.
 */
export class MirrorWatch {
  readonly #connection: StoreLink;
  #options: MirrorWatchOptions;
  readonly #watched: WatchedMirrors;
  #timer: ReturnType<typeof setInterval>;
  readonly #missingSince = new Map<string, number>();
  #cutSince: number | undefined;
  /** Until then nobody counts as dead. */
  #quietUntil = 0;
  #isLooking = false;

  constructor(connection: StoreLink, options: MirrorWatchOptions, watched: WatchedMirrors) {
    this.#connection = connection;
    this.#options = options;
    this.#watched = watched;
    this.#timer = this.#start();
  }

  /** Looks more often, and takes a process for dead sooner. */
  hurry(times: WatchTimes): void {
    clearInterval(this.#timer);
    this.#options = { ...this.#options, ...times };
    this.#timer = this.#start();
  }

  #start(): ReturnType<typeof setInterval> {
    return restUnnoticed(setInterval(() => void this.#look(), this.#options.lookMs));
  }

  /** Stops looking. */
  close(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      const runs = [...this.#watched.runs()];
      const producers = new Set(runs.map(({ producer }) => producer));
      const dead = new Set<string>();
      for (const producer of producers) if (await this.#isGone(producer)) dead.add(producer);
      for (const known of this.#missingSince.keys()) {
        if (!producers.has(known)) this.#missingSince.delete(known);
      }
      await Promise.all(runs.map((run) => this.#check(run, dead.has(run.producer))));
      if (this.#cutSince !== undefined) this.#quietUntil = performance.now() + comeBackMs;
      this.#cutSince = undefined;
    } catch (error) {
      this.#noteCut(error instanceof ChatError ? error.message : storeGone);
    } finally {
      this.#isLooking = false;
    }
  }

  async #isGone(producer: string): Promise<boolean> {
    // This process lives, whatever the store knows of that.
    if (producer === this.#options.producer) return false;
    if ((await this.#connection.command('EXISTS', leaseKey(producer))) === 1) {
      this.#missingSince.delete(producer);
      return false;
    }
    if (performance.now() < this.#quietUntil || this.#cutSince !== undefined) return false;
    const since = this.#missingSince.get(producer) ?? performance.now();
    this.#missingSince.set(producer, since);
    return performance.now() - since >= this.#options.graceMs;
  }

  async #check(run: MirroredRun, isDead: boolean): Promise<void> {
    const { meta, log, read } = runKeys(run.id);
    const facts = await this.#connection.command('HMGET', meta, 'born', 'generation', 'producer');
    const [born, generation, producer] = listOf(facts).map(textOrNull);
    if (generation === null || (born ?? run.born) !== run.born) {
      this.#watched.onLost(run, runGone);
    } else if (producer && producer !== run.producer) {
      // Somebody else goes on with it.
      Object.assign(run, { producer, generation });
    } else if (isDead && run.canGoOn && this.#watched.onLeft(run)) {
      // Its readers wait for what comes.
    } else if (isDead) {
      const event = JSON.stringify({ type: 'error', errorText: producerGone });
      // What the dead one has written up to now is here; if not, the next look tries again.
      const values = [
        run.generation,
        entryId(run.log.lastSeq + 1),
        event,
        String(this.#options.keepMs),
      ];
      await runScript(this.#connection, endScript, [meta, log], values);
    } else if (run.readers > 0) {
      await this.#connection.command('SET', read, '1', 'PX', String(this.#options.lookMs * 10));
    }
    if (!this.#connection.isCluster) return;
    await hearBell(this.#connection, this.#options.producer, run.id);
    await this.#watched.onLook(run);
  }

  #noteCut(errorText: string): void {
    this.#missingSince.clear();
    this.#cutSince ??= performance.now();
    if (performance.now() - this.#cutSince < this.#options.maxCutMs) return;
    for (const run of this.#watched.runs()) this.#watched.onLost(run, errorText);
  }
}
