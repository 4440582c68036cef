import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { ChatError } from '../../protocol/chat-error.ts';
import { EarlyCancels, rememberCancelMs } from '../runs/early-cancels.ts';
import { isFoundBy, isOpenTo, readerOf, type Run, type RunOptions } from '../runs/run.ts';
import { idTaken, type RunStore, type StoreTrouble } from '../runs/run-store.ts';
import type { LocalRun } from '../runs/local-run.ts';
import { MemoryRunStore, type MemoryRunStoreOptions } from '../runs/memory-run-store.ts';
import { ChatRuns } from './chat-runs.ts';
import { ProducerPulse } from './producer-pulse.ts';
import { probeRedis } from './probe-redis.ts';
import { RedisConnection, redisStartError } from './redis-connection.ts';
import { RedisHealth, type OnRedisTrouble } from './redis-health.ts';
import { RunClaims } from './run-claims.ts';
import { ringBell } from './ring-bell.ts';
import { runKeys } from './run-keys.ts';
import { RunMirrors } from './run-mirrors.ts';
import { RunPublisher } from './run-publisher.ts';
import { cancelScript, runScript } from './run-scripts.ts';

/** Times of a shared store. The runs of a killed process end within `leaseMs + graceMs` and two seconds. */
export interface RedisRunStoreOptions extends MemoryRunStoreOptions {
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
const flushMs = 1000;

/**
 * Shares runs between servers through Redis Streams. The process that is asked writes the run from its own log into the
 * store; the others copy it from there while they have readers.
 */
export class RedisRunStore implements RunStore {
  readonly #connection: RedisConnection;
  readonly #producer = randomBytes(12).toString('base64url');
  readonly #local: MemoryRunStore;
  readonly #publishers = new Map<LocalRun, RunPublisher>();
  readonly #claims: RunClaims;
  readonly #chats: ChatRuns;
  readonly #mirrors: RunMirrors;
  readonly #pulse: ProducerPulse;
  readonly #health: RedisHealth;
  /** What this process has written into the store for questions to come. */
  readonly #cancelledEarly: EarlyCancels;
  readonly #keepMs: number;
  readonly #maxCutMs: number;

  private constructor(
    connection: RedisConnection,
    tailConnection: RedisConnection,
    options: RedisRunStoreOptions,
  ) {
    const { leaseMs = 5000, graceMs = 5000, maxCutMs = 30_000 } = options;
    const { keepMs = 5 * 60_000, now = () => performance.now() } = options;
    const producer = this.#producer;
    this.#connection = connection;
    this.#claims = new RunClaims(connection, producer, keepMs);
    this.#chats = new ChatRuns(connection);
    this.#keepMs = keepMs;
    this.#maxCutMs = maxCutMs;
    this.#cancelledEarly = new EarlyCancels(now);
    this.#local = new MemoryRunStore({ ...options, isShared: true });
    const health = (this.#health = new RedisHealth(options.onTrouble ?? (() => undefined)));
    this.#pulse = new ProducerPulse(connection, { producer, leaseMs, keepMs, health }, () =>
      this.#writing(),
    );
    const onBell = (id: string) => void this.#lookForCancel(id).catch(() => undefined);
    const mirrors = { producer, now, onBell, lookMs, graceMs, maxCutMs, keepMs };
    this.#mirrors = new RunMirrors(connection, tailConnection, mirrors);
  }

  /** Connects to Redis. Throws a `ChatError` of code `config` that says what to do when it cannot be reached
   * or does not do what a store needs. */
  static async open(url: string, options: RedisRunStoreOptions = {}): Promise<RedisRunStore> {
    const connection = await RedisConnection.open(url);
    const tailConnection = await RedisConnection.open(url).catch((error: unknown) => {
      connection.close();
      throw error;
    });
    try {
      await probeRedis(connection);
    } catch (error) {
      connection.close();
      tailConnection.close();
      throw redisStartError(error);
    }
    const store = new RedisRunStore(connection, tailConnection, options);
    await store.#pulse.beat().catch(() => undefined);
    return store;
  }

  get trouble(): StoreTrouble | undefined {
    return this.#health.trouble;
  }

  get sharedClient(): object {
    return this.#connection.client;
  }

  async get(id: string, owner: string): Promise<Run | undefined> {
    return (await this.#local.get(id, owner)) ?? (await this.#mirrors.get(id, owner));
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
    const run = await this.#start(options, claim.generation);
    if (claim.cancelledBy !== '') run.cancel(claim.cancelledBy);
    return run;
  }

  async cancel(id: string, reason: string, owner: string, address = ''): Promise<Run | undefined> {
    const local = await this.#local.get(id, owner);
    if (local) {
      local.cancel(reason);
      // Whoever asked may look at another server next, and should find the end there.
      await this.#written(local);
      return local;
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

  async forgetChat(chatId: string, owner: string): Promise<void> {
    if (owner === '') return;
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
    await this.#local.forgetChat(chatId, owner);
    await this.#chats.forget(chatId, owner);
  }

  sweep(): void {
    this.#local.sweep();
    this.#cancelledEarly.sweep();
    this.#mirrors.sweep();
  }

  drain(maxMs: number): Promise<void> {
    return this.#local.drain(maxMs);
  }

  async fail(reason: ChatError): Promise<void> {
    await this.#local.fail(reason);
    const written = Promise.all([...this.#publishers.values()].map(({ done }) => done));
    await Promise.race([written, delay(flushMs, undefined, { ref: false })]);
  }

  async close(): Promise<void> {
    await this.#local.close();
    await Promise.all([...this.#publishers.keys()].map((run) => this.#written(run)));
    for (const each of [...this.#publishers.values(), this.#claims]) each.close();
    this.#pulse.close();
    this.#mirrors.close();
    this.#connection.close();
  }

  async #start(options: RunOptions, generation: string): Promise<LocalRun> {
    let run: LocalRun;
    try {
      await this.#chats.enter(options);
      run = await this.#local.create(options);
    } catch (error) {
      // Refused: the same question may come again under the same id.
      const released = this.#claims.release(options.id, generation);
      await Promise.race([released, delay(flushMs, undefined, { ref: false })]);
      throw error;
    }
    const limits = { generation, keepMs: this.#keepMs, maxCutMs: this.#maxCutMs };
    const publisher = new RunPublisher(this.#connection, run, limits);
    this.#publishers.set(run, publisher);
    void publisher.done.then(() => this.#publishers.delete(run));
    return run;
  }

  /** Waits until a run is in the store to its end, but not for a store that is away. */
  async #written(run: LocalRun): Promise<void> {
    await run.settled;
    const done = this.#publishers.get(run)?.done;
    await Promise.race([done, delay(flushMs, undefined, { ref: false })]);
  }

  #writing(): LocalRun[] {
    return [...this.#publishers.keys()].filter(({ log }) => !log.isEnded);
  }

  async #lookForCancel(id: string): Promise<void> {
    const run = this.#writing().find((candidate) => candidate.id === id);
    if (run) await this.#pulse.lookForCancel(run);
  }
}
