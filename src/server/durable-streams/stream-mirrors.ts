import { runGone, storeGone } from '../shared-runs/lost-runs.ts';
import { MirroredRun } from '../shared-runs/mirrored-run.ts';
import type { StoredRun } from '../shared-runs/stored-run.ts';
import { rest } from '../runs/rest.ts';
import { isOpenTo } from '../runs/run.ts';
import { beginning, type StreamClient, type StreamPage } from './stream-client.ts';
import { runItemOf, storedRunOf, type StreamItem } from './stream-items.ts';
import { streamName } from './stream-names.ts';

/** What the mirrors of a process need to know. */
export interface StreamMirrorsOptions {
  readonly now: () => number;
  /** How long the readers wait for a store that cannot be reached, in milliseconds. */
  readonly maxCutMs: number;
}

interface Copy {
  readonly run: MirroredRun;
  readonly name: string;
  readonly stop: AbortController;
  /** How far it is copied. */
  place: Pick<StreamPage, 'offset' | 'cursor'>;
}

const retryMs = 250;
// How long the store is waited for when this process closes.
const finishMs = 1000;
// A reader that was cut comes back within this time and finds its mirror warm.
const idleMs = 10_000;
const runLeft = 'The server has stopped before the end of this answer could be read. Ask again.';

/** The runs of the store, as far as somebody reads them here. */
export class StreamMirrors {
  readonly #client: StreamClient;
  readonly #options: StreamMirrorsOptions;
  readonly #copies = new Map<string, Copy>();

  constructor(client: StreamClient, options: StreamMirrorsOptions) {
    this.#client = client;
    this.#options = options;
  }

  /** The mirrored runs that have not ended. */
  get writing(): MirroredRun[] {
    return [...this.#copies.values()].map(({ run }) => run).filter(({ log }) => !log.isEnded);
  }

  /** Copies a run up to its newest event and on from there; undefined when there is none or it is another owner's. */
  async get(id: string, owner: string): Promise<MirroredRun | undefined> {
    const known = this.#copies.get(id);
    if (known && !isOpenTo(known.run, owner)) return undefined;
    if (known) {
      await this.#catchUp(known);
      return known.run;
    }
    const name = await streamName('runs', id);
    const page = await this.#client.read(name, beginning);
    const stored = page && storedRunOf(page.items);
    if (!stored || !isOpenTo(stored.facts, owner)) return undefined;
    // Somebody else may have asked for it in the same moment.
    const copy = this.#copies.get(id) ?? this.#keep(name, stored, page);
    return copy.run;
  }

  /** The whole of a run as it stands in the store; undefined when it is not there. */
  async whole(id: string): Promise<StoredRun | undefined> {
    const page = await this.#client.read(await streamName('runs', id), beginning);
    return page && storedRunOf(page.items);
  }

  /** Forgets a run, whoever reads it here. */
  forget(id: string): void {
    const copy = this.#copies.get(id);
    if (copy) this.#drop(copy);
  }

  /** Forgets the runs that nobody reads here. */
  sweep(): void {
    const now = this.#options.now();
    for (const copy of this.#copies.values()) {
      const { readers, isNeeded, unreadSince } = copy.run;
      if (readers === 0 && !isNeeded && now - unreadSince >= idleMs) this.#drop(copy);
    }
  }

  /** Brings the runs that this process has to tell of to their ends, as far as the store knows them, and stops copying. */
  async finish(): Promise<void> {
    const needed = [...this.#copies.values()].filter(isAwaited);
    const looks = needed.map((copy) => this.#catchUp(copy).catch(() => undefined));
    await Promise.race([Promise.all(looks), rest(finishMs)]);
    for (const { run } of needed) if (!run.log.isEnded) run.fail(runLeft);
    for (const copy of this.#copies.values()) this.#drop(copy);
  }

  #keep(name: string, stored: StoredRun, page: StreamPage): Copy {
    const { facts, snapshot, events } = stored;
    const limits = runItemOf(page.items)?.limits;
    const run = new MirroredRun(facts, this.#options.now, snapshot, limits);
    for (const { seq, event } of events) run.take(seq, event);
    const copy = { run, name, stop: new AbortController(), place: page };
    this.#copies.set(facts.id, copy);
    void this.#follow(copy);
    return copy;
  }

  async #follow(copy: Copy): Promise<void> {
    const { run, name, stop } = copy;
    let cutAt: number | undefined;
    while (!run.log.isEnded && !stop.signal.aborted) {
      const { place } = copy;
      try {
        const page = await this.#client.follow(name, place, stop.signal);
        // Told of the close, one may not have been told of what came with it.
        if (page?.isClosed && page.items.length === 0) await this.#catchUp(copy);
        else this.#take(copy, place, page);
        cutAt = undefined;
      } catch {
        if (stop.signal.aborted) return;
        cutAt ??= performance.now();
        if (performance.now() - cutAt > this.#options.maxCutMs) this.#lose(copy, storeGone);
        await rest(retryMs);
      }
    }
  }

  /** Copies what stands in the store now. */
  async #catchUp(copy: Copy): Promise<void> {
    while (!copy.run.log.isEnded) {
      const { place } = copy;
      const page = await this.#client.read(copy.name, place.offset);
      // Where another look was faster, what it has brought may be less than this.
      if (this.#take(copy, place, page)) return;
    }
  }

  /** Takes what stands behind a place, unless it has been taken from there; says whether it has taken it. */
  #take(copy: Copy, from: Copy['place'], page: StreamPage | undefined): boolean {
    if (copy.place.offset !== from.offset) return false;
    if (page) copy.place = page;
    for (const item of (page?.items ?? []) as readonly StreamItem[]) this.#takeItem(copy, item);
    const isOver = !page || page.isClosed;
    if (isOver && !copy.run.log.isEnded) this.#lose(copy, runGone);
    return true;
  }

  #takeItem({ run }: Copy, item: StreamItem): void {
    if (!('rivulet' in item)) run.take(run.log.lastSeq + 1, item);
    else if (item.rivulet === 'snapshot') run.log.foldTo({ seq: item.seq, message: item.message });
    else if (item.rivulet === 'writer') {
      Object.assign(run, { producer: item.producer, generation: String(item.epoch) });
    }
  }

  #lose(copy: Copy, errorText: string): void {
    copy.run.fail(errorText);
    this.#drop(copy);
  }

  #drop(copy: Copy): void {
    copy.stop.abort();
    if (this.#copies.get(copy.run.id) === copy) this.#copies.delete(copy.run.id);
  }
}

/** Whether this process has to tell how a run ends. */
function isAwaited({ run }: Copy): boolean {
  return run.isNeeded && !run.log.isEnded;
}
