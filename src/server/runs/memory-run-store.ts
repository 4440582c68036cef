import { ChatError } from '../../protocol/chat-error.ts';
import { EarlyCancels } from './early-cancels.ts';
import { defaultLongestMs, LocalRun } from './local-run.ts';
import { findEvictable, findInTheWay, isAbandoned } from './make-room.ts';
import { idTaken, type RunStore } from './run-store.ts';
import { isFoundBy, isOpenTo, readerOf, type RunOptions } from './run.ts';

/** How long and how many runs are kept. */
export interface MemoryRunStoreOptions {
  /** How long a run can be read after its end, in milliseconds. @default 5 minutes */
  readonly keepMs?: number;
  /** When a running run that nobody reads is stopped, in milliseconds; sooner while others wait. @default 5 minutes */
  readonly abandonMs?: number;
  /** How long a source may be busy with one run, in milliseconds. @default 10 minutes */
  readonly longestRunMs?: number | undefined;
  /** How many runs are kept, those that are written and those that have ended. @default 256 */
  readonly maxRuns?: number;
  /** Encoded size of all runs together; the oldest that have ended go first. @default 64 MiB */
  readonly maxBytes?: number;
  /**
   * Says whether the machine is short of memory: no new run is taken then, and at each sweep the older half of those that have
   * ended is forgotten, those that nobody reads first. `memoryPressure()` of `rivulet/server/node` knows. @default it never is
   */
  readonly isTight?: (() => boolean) | undefined;
  /** A clock that never goes back, in milliseconds. @default performance.now */
  readonly now?: () => number;
  /** Whether runs can be read on another server. @default false */
  readonly isShared?: boolean;
}

const drainLookMs = 20;
// A reader that was asked to connect again comes within this time or not at all.
const comeBackMs = 3000;

/** Keeps the runs of one server in its memory; a restart forgets them. */
export class MemoryRunStore implements RunStore {
  readonly #runs = new Map<string, LocalRun>();
  readonly #cancelledEarly: EarlyCancels;
  readonly #keepMs: number;
  readonly #abandonMs: number;
  readonly #longestRunMs: number;
  readonly #maxRuns: number;
  readonly #maxBytes: number;
  readonly #isTight: () => boolean;
  readonly #now: () => number;
  readonly #isShared: boolean;

  constructor(options: MemoryRunStoreOptions = {}) {
    this.#keepMs = options.keepMs ?? 5 * 60_000;
    this.#abandonMs = options.abandonMs ?? 5 * 60_000;
    this.#longestRunMs = options.longestRunMs ?? defaultLongestMs;
    this.#maxRuns = options.maxRuns ?? 256;
    this.#maxBytes = options.maxBytes ?? 64 * 1024 * 1024;
    this.#isTight = options.isTight ?? (() => false);
    this.#now = options.now ?? (() => performance.now());
    this.#cancelledEarly = new EarlyCancels(this.#now);
    this.#isShared = options.isShared ?? false;
  }

  /** Memory always works. */
  readonly trouble = undefined;

  /** How many runs are kept now. */
  get size(): number {
    return this.#runs.size;
  }

  /** See `RunStore.get`. */
  async get(id: string, owner: string): Promise<LocalRun | undefined> {
    return this.#find(id, owner);
  }

  /** See `RunStore.activeIn`. */
  async activeIn(chatId: string, owner: string): Promise<LocalRun | undefined> {
    return [...this.#runs.values()].findLast(
      (run) => run.chatId === chatId && !run.log.isEnded && isFoundBy(run, owner),
    );
  }

