import { emptyRoom, type RoomEntry, type RoomState } from '../../protocol/room-state.ts';
import type { RoomPlace } from './room-place.ts';
import type { RoomNews } from './room-store.ts';

/** All that is kept of a room, as one value of JSON. */
export interface RoomSnapshot {
  readonly base: RoomState;
  readonly entries: readonly RoomEntry[];
  /** Keys of what was added, oldest first, and its places. */
  readonly keys: readonly (readonly [string, number])[];
  readonly marks: Readonly<Record<string, number>>;
}

// Keys of acts that may still be repeated.
const maxKeys = 10_000;

/** What is kept of one room, in memory: its log, by whose keys nothing is added twice, and how far its members have read. */
export class KeptRoom {
  #base: RoomState;
  #entries: RoomEntry[];
  readonly #keys: Map<string, number>;
  readonly #marks: Record<string, number>;

  /** @param kept What was kept of it before. @default nothing */
  constructor(kept: RoomSnapshot = { base: emptyRoom, entries: [], keys: [], marks: {} }) {
    this.#base = kept.base;
    this.#entries = [...kept.entries];
    this.#keys = new Map(kept.keys);
    this.#marks = { ...kept.marks };
  }

  /** All of it. */
  get snapshot(): RoomSnapshot {
    const { marks } = this;
    return { base: this.#base, entries: this.#entries, keys: [...this.#keys], marks };
  }

  /** How far each member has read. */
  get marks(): Readonly<Record<string, number>> {
    return { ...this.#marks };
  }

  /** Where the entry of a key is; undefined where there is none. */
  placeOf(key: string): number | undefined {
    return this.#keys.get(key);
  }

  /** What there is after a place. */
  read(after: number): RoomNews {
    const { seq } = this.#base;
    const from = Math.max(after, seq) + 1;
    const last = seq + this.#entries.length;
    const news = { from, entries: this.#entries.slice(from - seq - 1), last };
    return after < seq ? { base: this.#base, ...news } : news;
  }

  /** Adds an entry, or finds the one of the same key. */
  append(key: string, entry: RoomEntry): RoomPlace {
    const known = this.placeOf(key);
    if (known !== undefined) return { seq: known, isNew: false };
    this.#entries.push(entry);
    const seq = this.#base.seq + this.#entries.length;
    this.#keys.set(key, seq);
    const [oldest] = this.#keys.keys();
    if (this.#keys.size > maxKeys && oldest !== undefined) this.#keys.delete(oldest);
    return { seq, isNew: true };
  }

  /** Keeps what the log has come to in place of its entries. False where that changes nothing. */
  fold(state: RoomState): boolean {
    if (state.seq <= this.#base.seq) return false;
    this.#entries = this.#entries.slice(state.seq - this.#base.seq);
    this.#base = state;
    return true;
  }

  /** Notes how far a member has read. False where that changes nothing. */
  mark(member: string, seq: number): boolean {
    if (seq <= (this.#marks[member] ?? -1)) return false;
    this.#marks[member] = seq;
    return true;
  }
}
