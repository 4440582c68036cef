import type { ChatError } from '../../protocol/chat-error.ts';
import { rest } from '../runs/rest.ts';
import type { LocalRun } from '../runs/local-run.ts';
import { MemoryRunStore, type MemoryRunStoreOptions } from '../runs/memory-run-store.ts';
import type { RunOptions } from '../runs/run.ts';
import type { ChatRuns } from './chat-runs.ts';
import type { StoreLink } from './store-link.ts';
import type { RunClaim, RunClaims } from './run-claims.ts';
import { RunPublisher, type RunPublisherOptions } from './run-publisher.ts';

/** The claim that a run of this process is written by. */
export type OwnClaim = Pick<
  Extract<RunClaim, { readonly isOurs: true }>,
  'generation' | 'cancelledBy'
>;

/** What the runs of this process need. */
export interface OwnRunsOptions extends Omit<RunPublisherOptions, 'generation' | 'written'> {
  readonly memory: MemoryRunStoreOptions;
  readonly claims: RunClaims;
  readonly chats: ChatRuns;
}

const flushMs = 1000;

/** The runs that this process writes: in its memory, and from there into the store. */
export class OwnRuns {
  readonly #connection: StoreLink;
  readonly #options: OwnRunsOptions;
  readonly #memory: MemoryRunStore;
  readonly #publishers = new Map<LocalRun, RunPublisher>();
  /** Those that are read as those of others are; see `SharedRun`. */
  readonly #shared = new WeakSet<LocalRun>();

  constructor(connection: StoreLink, options: OwnRunsOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#memory = new MemoryRunStore({ ...options.memory, isShared: true });
  }

  /** Those that still write. */
  get writing(): LocalRun[] {
    return [...this.#publishers.keys()].filter(({ log }) => !log.isEnded);
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
    const { claims, chats, keepMs, maxCutMs } = this.#options;
    const written = log && { seq: log.lastSeq, snapshotSeq: log.folded.seq };
    let run: LocalRun;
    try {
      if (!log) await chats.enter(options);
      run = await this.#memory.create(options);
    } catch (error) {
      // Refused: the same question may come again under the same id.
      if (!log) await inTime(claims.release(options.id, generation));
      throw error;
    }
    if (cancelledBy !== '') run.cancel(cancelledBy);
    if (options.question !== undefined) this.#shared.add(run);
    const limits = { generation, keepMs, maxCutMs, written };
    const publisher = new RunPublisher(this.#connection, run, limits);
    this.#publishers.set(run, publisher);
    void publisher.done.then(() => this.#publishers.delete(run));
    return run;
  }

  /** Waits until a run is in the store to its end, but not for a store that is away. */
  async written(run: LocalRun): Promise<void> {
    await run.settled;
    await inTime(this.#publishers.get(run)?.done);
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
    await inTime(Promise.all([...this.#publishers.values()].map(({ done }) => done)));
  }

  /** See `RunStore.close`. */
  async close(): Promise<void> {
    await this.#memory.close();
    await Promise.all([...this.#publishers.keys()].map((run) => this.written(run)));
    for (const publisher of this.#publishers.values()) publisher.close();
  }
}

async function inTime(work: Promise<unknown> | undefined): Promise<void> {
  await Promise.race([work, rest(flushMs)]);
}
