import { ChatError } from '../../protocol/chat-error.ts';
import { EarlyCancels, rememberCancelMs } from '../runs/early-cancels.ts';
import { isFoundBy, isOpenTo, readerOf, type Run, type RunOptions } from '../runs/run.ts';
import { idTaken, type RunStore, type StoreTrouble } from '../runs/run-store.ts';
import type { LocalRun } from '../runs/local-run.ts';
import type { MemoryRunStoreOptions } from '../runs/memory-run-store.ts';
import { ChatRuns } from './chat-runs.ts';
import { OwnRuns, type OwnClaim } from './own-runs.ts';
import { ProducerPulse } from './producer-pulse.ts';
import { RedisHealth, type OnRedisTrouble } from './redis-health.ts';
import { RunClaims } from './run-claims.ts';
import { RunHeir, type GoOn } from './run-heir.ts';
import { RunPublisher } from './run-publisher.ts';
import { SharedRun } from './shared-run.ts';
import { runGone } from './mirror-watch.ts';
import type { MirroredRun } from './mirrored-run.ts';
import { ringBell } from './ring-bell.ts';
import { runKeys } from './run-keys.ts';
import type { StoreLink } from './store-link.ts';
import type { OpenFollower } from './run-follower.ts';
import { RunMirrors } from './run-mirrors.ts';
import { cancelScript, runScript } from './run-scripts.ts';
import { successionOf } from './succession.ts';

/** Times of a store that servers share. The runs of a killed process end within `leaseMs + graceMs` and two seconds. */
export interface SharedRunStoreOptions extends MemoryRunStoreOptions {
  /** After this long without a sign of life a process counts as missing, in milliseconds. @default 5 seconds */
  readonly leaseMs?: number;
  /** How long a process must be missing before its runs end as errors, in milliseconds. @default 5 seconds */
  readonly graceMs?: number;
  /** How long runs and readers wait for Redis to come back, in milliseconds. @default 30 seconds */
  readonly maxCutMs?: number;
  /** Is told when Redis begins or ceases to be of use. @default nobody is */
  readonly onTrouble?: OnRedisTrouble;
}

const lookMs = 1000;
// With these a reader waits less than five seconds for another process to go on with an answer.
const hurriedLeaseMs = 2000;
const hurriedTimes = { lookMs: 500, graceMs: 1500 };

/** What leads to the Redis of a store. */
export interface StoreLinks {
  /** For commands. */
  readonly link: StoreLink;
  /** Hears of what other servers write and ask for. */
  readonly openFollower: OpenFollower;
}

/**
 * Shares runs between servers through Redis Streams. The process that is asked writes the run from its own log into the
 * store; the others copy it from there while they have readers.
 */
export class SharedRunStore implements RunStore {
  readonly #connection: StoreLink;
  readonly #producer = crypto.randomUUID();
  readonly #own: OwnRuns;
  readonly #claims: RunClaims;
  readonly #chats: ChatRuns;
  readonly #mirrors: RunMirrors;
  readonly #heir: RunHeir;
  readonly #hasTimes: boolean;
  readonly #pulse: ProducerPulse;
  readonly #health: RedisHealth;
  /** What this process has written into the store for questions to come. */
  readonly #cancelledEarly: EarlyCancels;

