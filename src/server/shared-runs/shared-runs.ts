import { ChatError } from '../../protocol/chat-error.ts';
import type { EarlyCancels } from '../runs/early-cancels.ts';
import type { LocalRun } from '../runs/local-run.ts';
import type { MemoryRunStoreOptions } from '../runs/memory-run-store.ts';
import { isFoundBy, isOpenTo, readerOf, type Run, type RunOptions } from '../runs/run.ts';
import { idTaken, type RunStore, type StoreTrouble } from '../runs/run-store.ts';
import { runGone } from './lost-runs.ts';
import type { MirroredRun } from './mirrored-run.ts';
import type { OwnRuns } from './own-runs.ts';
import type { OwnClaim, RunClaim } from './run-claim.ts';
import type { RunHeir } from './run-heir.ts';
import { SharedRun } from './shared-run.ts';

/** Times of a store that servers share. The runs of a killed process end within `leaseMs + graceMs` and two seconds. */
export interface SharedRunsOptions extends MemoryRunStoreOptions {
  /** After this long without a sign of life a process counts as missing, in milliseconds. @default 5 seconds */
  readonly leaseMs?: number;
  /** How long a process must be missing before its runs end as errors, in milliseconds. @default 5 seconds */
  readonly graceMs?: number;
  /** How long runs and readers wait for the store to come back, in milliseconds. @default 30 seconds */
  readonly maxCutMs?: number;
}

/** Which runs answer in a chat. */
export interface ChatIndex {
  /** The runs of an owner in a chat that may still be written, the newest first. */
  writing(chatId: string, owner: string): Promise<readonly string[]>;
  /** The runs of an owner in a chat, the newest first. */
  all(chatId: string, owner: string): Promise<readonly string[]>;
  /** The chats in which an owner has started runs. */
  chatsOf(owner: string): Promise<readonly string[]>;
  /** Notes that a run has ended. */
  leave(run: Pick<RunOptions, 'id' | 'chatId' | 'owner'>): Promise<void>;
  /** Forgets a chat. */
  forget(chatId: string, owner: string): Promise<void>;
  /** Forgets which chats an owner has. */
  forgetOwner(owner: string): Promise<void>;
}

/** Sees to it that of all servers one alone writes the run of an id. */
export interface Claims {
  claim(options: RunOptions): Promise<RunClaim>;
  close(): void;
}

/** The runs of the store, copied while they have readers here. */
export interface Mirrors {
  get(id: string, owner: string): Promise<MirroredRun | undefined>;
  forget(id: string): void;
  sweep(): void;
  finish(): Promise<void>;
}

/** Somebody who stops a run. */
export interface Canceller {
  readonly reason: string;
  readonly owner: string;
  readonly address: string;
}

/**
 * Shares runs between servers: the process that is asked writes the run from its own log into a store, the others copy it from there
 * while they have readers. What the store is, the classes that extend this one know.
 */
export abstract class SharedRuns implements RunStore {
  protected abstract readonly own: OwnRuns;
  protected abstract readonly claims: Claims;
  protected abstract readonly index: ChatIndex;
  protected abstract readonly mirrors: Mirrors;
  protected abstract readonly heir: RunHeir;
  /** What this process has noted in the store for questions to come. */
  protected abstract readonly cancelledEarly: EarlyCancels;
  readonly #hasTimes: boolean;

  constructor({ leaseMs, graceMs }: SharedRunsOptions) {
    this.#hasTimes = leaseMs !== undefined || graceMs !== undefined;
  }

  abstract readonly trouble: StoreTrouble | undefined;

  async get(id: string, owner: string): Promise<Run | undefined> {
    const own = await this.own.get(id, owner);
    return own && !this.own.isShared(own) ? own : this.mirrors.get(id, owner);
  }

  async activeIn(chatId: string, owner: string): Promise<Run | undefined> {
    for (const id of await this.index.writing(chatId, owner)) {
      const run = await this.get(id, owner);
      if (run?.chatId === chatId && !run.log.isEnded && isFoundBy(run, owner)) return run;
      if (run?.log.isEnded) await this.index.leave({ id, chatId, owner });
    }
    return undefined;
  }

  async create(options: RunOptions): Promise<Run> {
    const { id, chatId, owner } = options;
    const claim = await this.claims.claim(options);
    if (claim.isOurs) return this.start(options, claim);
    const reader = readerOf(owner);
    if (claim.chatId !== chatId || !isOpenTo(claim, reader)) throw idTaken();
    const known = await this.get(id, reader);
    if (known) return known;
    throw idTaken();
  }

  async cancel(id: string, reason: string, owner: string, address = ''): Promise<Run | undefined> {
    const own = await this.own.get(id, owner);
    if (own) {
      own.cancel(reason);
      // Whoever asked may look at another server next, and should find the end there.
      await this.own.written(own);
      const run = await this.get(id, owner);
      // Else it has been taken over.
      if (!this.own.isShared(own) || run?.log.isEnded) return run;
    }
    return this.cancelElsewhere(id, { reason, owner, address });
  }

  onLeft(...how: Parameters<RunHeir['follow']>): void {
    this.heir.follow(...how);
    if (!this.#hasTimes) this.hurry();
  }

  async forgetChat(chatId: string, owner: string): Promise<void> {
    for (const id of await this.index.all(chatId, owner)) {
      const run = await this.get(id, owner);
      if (run?.chatId !== chatId || !isFoundBy(run, owner)) continue;
      const leave = run.attach();
      await this.cancel(id, 'the chat was deleted', owner);
      await run.settled;
      leave();
      await this.remove(id);
      this.mirrors.forget(id);
    }
    await this.own.forgetChat(chatId, owner);
    await this.index.forget(chatId, owner);
  }

  async forgetOwner(owner: string): Promise<void> {
    for (const chatId of await this.index.chatsOf(owner)) await this.forgetChat(chatId, owner);
    await this.index.forgetOwner(owner);
  }

  sweep(): void {
    this.own.sweep();
    this.cancelledEarly.sweep();
    this.mirrors.sweep();
  }

  drain(maxMs: number): Promise<void> {
    return this.own.drain(maxMs);
  }

  fail(reason: ChatError): Promise<void> {
    return this.own.fail(reason);
  }

  async close(): Promise<void> {
    await this.own.close();
    this.claims.close();
    this.heir.close();
    await this.mirrors.finish();
    await this.leave();
  }

  /** Has a run that another process writes stopped; where nobody writes it yet, the store remembers it for a while. */
  protected abstract cancelElsewhere(id: string, by: Canceller): Promise<Run | undefined>;
  /** Looks more often whether other processes live, and shows so more often itself. */
  protected abstract hurry(): void;
  /** Removes what the store has of a run. */
  protected abstract remove(id: string): Promise<void>;
  /** Lets go of the store. */
  protected abstract leave(): Promise<void>;

  /** Writes a run that was claimed. */
  protected async start(options: RunOptions, claim: OwnClaim): Promise<Run> {
    const run = await this.own.start(options, claim);
    return this.own.isShared(run) ? this.#share(run) : run;
  }

  async #share(run: LocalRun): Promise<Run> {
    // It has just been entered there.
    const mirror = await this.mirrors.get(run.id, readerOf(run.owner));
    if (mirror) return new SharedRun(run, mirror);
    run.cancel('the store has lost it');
    throw new ChatError('overloaded', runGone, { status: 503, retryAfterMs: 2000 });
  }
}
