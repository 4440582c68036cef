import type { PresenceEntry } from '../../protocol/document-frame.ts';

interface Present extends PresenceEntry {
  /** Whose word it is: a connection of this server, or `elsewhere`. */
  readonly of: object | 'elsewhere';
  readonly at: number;
}

const maxStateBytes = 4096;
// As in y-protocols: whoever says nothing for so long has gone.
const silenceMs = 30_000;

/** Who is in a document. Each replica is spoken for by the connection that named it first, so that nobody speaks for another. */
export class DocumentPresence {
  readonly #present = new Map<number, Present>();
  readonly #now: () => number;

  /** @param now A clock in milliseconds. @default Date.now */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Everybody who is there. */
  get all(): readonly PresenceEntry[] {
    return [...this.#present.values()].filter(({ state }) => state !== 'null');
  }

  /**
   * Takes what a connection says, and gives what of it is news.
   * @param most How many replicas it may speak for. @default any number
   */
  take(
    entries: readonly PresenceEntry[],
    of: object | 'elsewhere',
    most = Infinity,
  ): readonly PresenceEntry[] {
    return entries.filter((entry) => {
      const known = this.#present.get(entry.client);
      if (known && !mayFollow(known.of, of)) return false;
      if (!isState(entry.state) || (!known && this.#countOf(of) >= most)) return false;
      const isNews =
        !known ||
        entry.clock > known.clock ||
        (entry.clock === known.clock && entry.state === 'null' && known.state !== 'null');
      if (isNews) this.#present.set(entry.client, { ...entry, of, at: this.#now() });
      return isNews;
    });
  }

  /** Forgets those whom a connection spoke for, and gives the word that they have left. */
  leave(of: object): readonly PresenceEntry[] {
    return this.#end(({ of: speaker }) => speaker === of);
  }

  /** Forgets those at other servers who have said nothing for long, and gives the word that they have left. */
  sweep(): readonly PresenceEntry[] {
    const before = this.#now() - silenceMs;
    return this.#end(({ of, at }) => of === 'elsewhere' && at < before);
  }

  /** One of the replicas that a connection speaks for; undefined for one that has said nothing. */
  clientOf(of: unknown): number | undefined {
    return [...this.#present.values()].find((each) => each.of === of)?.client;
  }

  /** What the connections of this server say, for another that asks. */
  get own(): readonly PresenceEntry[] {
    return [...this.#present.values()].filter(
      ({ of, state }) => of !== 'elsewhere' && state !== 'null',
    );
  }

  #end(isOver: (present: Present) => boolean): readonly PresenceEntry[] {
    const over = [...this.#present.values()].filter(isOver);
    for (const { client } of over) this.#present.delete(client);
    return over
      .filter(({ state }) => state !== 'null')
      .map(({ client, clock }) => ({ client, clock, state: 'null' }));
  }

  #countOf(of: object | 'elsewhere'): number {
    return [...this.#present.values()].filter((each) => each.of === of).length;
  }
}

/** Whether one may speak for a replica that another has spoken for: whoever comes back may do so at another server, before the first one has noticed. */
function mayFollow(before: object | 'elsewhere', now: object | 'elsewhere'): boolean {
  return before === now || before === 'elsewhere' || now === 'elsewhere';
}

/** Whether it is short, and the JSON of an object or null: other replicas read it without asking. */
function isState(state: string): boolean {
  if (state.length > maxStateBytes) return false;
  try {
    return typeof JSON.parse(state) === 'object';
  } catch {
    return false;
  }
}