  constructor({ link: connection, openFollower }: StoreLinks, options: SharedRunStoreOptions = {}) {
    const { leaseMs = 5000, graceMs = 5000, maxCutMs = 30_000 } = options;
    const { keepMs = 5 * 60_000, now = () => performance.now() } = options;
    const producer = this.#producer;
    this.#connection = connection;
    this.#hasTimes = options.leaseMs !== undefined || options.graceMs !== undefined;
    const claims = (this.#claims = new RunClaims(connection, producer, keepMs));
    const chats = (this.#chats = new ChatRuns(connection));
    this.#cancelledEarly = new EarlyCancels(now);
    this.#own = new OwnRuns({
      memory: options,
      enter: (run) => chats.enter(run),
      release: ({ id }, generation) => claims.release(id, generation),
      openWriter: (run, generation, written) =>
        new RunPublisher(connection, run, { generation, keepMs, maxCutMs, written }),
    });
    const health = (this.#health = new RedisHealth(options.onTrouble ?? (() => undefined)));
    this.#pulse = new ProducerPulse(
      connection,
      { producer, leaseMs, keepMs, health },
      () => this.#own.writing,
    );
    const onBell = (id: string) => void this.#lookForCancel(id).catch(() => undefined);
    const onLeft = (run: MirroredRun) => this.#heir.take(run);
    const mirrors = { producer, now, onBell, onLeft, lookMs, graceMs, maxCutMs, keepMs };
    this.#mirrors = new RunMirrors(connection, openFollower, mirrors);
    this.#heir = new RunHeir({
      ...successionOf(connection, producer, keepMs),
      whole: (id) => this.#mirrors.whole(id),
      start: (asked, generation) => this.#start(asked, { generation, cancelledBy: '' }),
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

  async get(id: string, owner: string): Promise<Run | undefined> {
    const own = await this.#own.get(id, owner);
    return own && !this.#own.isShared(own) ? own : this.#mirrors.get(id, owner);
  }

  async activeIn(chatId: string, owner: string): Promise<Run | undefined> {
    for (const id of await this.#chats.list(chatId, owner)) {
      const run = await this.get(id, owner);
      if (run?.chatId === chatId && !run.log.isEnded && isFoundBy(run, owner)) return run;
      if (run?.log.isEnded) await this.#chats.leave(id, chatId, owner);
    }
    return undefined;
  }

  async create(options: RunOptions): Promise<Run> {
    const { id, chatId, owner } = options;
    const claim = await this.#claims.claim(options);
    if (!claim.isOurs) {
      const reader = readerOf(owner);
      if (claim.chatId !== chatId || !isOpenTo(claim, reader)) throw idTaken();
      const known = await this.get(id, reader);
      if (known) return known;
      throw idTaken();
    }
    return this.#start(options, claim);
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
    const { meta, cancel } = runKeys(id);
    // Counted before it is known whether the run is there, as many may be asked for at once.
    const mayRemember = this.#cancelledEarly.note(id, owner, address);
    const values = [owner, reason, String(rememberCancelMs), mayRemember ? '1' : '0'];
    const producer = await runScript(this.#connection, cancelScript, [meta, cancel], values);
    if (typeof producer !== 'string' || producer === '') return undefined;
    this.#cancelledEarly.take(id, owner);
    await ringBell(this.#connection, producer, id);
    return this.#mirrors.get(id, owner);
  }

  onLeft(goOn: GoOn): void {
    this.#heir.goOn = goOn;
    if (this.#hasTimes) return;
    this.#pulse.hurry(hurriedLeaseMs);
    this.#mirrors.hurry(hurriedTimes);
  }

  async forgetChat(chatId: string, owner: string): Promise<void> {
    for (const id of await this.#chats.list(chatId, owner)) {
      const run = await this.get(id, owner);
      if (run?.chatId !== chatId || !isFoundBy(run, owner)) continue;
      const leave = run.attach();
      await this.cancel(id, 'the chat was deleted', owner);
      await run.settled;
      leave();
      const { meta, log, read } = runKeys(id);
      await this.#connection.command('DEL', meta, log, read);
      this.#mirrors.forget(id);
    }
    await this.#own.forgetChat(chatId, owner);
    await this.#chats.forget(chatId, owner);
  }

  async forgetOwner(owner: string): Promise<void> {
    for (const chatId of await this.#chats.chatsOf(owner)) await this.forgetChat(chatId, owner);
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
    for (const each of [this.#claims, this.#heir]) each.close();
    this.#pulse.close();
    await this.#mirrors.finish();
    this.#connection.close();
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

  async #lookForCancel(id: string): Promise<void> {
    const run = this.#own.writing.find((candidate) => candidate.id === id);
    if (run) await this.#pulse.lookForCancel(run);
  }
}
