import { rest } from '../runs/rest.ts';
import { readerOf, type RunOptions } from '../runs/run.ts';
import type { StoreLink } from './store-link.ts';
import { textsOf } from './replies.ts';
import { runKeys } from './run-keys.ts';
import { claimScript, releaseScript, runScript } from './run-scripts.ts';

/** What asking for an id gave. */
export type RunClaim =
  | {
      readonly isOurs: true;
      /** Tells this run's writer from any other that has had its id. */
      readonly generation: string;
      /** Why it was stopped before it came; '' when it was not. */
      readonly cancelledBy: string;
    }
  | { readonly isOurs: false; readonly owner: string; readonly chatId: string | undefined };

const retryMs = 250;

/** Sees to it that of all servers one alone writes the run of an id. */
export class RunClaims {
  readonly #connection: StoreLink;
  readonly #producer: string;
  readonly #keepMs: number;
  #isClosed = false;

  /** @param producer This process. */
  constructor(connection: StoreLink, producer: string, keepMs: number) {
    this.#connection = connection;
    this.#producer = producer;
    this.#keepMs = keepMs;
  }

  /** Claims the id of a run for this process, unless it is taken. */
  async claim({ id, chatId, owner, question = '' }: RunOptions): Promise<RunClaim> {
    const { meta, cancel } = runKeys(id);
    const generation = crypto.randomUUID();
    const reader = readerOf(owner);
    const keepMs = String(this.#keepMs);
    const facts = [generation, owner, chatId, this.#producer, keepMs, reader, question];
    const claiming = runScript(this.#connection, claimScript, [meta, cancel], facts);
    // When the reply is lost, the id may be taken all the same, by a run that nobody writes.
    claiming.catch(() => this.release(id, generation));
    const [state, text = '', knownChat] = textsOf(await claiming);
    if (state === 'known') return { isOurs: false, owner: text, chatId: knownChat };
    return { isOurs: true, generation, cancelledBy: text };
  }

  /** Gives an id back, as soon as the store can be reached. */
  async release(id: string, generation: string): Promise<void> {
    while (!this.#isClosed) {
      try {
        await runScript(this.#connection, releaseScript, [runKeys(id).meta], [generation]);
        return;
      } catch {
        await rest(retryMs);
      }
    }
  }

  /** Gives nothing back any more. */
  close(): void {
    this.#isClosed = true;
  }
}
