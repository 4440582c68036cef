import { EarlyCancels } from '../runs/early-cancels.ts';
import type { Run } from '../runs/run.ts';
import type { StoreTrouble } from '../runs/run-store.ts';
import type { MirroredRun } from '../shared-runs/mirrored-run.ts';
import { OwnRuns } from '../shared-runs/own-runs.ts';
import { RunHeir } from '../shared-runs/run-heir.ts';
import { SharedRuns, type Canceller, type SharedRunsOptions } from '../shared-runs/shared-runs.ts';
import { calmTimes, hurriedTimes } from '../shared-runs/watch-times.ts';
import { ChatStreams } from './chat-streams.ts';
import { ProducerPresence } from './producer-presence.ts';
import { StreamClaims } from './stream-claims.ts';
import type { StreamClient } from './stream-client.ts';
import { StreamMirrors } from './stream-mirrors.ts';
import { inboxName, streamName } from './stream-names.ts';
import { StreamWatch } from './stream-watch.ts';
import { StreamRunWriter } from './stream-writer.ts';

/** Shares runs between servers that use the same Durable Streams. */
export class StreamRunStore extends SharedRuns {
  protected readonly own: OwnRuns;
  protected readonly claims: StreamClaims;
  protected readonly index: ChatStreams;
  protected readonly mirrors: StreamMirrors;
  protected readonly heir: RunHeir;
  protected readonly cancelledEarly: EarlyCancels;
  readonly #client: StreamClient;
  readonly #watch: StreamWatch;
  readonly #presence: ProducerPresence;

  constructor(client: StreamClient, options: SharedRunsOptions = {}) {
    super(options);
    const { leaseMs = calmTimes.leaseMs, graceMs = calmTimes.graceMs, maxCutMs = 30_000 } = options;
    const { keepMs = 5 * 60_000, now = () => performance.now() } = options;
    const producer = crypto.randomUUID();
    this.#client = client;
    const claims = (this.claims = new StreamClaims(client, producer, keepMs));
    const index = (this.index = new ChatStreams(client));
    this.cancelledEarly = new EarlyCancels(now);
    this.own = new OwnRuns({
      memory: options,
      enter: (run) => index.enter(run),
      release: ({ id }) => claims.release(id),
      openWriter: (run, generation, written) => {
        const epoch = Number(generation);
        const name = streamName('runs', run.id);
        const writer = new StreamRunWriter(client, run, { name, epoch, keepMs, maxCutMs, written });
        void writer.done.then(() => index.leave(run)).catch(() => undefined);
        return writer;
      },
    });
    const mirrors = (this.mirrors = new StreamMirrors(client, { now, maxCutMs }));
    this.heir = new RunHeir({
      ...claims.succession,
      whole: (id) => mirrors.whole(id),
      start: (asked, generation) => this.start(asked, { generation, cancelledBy: '' }),
    });
    const runs = () => this.own.writing;
    this.#presence = new ProducerPresence(client, { producer, leaseMs, keepMs, runs });
    this.#watch = new StreamWatch(
      client,
      { lookMs: calmTimes.lookMs, graceMs },
      { producer, runs: () => mirrors.writing, onLeft: (run) => this.heir.take(run) },
    );
  }

  /** Shows that this process lives. Throws when the store cannot be used. */
  begin(): Promise<void> {
    return this.#presence.begin();
  }

  get trouble(): StoreTrouble | undefined {
    return this.#presence.trouble;
  }

  protected async cancelElsewhere(id: string, by: Canceller): Promise<Run | undefined> {
    const run = (await this.mirrors.get(id, by.owner)) ?? (await this.#noteCancel(id, by));
    if (run && !run.log.isEnded) {
      await this.#client.append(inboxName(run.producer), [{ cancel: id, reason: by.reason }]);
    }
    return run;
  }

  protected hurry(): void {
    void this.#presence.hurry(hurriedTimes.leaseMs);
    this.#watch.hurry(hurriedTimes);
  }

  protected async remove(id: string): Promise<void> {
    await this.#client.remove(await streamName('runs', id));
  }

  protected async leave(): Promise<void> {
    this.#watch.close();
    await this.#presence.close();
    this.#client.close();
  }

  /** Remembers that somebody stops a run that is not here; gives it where it has come in the meantime. */
  async #noteCancel(id: string, by: Canceller): Promise<MirroredRun | undefined> {
    const { owner, reason, address } = by;
    if (!this.cancelledEarly.note(id, owner, address)) return undefined;
    await this.claims.noteCancel(id, owner, reason);
    return this.mirrors.get(id, owner);
  }
}
