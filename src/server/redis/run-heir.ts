import { ChatError } from '../../protocol/chat-error.ts';
import { rest } from '../runs/rest.ts';
import { RunLog } from '../runs/run-log.ts';
import type { LeftRun } from '../runs/run-store.ts';
import type { Run, RunOptions } from '../runs/run.ts';
import { goOn } from './go-on.ts';
import type { MirroredRun } from './mirrored-run.ts';
import type { StoreLink } from './store-link.ts';
import type { StoredRun } from './run-entries.ts';
import { entryId, runKeys } from './run-keys.ts';
import { endScript, runScript, takeOverScript } from './run-scripts.ts';

/** What going on with a run needs. */
export interface RunHeirOptions {
  /** This process. */
  readonly producer: string;
  /** How long the store keeps a run that has ended, in milliseconds. */
  readonly keepMs: number;
  /** Reads the whole of a run from the store. */
  readonly whole: (id: string) => Promise<StoredRun | undefined>;
  /** Starts a run of this process. */
  readonly start: (options: RunOptions, generation: string) => Promise<Run>;
}

/** Has a run gone on with. */
export type GoOn = (left: LeftRun) => Promise<void>;

const retryMs = 100;
const nobodyGoesOn = 'The server that wrote this answer has stopped. Ask again.';

/** Goes on with the runs of processes that have died: of all that want to, one does. */
export class RunHeir {
  /** How; undefined while this process does not. */
  goOn: GoOn | undefined;
  readonly #connection: StoreLink;
  readonly #options: RunHeirOptions;
  readonly #underWay = new Set<string>();
  #isClosed = false;

  constructor(connection: StoreLink, options: RunHeirOptions) {
    this.#connection = connection;
    this.#options = options;
  }

  /** Goes on with a run in its time. False where this process goes on with none. */
  take(run: MirroredRun): boolean {
    if (!this.goOn || this.#isClosed) return false;
    if (!this.#underWay.has(run.id)) void this.#take(run, this.goOn);
    return true;
  }

  /** Takes no more. */
  close(): void {
    this.#isClosed = true;
  }

  async #take(run: MirroredRun, how: GoOn): Promise<void> {
    this.#underWay.add(run.id);
    const generation = crypto.randomUUID();
    try {
      const question = await this.#inTime(() => this.#claim(run, generation));
      // Somebody else was first.
      if (typeof question !== 'string') return;
      const stored = await this.#inTime(() => this.#options.whole(run.id));
      if (stored) await this.#goOn(stored, { generation, question, how });
    } catch {
      // This process is closing, and others see that it is gone.
    } finally {
      this.#underWay.delete(run.id);
    }
  }

  #claim(run: MirroredRun, generation: string): Promise<unknown> {
    const { meta } = runKeys(run.id);
    const values = [run.generation, generation, this.#options.producer];
    return runScript(this.#connection, takeOverScript, [meta], values);
  }

  async #goOn(
    stored: StoredRun,
    { generation, question, how }: { generation: string; question: string; how: GoOn },
  ): Promise<void> {
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
      const errorText = error instanceof ChatError ? error.message : nobodyGoesOn;
      await this.#inTime(() => this.#end(id, { generation, seq, errorText }));
    }
  }

  #end(
    id: string,
    { generation, seq, errorText }: { generation: string; seq: number; errorText: string },
  ): Promise<unknown> {
    const { meta, log } = runKeys(id);
    const event = JSON.stringify({ type: 'error', errorText });
    const values = [generation, entryId(seq + 1), event, String(this.#options.keepMs)];
    return runScript(this.#connection, endScript, [meta, log], values);
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
