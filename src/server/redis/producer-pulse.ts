import { restUnnoticed } from '../runs/rest-unnoticed.ts';
import type { LocalRun } from '../runs/local-run.ts';
import type { StoreLink } from './store-link.ts';
import type { RedisHealth } from './redis-health.ts';
import { textOrNull } from './replies.ts';
import { leaseKey, runKeys } from './run-keys.ts';

/** How a process shows that it lives. */
export interface ProducerPulseOptions {
  readonly producer: string;
  /** After this long without a beat the process counts as gone, in milliseconds. */
  readonly leaseMs: number;
  /** How long the store keeps a silent run, in milliseconds. */
  readonly keepMs: number;
  /** Learns from each beat whether the store takes what is written. */
  readonly health: RedisHealth;
}

/**
 * Beats while this process lives: renews its lease and the lifetime of the runs that it writes, though they say nothing
 * for long, and looks after their readers and cancels elsewhere.
 */
export class ProducerPulse {
  readonly #connection: StoreLink;
  #options: ProducerPulseOptions;
  readonly #runs: () => Iterable<LocalRun>;
  #timer: ReturnType<typeof setInterval>;

  /** @param runs The runs of this process that still write. */
  constructor(
    connection: StoreLink,
    options: ProducerPulseOptions,
    runs: () => Iterable<LocalRun>,
  ) {
    this.#connection = connection;
    this.#options = options;
    this.#runs = runs;
    this.#timer = this.#start();
    // As soon as the store is back, so that nobody takes its absence for this process's death.
    connection.onReady(() => void this.beat().catch(() => undefined));
  }

  /** Beats more often, for runs that others shall go on with soon. */
  hurry(leaseMs: number): void {
    clearInterval(this.#timer);
    this.#options = { ...this.#options, leaseMs };
    this.#timer = this.#start();
    this.#tick();
  }

  #start(): ReturnType<typeof setInterval> {
    return restUnnoticed(setInterval(() => this.#tick(), this.#options.leaseMs / 4));
  }

  /** Renews the lease. Throws while the store cannot be reached. */
  async beat(): Promise<void> {
    const { producer, leaseMs, health } = this.#options;
    const words = ['SET', leaseKey(producer), '1', 'PX', String(leaseMs)];
    await health.follow(this.#connection.command(...words));
  }

  /** Stops beating. */
  close(): void {
    clearInterval(this.#timer);
  }

  /** Looks whether a run has been stopped from elsewhere. */
  async lookForCancel(run: LocalRun): Promise<void> {
    const reply = await this.#connection.command('HGET', runKeys(run.id).cancel, run.owner);
    const reason = textOrNull(reply);
    if (reason !== null) run.cancel(reason);
  }

  #tick(): void {
    const work = [this.beat(), ...[...this.#runs()].map((run) => this.#keep(run))];
    // A beat that does not reach the store is made up for by the next; readers elsewhere wait longer than that.
    void Promise.allSettled(work);
  }

  async #keep(run: LocalRun): Promise<void> {
    const { meta, log, read } = runKeys(run.id);
    const keepMs = String(this.#options.keepMs);
    const [, , readers] = await Promise.all([
      this.#connection.command('PEXPIRE', meta, keepMs),
      this.#connection.command('PEXPIRE', log, keepMs),
      this.#connection.command('EXISTS', read),
      this.lookForCancel(run),
    ]);
    if (readers === 1) run.touch();
  }
}
