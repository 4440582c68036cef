import { ChatError } from '../../protocol/chat-error.ts';
import { runGone } from '../redis/mirror-watch.ts';
import type { MirroredRun } from '../redis/mirrored-run.ts';
import { OwnRuns, type OwnClaim } from '../redis/own-runs.ts';
import { RunHeir, type GoOn } from '../redis/run-heir.ts';
import { SharedRun } from '../redis/shared-run.ts';
import type { SharedRunStoreOptions } from '../redis/shared-run-store.ts';
import { EarlyCancels } from '../runs/early-cancels.ts';
import type { LocalRun } from '../runs/local-run.ts';
import { isFoundBy, isOpenTo, readerOf, type Run, type RunOptions } from '../runs/run.ts';
import { idTaken, type RunStore, type StoreTrouble } from '../runs/run-store.ts';
import { ChatIndex } from './chat-index.ts';
import { ProducerPresence } from './producer-presence.ts';
import { StreamClaims } from './stream-claims.ts';
import type { StreamClient } from './stream-client.ts';
import { StreamMirrors } from './stream-mirrors.ts';
import { inboxName, streamName } from './stream-names.ts';
import { StreamWatch } from './stream-watch.ts';
import { StreamRunWriter } from './stream-writer.ts';

/** Times of a store in Durable Streams; see `SharedRunStoreOptions`. */
export type StreamRunStoreOptions = Omit<SharedRunStoreOptions, 'onTrouble'>;

// With these a reader waits less than five seconds for another process to go on with an answer.
const hurried = { leaseMs: 2000, lookMs: 500, graceMs: 1500 };

/**
 * Shares runs between servers that use the same Durable Streams. The process that is asked writes the run from its own log into a
 * stream; the others follow that while they have readers.
 */
export class StreamRunStore implements RunStore {
  readonly #client: StreamClient;
  readonly #producer = crypto.randomUUID();
  readonly #claims: StreamClaims;
  readonly #index: ChatIndex;
  readonly #own: OwnRuns;
  readonly #mirrors: StreamMirrors;
  readonly #heir: RunHeir;
  readonly #watch: StreamWatch;
  readonly #presence: ProducerPresence;
  readonly #cancelledEarly: EarlyCancels;
  readonly #hasTimes: boolean;

