import { ChatError } from '../../protocol/chat-error.ts';
import { rest } from '../runs/rest.ts';
import { RunLog } from '../runs/run-log.ts';
import type { LeftRun } from '../runs/run-store.ts';
import type { Run, RunOptions } from '../runs/run.ts';
import { goOn } from './go-on.ts';
import { producerGone } from './lost-runs.ts';
import type { MirroredRun } from './mirrored-run.ts';
import type { StoredRun } from './stored-run.ts';

/** What whoever goes on with a run has been given. */
export interface Inheritance {
  /** Tells it from whoever wrote before. */
  readonly generation: string;
  /** What was asked. */
  readonly question: string;
}

/** How a run ends that nobody goes on with. */
interface LeftEnd {
  readonly generation: string;
  /** The last event that was written. */
  readonly seq: number;
  readonly errorText: string;
}

/** A run whose writer is dead, and which of its writers that is. */
type Left = Pick<MirroredRun, 'id' | 'generation'>;

/** What going on with a run needs. */
export interface RunHeirOptions {
  /**
   * Takes a run, unless somebody else was first.
   * @param mark The same when it is tried again: the reply of the first time may be lost.
   */
  readonly claim: (run: Left, mark: string) => Promise<Inheritance | undefined>;
  /** Ends a run that was taken. */
  readonly end: (id: string, end: LeftEnd) => Promise<unknown>;
  /** Reads the whole of a run from the store. */
  readonly whole: (id: string) => Promise<StoredRun | undefined>;
  /** Starts a run of this process. */
  readonly start: (options: RunOptions, generation: string) => Promise<Run>;
}

/** Has a run gone on with. */
export type GoOn = (left: LeftRun) => Promise<void>;

const retryMs = 100;

/** Goes on with the runs of processes that have died: of all that want to, one does. */
export class RunHeir {
  readonly #ways: { readonly how: GoOn; readonly isOf: (owner: string) => boolean }[] = [];
  #forAll: GoOn | undefined;
  readonly #options: RunHeirOptions;
  readonly #underWay = new Set<string>();
  #isClosed = false;

  constructor(options: RunHeirOptions) {
    this.#options = options;
  }

  /** Says how: for the runs of some owners, or for those that are left. */
  follow(how: GoOn, isOf?: (owner: string) => boolean): void {
    if (isOf) this.#ways.push({ how, isOf });
    else this.#forAll = how;
  }

  /** Goes on with a run in its time. False where this process does not. */
  take(run: MirroredRun): boolean {
    const how = this.#ways.find(({ isOf }) => isOf(run.owner))?.how ?? this.#forAll;
    if (!how || this.#isClosed) return false;
    if (!this.#underWay.has(run.id)) void this.#take(run, how);
    return true;
  }

  /** Takes no more. */
  close(): void {
    this.#isClosed = true;
  }

  async #take(run: MirroredRun, how: GoOn): Promise<void> {
    this.#underWay.add(run.id);
    const mark = crypto.randomUUID();
    // As it is now: a writer who comes meanwhile is not the dead one.
    const left = { id: run.id, generation: run.generation };
    try {
      const taken = await this.#inTime(() => this.#options.claim(left, mark));
      if (!taken) return;
      const stored = await this.#inTime(() => this.#options.whole(run.id));
      if (stored) await this.#goOn(stored, taken, how);
    } catch {
      // This process is closing, and others see that it is gone.
    } finally {
      this.#underWay.delete(run.id);
    }
  }

  async #goOn(stored: StoredRun, { generation, question }: Inheritance, how: GoOn): Promise<void> {
    const { id, chatId, owner } = stored.facts;
    const log = logOf(stored);
    const { seq, message } = log.snapshot();
    const adopt = ({ source, ...options }: RunOptions): Promise<Run> => {
      const onwards = { ...options, question, log, source: goOn(source, message, `${seq}`) };
      return this.#options.start(onwards, generation);
    };
    try {
      await how({ id, chatId, owner, question, message, log, adopt });
    } catch (error) {
      const errorText = error instanceof ChatError ? error.message : producerGone;
      await this.#inTime(() => this.#options.end(id, { generation, seq, errorText }));
    }
  }

  /** Does something with the store as soon as that can be reached: what has been begun must not be left. */
  async #inTime<T>(act: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await act();
      } catch (error) {
        if (this.#isClosed) throw error;
        await rest(retryMs);
      }
    }
  }
}

function logOf({ facts, snapshot, events }: StoredRun): RunLog {
  const log = new RunLog(facts.id, {}, snapshot);
  for (const { seq, event } of events) if (seq === log.lastSeq + 1) log.append(event);
  return log;
}
