import { rememberCancelMs } from '../runs/early-cancels.ts';
import { rest } from '../runs/rest.ts';
import { readerOf, type RunOptions } from '../runs/run.ts';
import type { RunClaim } from '../shared-runs/run-claim.ts';
import type { RunHeirOptions } from '../shared-runs/run-heir.ts';
import type { Claims } from '../shared-runs/shared-runs.ts';
import { beginning, type StreamClient } from './stream-client.ts';
import { runItemOf, type RunItem, type StreamItem } from './stream-items.ts';
import { streamName } from './stream-names.ts';

interface CancelItem {
  readonly owner: string;
  readonly reason: string;
}

const retryMs = 250;

/** Claims the ids of runs: the first message of its stream says who writes one. */
export class StreamClaims implements Claims {
  readonly #client: StreamClient;
  readonly #producer: string;
  readonly #keepMs: number;
  #isClosed = false;

  /** @param producer This process. */
  constructor(client: StreamClient, producer: string, keepMs: number) {
    this.#client = client;
    this.#producer = producer;
    this.#keepMs = keepMs;
  }

  async claim({ id, chatId, owner, question, limits }: RunOptions): Promise<RunClaim> {
    const born = crypto.randomUUID();
    const producer = this.#producer;
    const facts = { id, chatId, owner, producer, born, question, limits };
    const item: RunItem = { rivulet: 'run', ...facts };
    const name = await streamName('runs', id);
    try {
      await this.#client.create(name, this.#keepMs, [item]);
      const begun = await this.#begun(name);
      if (begun?.born !== born) return { isOurs: false, owner: '', chatId: '', ...begun };
      return { isOurs: true, generation: '0', cancelledBy: await this.#earlyReason(id, owner) };
    } catch (error) {
      // It may be taken all the same, by a run that nobody writes.
      void this.#giveUp(id, born);
      throw error;
    }
  }

  /** Gives the id of a question back that was refused; who has found its run meanwhile is told. */
  async release(id: string): Promise<void> {
    const name = await streamName('runs', id);
    const refused: StreamItem = { rivulet: 'refused' };
    await this.#client.append(name, [refused], { epoch: 0, seq: 0, isLast: true });
    await this.#client.remove(name);
  }

  /** Remembers that somebody stops a run that is not here yet. */
  async noteCancel(id: string, owner: string, reason: string): Promise<void> {
    const name = await streamName('cancels', id);
    const item: CancelItem = { owner, reason };
    // Made empty first: of two that make it at once, the messages of one would be lost.
    while ((await this.#client.append(name, [item])) === 'gone') {
      await this.#client.create(name, rememberCancelMs);
    }
  }

  /** How runs of processes that have died are taken and ended. */
  get succession(): Pick<RunHeirOptions, 'claim' | 'end'> {
    return {
      claim: async (run, mark) => {
        const name = await streamName('runs', run.id);
        const epoch = Number(run.generation) + 1;
        const item: StreamItem = { rivulet: 'writer', producer: this.#producer, epoch, mark };
        const fate = await this.#client.append(name, [item], { epoch, seq: 0, isLast: false });
        if (fate !== 'taken') return undefined;
        // Of several that come as the same one, the first is taken.
        const page = await this.#client.read(name, beginning);
        const items = (page?.items ?? []) as readonly StreamItem[];
        const isOurs = items.some((each) => 'mark' in each && each.mark === mark);
        const question = isOurs ? runItemOf(items)?.question : undefined;
        return question === undefined ? undefined : { generation: String(epoch), question };
      },
      end: async (id, { generation, errorText }) => {
        const writer = { epoch: Number(generation), seq: 1, isLast: true };
        const name = await streamName('runs', id);
        await this.#client.append(name, [{ type: 'error', errorText }], writer);
      },
    };
  }

  /** Gives nothing back any more. */
  close(): void {
    this.#isClosed = true;
  }

  async #begun(name: string): Promise<RunItem | undefined> {
    const page = await this.#client.read(name, beginning);
    return page && runItemOf(page.items);
  }

  async #giveUp(id: string, born: string): Promise<void> {
    while (!this.#isClosed) {
      try {
        const begun = await this.#begun(await streamName('runs', id));
        if (begun?.born === born) await this.release(id);
        return;
      } catch {
        await rest(retryMs);
      }
    }
  }

  /** Why the owner has stopped a run before it came; '' when he has not. */
  async #earlyReason(id: string, owner: string): Promise<string> {
    const page = await this.#client.read(await streamName('cancels', id), beginning);
    const cancels = (page?.items ?? []) as readonly CancelItem[];
    return cancels.find((each) => each.owner === readerOf(owner))?.reason ?? '';
  }
}
