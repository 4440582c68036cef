import { rest } from '../runs/rest.ts';
import { readerOf, type RunOptions } from '../runs/run.ts';
import type { RunClaim } from '../shared-runs/run-claim.ts';
import type { Claims } from '../shared-runs/shared-runs.ts';
import type { StoreLink } from './store-link.ts';
import { textsOf } from './replies.ts';
import { runKeys } from './run-keys.ts';
import { claimScript, releaseScript, runScript } from './run-scripts.ts';

const retryMs = 250;

/** Claims the ids of runs in Redis. */
export class RunClaims implements Claims {
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