  /** See `RunStore.create`. */
  async create(options: RunOptions): Promise<LocalRun> {
    const { id, chatId, owner, log } = options;
    const known = log ? undefined : this.#runs.get(id);
    if (known && (known.chatId !== chatId || !isOpenTo(known, readerOf(owner)))) throw idTaken();
    if (known) return known;
    this.sweep(1);
    if (this.#runs.size >= this.#maxRuns || this.#isTight()) throw storeFull();
    const run = new LocalRun(options, this.#now, this.#longestRunMs);
    this.#runs.set(id, run);
    if (this.#cancelledEarly.take(id, readerOf(owner))) run.cancel('the user stopped it');
    return run;
  }

  /** See `RunStore.cancel`. */
  async cancel(
    id: string,
    reason: string,
    owner: string,
    address = '',
  ): Promise<LocalRun | undefined> {
    const run = this.#find(id, owner);
    if (run) run.cancel(reason);
    else this.#cancelledEarly.note(id, owner, address);
    return run;
  }

  /** See `RunStore.forgetChat`. */
  async forgetChat(chatId: string | undefined, owner: string): Promise<void> {
    const found = [...this.#runs.values()].filter(
      (run) => (chatId === undefined || run.chatId === chatId) && isFoundBy(run, owner),
    );
    for (const run of found) run.cancel('the chat was deleted');
    await Promise.all(found.map((run) => run.settled));
    for (const run of found) this.#runs.delete(run.id);
  }

  /** See `RunStore.forgetOwner`. */
  forgetOwner(owner: string): Promise<void> {
    return this.forgetChat(undefined, owner);
  }

  /**
   * See `RunStore.sweep`.
   * @param room How many places to make for new runs.
   */
  sweep(room = 0): void {
    const now = this.#now();
    const runs = [...this.#runs.values()];
    for (const run of runs) {
      if (run.endedAt !== undefined && now - run.endedAt >= this.#keepMs) this.#runs.delete(run.id);
      if (isAbandoned(run, runs, now, this.#abandonMs)) run.cancel('nobody reads it');
    }
    const inTheWay = findInTheWay(runs, now);
    if (inTheWay?.readers === 0) inTheWay.cancel('nobody reads it');
    else inTheWay?.fail(othersWaited());
    this.#cancelledEarly.sweep();
    let bytes = 0;
    for (const run of this.#runs.values()) bytes += run.log.bytes;
    const ended = runs.filter(({ endedAt }) => endedAt !== undefined).length;
    const most = this.#isTight() ? this.#runs.size - Math.ceil(ended / 2) : this.#maxRuns - room;
    while (this.#runs.size > most || bytes > this.#maxBytes) {
      const run = findEvictable(this.#runs.values());
      if (!run) break;
      bytes -= run.log.bytes;
      this.#runs.delete(run.id);
    }
  }

  /** See `RunStore.drain`. */
  async drain(maxMs: number): Promise<void> {
    const endsAt = performance.now() + maxMs;
    while (
      performance.now() < endsAt &&
      [...this.#runs.values()].some((run) => this.#isAwaited(run))
    ) {
      await new Promise((resolve) => setTimeout(resolve, drainLookMs));
    }
  }

  /** See `RunStore.fail`. */
  async fail(error: ChatError): Promise<void> {
    for (const run of this.#runs.values()) run.end(error);
  }

  /** See `RunStore.close`. */
  async close(): Promise<void> {
    for (const run of this.#runs.values()) run.cancel('the server is shutting down');
    await Promise.all([...this.#runs.values()].map((run) => run.settled));
  }

  #isAwaited(run: LocalRun): boolean {
    if (run.endedAt !== undefined) return false;
    return this.#isShared || run.readers > 0 || this.#now() - run.unreadSince < comeBackMs;
  }

  #find(id: string, owner: string): LocalRun | undefined {
    const run = this.#runs.get(id);
    return run && isOpenTo(run, owner) ? run : undefined;
  }
}

function storeFull(): ChatError {
  return new ChatError('overloaded', 'The server keeps too many answers. Ask again in a moment.', {
    status: 503,
    // Not all at once.
    retryAfterMs: 1000 + Math.round(Math.random() * 4000),
  });
}

function othersWaited(): ChatError {
  const text =
    'The answer was ended to let others in: it is long, and others have none. Ask it to go on.';
  return new ChatError('overloaded', text, { status: 503 });
}
