import type { ChatError } from '../../protocol/chat-error.ts';
import { rest } from '../runs/rest.ts';
import type { LocalRun } from '../runs/local-run.ts';
import { MemoryRunStore, type MemoryRunStoreOptions } from '../runs/memory-run-store.ts';
import type { RunOptions } from '../runs/run.ts';
import type { OwnClaim } from './run-claim.ts';

/** What the store has of a run already, from a process that has died. */
export interface Written {
  /** The newest event. */
  readonly seq: number;
  /** The newest event in its snapshot. */
  readonly snapshotSeq: number;
}

/** Writes a run of this process into the store. */
export interface RunWriter {
  /** Resolves when the whole run is in the store, or never will be. */
  readonly done: Promise<void>;
  /** Gives up what is not written yet. */
  close(): void;
}

/** What the runs of this process need. */
export interface OwnRunsOptions {
  readonly memory: MemoryRunStoreOptions;
  /** Notes a run that begins, for those who know it by its chat. */
  readonly enter: (options: RunOptions) => Promise<void>;
  /** Gives the id of a refused question back. */
  readonly release: (options: RunOptions, generation: string) => Promise<void>;
  /** Writes a run that has begun. */
  readonly openWriter: (run: LocalRun, generation: string, written?: Written) => RunWriter;
}

const flushMs = 1000;

/** The runs that this process writes: in its memory, and from there into the store. */
export class OwnRuns {
  readonly #options: OwnRunsOptions;
  readonly #memory: MemoryRunStore;
  readonly #writers = new Map<LocalRun, RunWriter>();
  /** Those that are read as those of others are; see `SharedRun`. */
  readonly #shared = new WeakSet<LocalRun>();

  constructor(options: OwnRunsOptions) {
    this.#options = options;
    this.#memory = new MemoryRunStore({ ...options.memory, isShared: true });
  }

  /** Those that still write. */
  get writing(): LocalRun[] {
    return [...this.#writers.keys()].filter(({ log }) => !log.isEnded);
  }

  /** See `RunStore.get`. */
  get(id: string, owner: string): Promise<LocalRun | undefined> {
    return this.#memory.get(id, owner);
  }

  /** Whether a run is read from the store alone, as another process may go on with it. */
  isShared(run: LocalRun): boolean {
    return this.#shared.has(run);
  }

  /** Starts a run that was claimed. */
  async start(options: RunOptions, { generation, cancelledBy }: OwnClaim): Promise<LocalRun> {
    const { log } = options;
    const { enter, release, openWriter } = this.#options;
    const written = log && { seq: log.lastSeq, snapshotSeq: log.folded.seq };
    let run: LocalRun;
    try {
      if (!log) await enter(options);
      run = await this.#memory.create(options);
    } catch (error) {
      // Refused: the same question may come again under the same id.
      if (!log) await inTime(release(options, generation));
      throw error;
    }
    if (cancelledBy !== '') run.cancel(cancelledBy);
    if (options.question !== undefined) this.#shared.add(run);
    const writer = openWriter(run, generation, written);
    this.#writers.set(run, writer);
    void writer.done.then(() => this.#writers.delete(run));
    return run;
  }

  /** Waits until a run is in the store to its end, but not for a store that is away. */
  async written(run: LocalRun): Promise<void> {
    await run.settled;
    await inTime(this.#writers.get(run)?.done);
  }

  /** See `RunStore.forgetChat`. */
  forgetChat(chatId: string, owner: string): Promise<void> {
    return this.#memory.forgetChat(chatId, owner);
  }

  /** See `RunStore.sweep`. */
  sweep(): void {
    this.#memory.sweep();
  }

  /** See `RunStore.drain`. */
  drain(maxMs: number): Promise<void> {
    return this.#memory.drain(maxMs);
  }

  /** See `RunStore.fail`. */
  async fail(reason: ChatError): Promise<void> {
    await this.#memory.fail(reason);
    await inTime(Promise.all([...this.#writers.values()].map(({ done }) => done)));
  }

  /** See `RunStore.close`. */
  async close(): Promise<void> {
    await this.#memory.close();
    await Promise.all([...this.#writers.keys()].map((run) => this.written(run)));
    for (const writer of this.#writers.values()) writer.close();
  }
}

async function inTime(work: Promise<unknown> | undefined): Promise<void> {
  await Promise.race([work, rest(flushMs)]);
}