  constructor(client: StreamClient, options: StreamRunStoreOptions = {}) {
    const { leaseMs = 5000, graceMs = 5000, maxCutMs = 30_000 } = options;
    const { keepMs = 5 * 60_000, now = () => performance.now() } = options;
    const producer = this.#producer;
    this.#client = client;
    this.#hasTimes = options.leaseMs !== undefined || options.graceMs !== undefined;
    const claims = (this.#claims = new StreamClaims(client, producer, keepMs));
    const index = (this.#index = new ChatIndex(client));
    this.#cancelledEarly = new EarlyCancels(now);
    this.#own = new OwnRuns({
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
    const mirrors = (this.#mirrors = new StreamMirrors(client, { now, maxCutMs }));
    this.#heir = new RunHeir({
      ...claims.succession,
      whole: (id) => mirrors.whole(id),
      start: (asked, generation) => this.#start(asked, { generation, cancelledBy: '' }),
    });
    const runs = () => this.#own.writing;
    this.#presence = new ProducerPresence(client, { producer, leaseMs, keepMs, runs });
    this.#watch = new StreamWatch(
      client,
      { lookMs: 1000, graceMs },
      { producer, runs: () => mirrors.writing, onLeft: (run) => this.#heir.take(run) },
    );
  }

  /** Shows that this process lives. Throws when the store cannot be used. */
  begin(): Promise<void> {
    return this.#presence.begin();
  }

  get trouble(): StoreTrouble | undefined {
    return this.#presence.trouble;
  }

  async get(id: string, owner: string): Promise<Run | undefined> {
    const own = await this.#own.get(id, owner);
    return own && !this.#own.isShared(own) ? own : this.#mirrors.get(id, owner);
  }

  async activeIn(chatId: string, owner: string): Promise<Run | undefined> {
    for (const id of await this.#index.writing(chatId, owner)) {
      const run = await this.get(id, owner);
      if (run?.chatId === chatId && !run.log.isEnded && isFoundBy(run, owner)) return run;
    }
    return undefined;
  }

  async create(options: RunOptions): Promise<Run> {
    const { id, chatId, owner } = options;
    const claim = await this.#claims.claim(options);
    if (claim.isOurs) return this.#start(options, claim);
    const reader = readerOf(owner);
    if (claim.chatId !== chatId || !isOpenTo(claim, reader)) throw idTaken();
    const known = await this.get(id, reader);
    if (known) return known;
    throw idTaken();
  }

  async cancel(id: string, reason: string, owner: string, address = ''): Promise<Run | undefined> {
    const own = await this.#own.get(id, owner);
    if (own) {
      own.cancel(reason);
      // Whoever asked may look at another server next, and should find the end there.
      await this.#own.written(own);
      const run = await this.get(id, owner);
      // Else it has been taken over.
      if (!this.#own.isShared(own) || run?.log.isEnded) return run;
    }
    const run =
      (await this.#mirrors.get(id, owner)) ??
      (await this.#noteCancel(id, { reason, owner, address }));
    if (run && !run.log.isEnded) {
      await this.#client.append(inboxName(run.producer), [{ cancel: id, reason }]);
    }
    return run;
  }

  onLeft(goOn: GoOn): void {
    this.#heir.goOn = goOn;
    if (this.#hasTimes) return;
    void this.#presence.hurry(hurried.leaseMs);
    this.#watch.hurry(hurried);
  }

  async forgetChat(chatId: string, owner: string): Promise<void> {
    for (const id of await this.#index.all(chatId, owner)) {
      const run = await this.get(id, owner);
      if (run?.chatId !== chatId || !isFoundBy(run, owner)) continue;
      const leave = run.attach();
      await this.cancel(id, 'the chat was deleted', owner);
      await run.settled;
      leave();
      await this.#client.remove(await streamName('runs', id));
      this.#mirrors.forget(id);
    }
    await this.#own.forgetChat(chatId, owner);
    await this.#index.forget(chatId, owner);
  }

  async forgetOwner(owner: string): Promise<void> {
    for (const chatId of await this.#index.chatsOf(owner)) await this.forgetChat(chatId, owner);
    await this.#index.forgetOwner(owner);
  }

  sweep(): void {
    this.#own.sweep();
    this.#cancelledEarly.sweep();
    this.#mirrors.sweep();
  }

  drain(maxMs: number): Promise<void> {
    return this.#own.drain(maxMs);
  }

  fail(reason: ChatError): Promise<void> {
    return this.#own.fail(reason);
  }

  async close(): Promise<void> {
    await this.#own.close();
    for (const each of [this.#claims, this.#heir, this.#watch]) each.close();
    await this.#mirrors.finish();
    await this.#presence.close();
    this.#client.close();
  }

  async #start(options: RunOptions, claim: OwnClaim): Promise<Run> {
    const run = await this.#own.start(options, claim);
    return this.#own.isShared(run) ? this.#share(run) : run;
  }

  async #share(run: LocalRun): Promise<Run> {
    // It has just been entered there.
    const mirror = await this.#mirrors.get(run.id, readerOf(run.owner));
    if (mirror) return new SharedRun(run, mirror);
    run.cancel('the store has lost it');
    throw new ChatError('overloaded', runGone, { status: 503, retryAfterMs: 2000 });
  }

  /** Remembers that somebody stops a run that is not here; gives it where it has come in the meantime. */
  async #noteCancel(
    id: string,
    { owner, reason, address }: { owner: string; reason: string; address: string },
  ): Promise<MirroredRun | undefined> {
    if (!this.#cancelledEarly.note(id, owner, address)) return undefined;
    await this.#claims.noteCancel(id, owner, reason);
    return this.#mirrors.get(id, owner);
  }
}
