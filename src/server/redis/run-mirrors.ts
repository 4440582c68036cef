import { rest } from '../runs/rest.ts';
import { isOpenTo } from '../runs/run.ts';
import { runGone } from '../shared-runs/lost-runs.ts';
import type { StoredRun } from '../shared-runs/stored-run.ts';
import type { WatchTimes } from '../shared-runs/watch-times.ts';
import { MirrorWatch, type MirrorWatchOptions } from './mirror-watch.ts';
import { MirroredRun } from '../shared-runs/mirrored-run.ts';
import type { OpenFollower, RunFollower } from './run-follower.ts';
import type { StoreLink } from './store-link.ts';
import { readRun } from './run-entries.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { hearBell, ringBell } from './ring-bell.ts';
import { entryId, runKeys } from './run-keys.ts';
import { loadScript, runScript } from './run-scripts.ts';

/** What the mirrors of a process need to know. */
export interface RunMirrorsOptions extends MirrorWatchOptions {
  readonly now: () => number;
  /** Goes on with a run whose process has died. Says whether somebody does. */
  readonly onLeft: (run: MirroredRun) => boolean;
  /** Somebody asks this process to look at a run that it writes. */
  readonly onBell: (id: string) => void;
}

// How long the store is waited for when this process closes.
const finishMs = 1000;
const runLeft = 'The server has stopped before the end of this answer could be read. Ask again.';
// A reader that was cut comes back within this time and finds its mirror warm.
const idleMs = 10_000;

/** The runs of other processes, as far as somebody reads them here. */
export class RunMirrors {
  readonly #connection: StoreLink;
  readonly #options: RunMirrorsOptions;
  readonly #runs = new Map<string, MirroredRun>();
  readonly #tail: RunFollower;
  readonly #watch: MirrorWatch;
  /** On a cluster, looks at runs of which there may be news. */
  readonly #news = new OneAtATime<MirroredRun>((run) => this.#catchUp(run));

  constructor(connection: StoreLink, openFollower: OpenFollower, options: RunMirrorsOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#tail = openFollower(options.producer, {
      onBell: (bell) => {
        options.onBell(bell);
        const run = connection.isCluster ? this.#runs.get(bell) : undefined;
        if (run) void this.#news.look(run);
      },
      onGap: (run) => this.#catchUp(run),
    });
    this.#watch = new MirrorWatch(connection, options, {
      runs: () => [...this.#runs.values()].filter(({ log }) => !log.isEnded),
      onLook: (run) => this.#news.look(run),
      onLeft: options.onLeft,
      onLost: (run, errorText) => this.#lose(run, errorText),
    });
  }

  /** Copies a run up to its newest event and on from there; undefined when there is none or it is another owner's. */
  async get(id: string, owner: string): Promise<MirroredRun | undefined> {
    const known = this.#runs.get(id);
    if (known && !isOpenTo(known, owner)) return undefined;
    if (known) {
      if (!known.log.isEnded) await this.#catchUp(known);
      return known;
    }
    // First the bell, so that what comes after is heard of.
    if (this.#connection.isCluster) await hearBell(this.#connection, this.#options.producer, id);
    const stored = await this.#load(id, -1);
    if (!stored || !isOpenTo(stored.facts, owner)) return undefined;
    return this.#keep(stored);
  }

  /** The whole of a run as it stands in the store; undefined when it is not there. */
  whole(id: string): Promise<StoredRun | undefined> {
    return this.#load(id, -1);
  }

  /** Looks more often, for runs that are gone on with. */
  hurry(times: WatchTimes): void {
    this.#watch.hurry(times);
  }

  /** Forgets a run, whoever reads it here. */
  forget(id: string): void {
    const run = this.#runs.get(id);
    if (run) this.#drop(run);
  }

  /** Forgets the runs that nobody reads here. */
  sweep(): void {
    const now = this.#options.now();
    for (const run of this.#runs.values()) {
      if (run.readers === 0 && !run.isNeeded && now - run.unreadSince >= idleMs) this.#drop(run);
    }
  }

  /** Brings the runs that this process has to tell of to their ends, as far as the store knows them, and stops copying. */
  async finish(): Promise<void> {
    const needed = [...this.#runs.values()].filter((run) => run.isNeeded && !run.log.isEnded);
    const looks = needed.map((run) => this.#catchUp(run).catch(() => undefined));
    await Promise.race([Promise.all(looks), rest(finishMs)]);
    for (const run of needed) if (!run.log.isEnded) run.fail(runLeft);
    this.close();
  }

  /** Stops copying. */
  close(): void {
    this.#watch.close();
    this.#tail.close();
  }

  async #keep(stored: StoredRun): Promise<MirroredRun> {
    const { facts, snapshot } = stored;
    // Somebody else may have asked for it in the same moment.
    const run = this.#runs.get(facts.id) ?? new MirroredRun(facts, this.#options.now, snapshot);
    this.#runs.set(facts.id, run);
    take(run, stored);
    if (!run.log.isEnded) {
      this.#tail.add(run);
      await ringBell(this.#connection, this.#options.producer, facts.id);
    }
    return run;
  }

  async #catchUp(run: MirroredRun): Promise<void> {
    const { lastSeq } = run.log;
    const stored = await this.#load(run.id, lastSeq);
    const isSame = stored && stored.facts.born === run.born;
    if (isSame) take(run, stored);
    const isStuck = isSame && stored.events.length > 0 && run.log.lastSeq === lastSeq;
    if (!isSame || isStuck) this.#lose(run, runGone);
  }

  async #load(id: string, after: number): Promise<StoredRun | undefined> {
    const { meta, log } = runKeys(id);
    const first = entryId(after + 1);
    return readRun(id, await runScript(this.#connection, loadScript, [meta, log], [first]));
  }

  #lose(run: MirroredRun, errorText: string): void {
    run.fail(errorText);
    this.#drop(run);
  }

  #drop(run: MirroredRun): void {
    this.#runs.delete(run.id);
    this.#tail.remove(run);
  }
}

function take(run: MirroredRun, { snapshot, events }: StoredRun): void {
  for (const { seq, event } of events) {
    // The events before this one have been trimmed.
    if (seq > run.log.lastSeq + 1 && snapshot) run.log.foldTo(snapshot);
    run.take(seq, event);
  }
}
