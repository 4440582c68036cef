import type { LocalRun } from '../runs/local-run.ts';
import { restUnnoticed } from '../runs/rest-unnoticed.ts';
import { rest } from '../runs/rest.ts';
import type { StoreTrouble } from '../runs/run-store.ts';
import { beginning, type StreamClient } from './stream-client.ts';
import { inboxName, leaseName, streamName } from './stream-names.ts';

/** What others ask a process for. */
export interface InboxItem {
  /** The run to stop. */
  readonly cancel: string;
  readonly reason: string;
}

/** How a process shows that it lives. */
export interface ProducerPresenceOptions {
  readonly producer: string;
  /** After this long without a beat the process counts as gone, in milliseconds; at least a second. */
  readonly leaseMs: number;
  /** How long the store keeps a silent run, in milliseconds. */
  readonly keepMs: number;
  /** The runs of this process that still write. */
  readonly runs: () => readonly LocalRun[];
}

const retryMs = 250;
// It goes with its process; longer than a process may be cut off.
const inboxMs = 60 * 60_000;

/**
 * Shows that this process lives, keeps the streams of the runs that it writes though they say nothing for long, learns whether
 * somebody reads them elsewhere, and does what it is asked for from there.
 */
export class ProducerPresence {
  /** What keeps the store from being used, as the last beat has found it. */
  trouble: StoreTrouble | undefined;
  readonly #client: StreamClient;
  readonly #options: ProducerPresenceOptions;
  readonly #stop = new AbortController();
  readonly #keptAt = new WeakMap<LocalRun, number>();
  #leaseMs: number;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(client: StreamClient, options: ProducerPresenceOptions) {
    this.#client = client;
    this.#options = options;
    this.#leaseMs = options.leaseMs;
  }

  /** Shows itself. Throws when the store cannot be used. */
  async begin(): Promise<void> {
    const { producer } = this.#options;
    await this.#client.create(inboxName(producer), inboxMs);
    await this.#client.create(leaseName(producer), this.#leaseMs);
    this.#timer = this.#start();
    void this.#listen();
  }

  /** Is missed sooner, for runs that others shall go on with soon. */
  async hurry(leaseMs: number): Promise<void> {
    clearInterval(this.#timer);
    this.#leaseMs = leaseMs;
    this.#timer = this.#start();
    // A stream keeps the time that it was made with.
    await this.#client.remove(leaseName(this.#options.producer)).catch(() => undefined);
    await this.#tick();
  }

  /** Is gone, and says so. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#stop.abort();
    const { producer } = this.#options;
    const names = [leaseName(producer), inboxName(producer)];
    await Promise.all(names.map((name) => this.#client.remove(name).catch(() => undefined)));
  }

  #start(): ReturnType<typeof setInterval> {
    return restUnnoticed(setInterval(() => void this.#tick(), this.#leaseMs / 4));
  }

  async #tick(): Promise<void> {
    const runs = this.#options.runs();
    try {
      await Promise.all([this.#beat(), ...runs.map((run) => this.#keep(run))]);
      this.trouble = undefined;
    } catch {
      // The next beat makes up for it; others wait longer than that.
      this.trouble = { state: 'away', reason: 'away' };
    }
  }

  async #beat(): Promise<void> {
    const name = leaseName(this.#options.producer);
    if (!(await this.#client.touch(name))) await this.#client.create(name, this.#leaseMs);
  }

  async #keep(run: LocalRun): Promise<void> {
    const now = performance.now();
    const isDue = now - (this.#keptAt.get(run) ?? now) > this.#options.keepMs / 3;
    if (isDue || !this.#keptAt.has(run)) this.#keptAt.set(run, now);
    if (isDue) await this.#client.touch(await streamName('runs', run.id));
    if (run.readers > 0) return;
    if (await this.#client.has(await streamName('readers', run.id))) run.touch();
  }

  async #listen(): Promise<void> {
    const name = inboxName(this.#options.producer);
    const { signal } = this.#stop;
    let place = { offset: beginning, cursor: '' };
    while (!signal.aborted) {
      try {
        const page = await this.#client.follow(name, place, signal);
        if (page) place = page;
        else {
          await this.#client.create(name, inboxMs);
          place = { offset: beginning, cursor: '' };
        }
        for (const item of (page?.items ?? []) as readonly InboxItem[]) this.#obey(item);
      } catch {
        if (!signal.aborted) await rest(retryMs);
      }
    }
  }

  #obey({ cancel, reason }: InboxItem): void {
    const run = this.#options.runs().find(({ id }) => id === cancel);
    run?.cancel(reason);
  }
}
