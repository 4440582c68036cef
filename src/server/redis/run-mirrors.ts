import { isOpenTo } from '../runs/run.ts';
import { MirrorWatch, runGone, type MirrorWatchOptions } from './mirror-watch.ts';
import { MirroredRun } from './mirrored-run.ts';
import type { RedisConnection } from './redis-connection.ts';
import { readRun, type StoredRun } from './run-entries.ts';
import { ringBell } from './ring-bell.ts';
import { entryId, runKeys } from './run-keys.ts';
import { loadScript, runScript } from './run-scripts.ts';
import { RunTail } from './run-tail.ts';

/** What the mirrors of a process need to know. */
export interface RunMirrorsOptions extends MirrorWatchOptions {
  /** This process. */
  readonly producer: string;
  readonly now: () => number;
  /** Somebody asks this process to look at a run that it writes. */
  readonly onBell: (id: string) => void;
}

// A reader that was cut comes back within this time and finds its mirror warm.
const idleMs = 10_000;

/** The runs of other processes, as far as somebody reads them here. */
export class RunMirrors {
  readonly #connection: RedisConnection;
  readonly #options: RunMirrorsOptions;
  readonly #runs = new Map<string, MirroredRun>();
  readonly #tail: RunTail;
  readonly #watch: MirrorWatch;

  /** @param tailConnection A connection for the tail alone. */
  constructor(
    connection: RedisConnection,
    tailConnection: RedisConnection,
    options: RunMirrorsOptions,
  ) {
    this.#connection = connection;
    this.#options = options;
    this.#tail = new RunTail(tailConnection, options.producer, {
      onBell: options.onBell,
      onGap: (run) => this.#catchUp(run),
    });
    this.#watch = new MirrorWatch(connection, options, {
      runs: () => [...this.#runs.values()].filter(({ log }) => !log.isEnded),
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
    const stored = await this.#load(id, -1);
    if (!stored || !isOpenTo(stored.facts, owner)) return undefined;
    return this.#keep(stored);
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
      if (run.readers === 0 && now - run.unreadSince >= idleMs) this.#drop(run);
    }
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
    const isSame = stored && ['', run.generation].includes(stored.facts.generation);
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
