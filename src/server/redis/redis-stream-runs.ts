import { EarlyCancels, rememberCancelMs } from '../runs/early-cancels.ts';
import type { Run } from '../runs/run.ts';
import type { StoreTrouble } from '../runs/run-store.ts';
import type { MirroredRun } from '../shared-runs/mirrored-run.ts';
import { OwnRuns } from '../shared-runs/own-runs.ts';
import { RunHeir } from '../shared-runs/run-heir.ts';
import { SharedRuns, type Canceller, type SharedRunsOptions } from '../shared-runs/shared-runs.ts';
import { calmTimes, hurriedTimes } from '../shared-runs/watch-times.ts';
import { ChatRuns } from './chat-runs.ts';
import { ProducerPulse } from './producer-pulse.ts';
import { RedisHealth, type OnRedisTrouble } from './redis-health.ts';
import { ringBell } from './ring-bell.ts';
import { RunClaims } from './run-claims.ts';
import type { OpenFollower } from './run-follower.ts';
import { runKeys } from './run-keys.ts';
import { RunMirrors } from './run-mirrors.ts';
import { RunPublisher } from './run-publisher.ts';
import { cancelScript, runScript } from './run-scripts.ts';
import type { StoreLink } from './store-link.ts';
import { successionOf } from './succession.ts';

/** Options of a store in Redis. */
export interface RedisRunStoreOptions extends SharedRunsOptions {
  /** Is told when Redis begins or ceases to be of use. @default nobody is */
  readonly onTrouble?: OnRedisTrouble;
}

/** What leads to the Redis of a store. */
export interface StoreLinks {
  /** For commands. */
  readonly link: StoreLink;
  /** Hears of what other servers write and ask for. */
  readonly openFollower: OpenFollower;
}

/** Shares runs between servers through Redis Streams, however they are reached. */
export class RedisStreamRuns extends SharedRuns {
  protected readonly own: OwnRuns;
  protected readonly claims: RunClaims;
  protected readonly index: ChatRuns;
  protected readonly mirrors: RunMirrors;
  protected readonly heir: RunHeir;
  protected readonly cancelledEarly: EarlyCancels;
  readonly #connection: StoreLink;
  readonly #pulse: ProducerPulse;
  readonly #health: RedisHealth;

  constructor({ link: connection, openFollower }: StoreLinks, options: RedisRunStoreOptions = {}) {
    super(options);
    const { leaseMs = calmTimes.leaseMs, graceMs = calmTimes.graceMs, maxCutMs = 30_000 } = options;
    const { keepMs = 5 * 60_000, now = () => performance.now() } = options;
    const producer = crypto.randomUUID();
    this.#connection = connection;
    const claims = (this.claims = new RunClaims(connection, producer, keepMs));
    const index = (this.index = new ChatRuns(connection));
    this.cancelledEarly = new EarlyCancels(now);
    this.own = new OwnRuns({
      memory: options,
      enter: (run) => index.enter(run),
      release: ({ id }, generation) => claims.release(id, generation),
      openWriter: (run, generation, written) =>
        new RunPublisher(connection, run, { generation, keepMs, maxCutMs, written }),
    });
    const health = (this.#health = new RedisHealth(options.onTrouble ?? (() => undefined)));
    this.#pulse = new ProducerPulse(
      connection,
      { producer, leaseMs, keepMs, health },
      () => this.own.writing,
    );
    const onBell = (id: string) => void this.#lookForCancel(id).catch(() => undefined);
    const onLeft = (run: MirroredRun) => this.heir.take(run);
    const times = { lookMs: calmTimes.lookMs, graceMs, maxCutMs, keepMs };
    this.mirrors = new RunMirrors(connection, openFollower, {
      ...times,
      producer,
      now,
      onBell,
      onLeft,
    });
    this.heir = new RunHeir({
      ...successionOf(connection, producer, keepMs),
      whole: (id) => this.mirrors.whole(id),
      start: (asked, generation) => this.start(asked, { generation, cancelledBy: '' }),
    });
  }

  /** Shows at once that this process lives; the next beat makes up for one that does not arrive. */
  async begin(): Promise<void> {
    await this.#pulse.beat().catch(() => undefined);
  }

  get trouble(): StoreTrouble | undefined {
    return this.#health.trouble;
  }

  get sharedClient(): object | undefined {
    return this.#connection.client;
  }

  protected async cancelElsewhere(id: string, by: Canceller): Promise<Run | undefined> {
    const { owner, reason, address } = by;
    const { meta, cancel } = runKeys(id);
    // Counted before it is known whether the run is there, as many may be asked for at once.
    const mayRemember = this.cancelledEarly.note(id, owner, address);
    const values = [owner, reason, String(rememberCancelMs), mayRemember ? '1' : '0'];
    const producer = await runScript(this.#connection, cancelScript, [meta, cancel], values);
    if (typeof producer !== 'string' || producer === '') return undefined;
    this.cancelledEarly.take(id, owner);
    await ringBell(this.#connection, producer, id);
    return this.mirrors.get(id, owner);
  }

  protected hurry(): void {
    this.#pulse.hurry(hurriedTimes.leaseMs);
    this.mirrors.hurry(hurriedTimes);
  }

  protected async remove(id: string): Promise<void> {
    const { meta, log, read } = runKeys(id);
    await this.#connection.command('DEL', meta, log, read);
  }

  protected async leave(): Promise<void> {
    this.#pulse.close();
    this.#connection.close();
  }

  async #lookForCancel(id: string): Promise<void> {
    const run = this.own.writing.find((candidate) => candidate.id === id);
    if (run) await this.#pulse.lookForCancel(run);
  }
}
