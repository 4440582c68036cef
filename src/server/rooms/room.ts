import { applyRoomEntry, memberOf } from '../../protocol/apply-room-entry.ts';
import {
  emptyRoom,
  type RoomAct,
  type RoomEntry,
  type RoomMember,
  type RoomMessage,
  type RoomState,
} from '../../protocol/room-state.ts';
import { RoomAnswers } from './room-answers.ts';
import { RoomMarks } from './room-marks.ts';
import type { RoomServices } from './room-options.ts';
import { RoomPresence } from './room-presence.ts';
import type { OpenRoom, RoomListener } from './open-room.ts';
import type { RoomPlace } from './room-place.ts';
import type { RoomSignal } from './room-store.ts';
import { RoomTyping } from './room-typing.ts';

/** Entries that readers are told from memory; who is further behind is told the room as it is. */
const maxTail = 1000;
/** The messages that a folded log keeps, in characters of their JSON. */
const maxFolded = 4 * 1024 * 1024;
/** Absent members that are remembered. */
const maxRemembered = 500;

/** One room as this server has it open: its log, folded, and all who read it here. */
export class Room implements OpenRoom {
  readonly name: string;
  readonly services: RoomServices;
  readonly readers = new Set<RoomListener>();
  readonly presence: RoomPresence;
  readonly typing: RoomTyping;
  readonly marks: RoomMarks;
  readonly answers: RoomAnswers;
  #state: RoomState = emptyRoom;
  // The entries behind `#tailFrom`, for readers that are on their way.
  #tail: RoomEntry[] = [];
  #sinceFold = 0;
  #isLost = false;
  #isClosed = false;
  #reading: Promise<void> = Promise.resolve();
  #queued: Promise<void> | undefined;
  readonly #stopWatching: () => void;
  readonly #onLost: (room: Room) => void;

  private constructor(name: string, services: RoomServices, onLost: (room: Room) => void) {
    this.name = name;
    this.services = services;
    this.#onLost = onLost;
    this.presence = new RoomPresence(this, (member) => this.typing.set(member, false));
    this.typing = new RoomTyping(this);
    this.marks = new RoomMarks(this);
    this.answers = new RoomAnswers(this);
    this.#stopWatching = services.store.watch(name, {
      onNews: () => void this.catchUp().catch(services.onError),
      onSignal: (signal) => this.#hear(signal),
    });
  }

  /**
   * Opens a room of the store. Rejects where that cannot be read.
   * @param onLost Is told when the store has less of it than this room has read: it is of no use then.
   */
  static async open(
    name: string,
    services: RoomServices,
    onLost: (room: Room) => void = () => undefined,
  ): Promise<Room> {
    const room = new Room(name, services, onLost);
    try {
      await room.catchUp();
      await room.marks.load();
    } catch (error) {
      room.close();
      throw error;
    }
    return room;
  }

  /** Whether the store has less of it than was read: it is of no use then, and another one has taken its place. */
  get isLost(): boolean {
    return this.#isLost;
  }

  get state(): RoomState {
    return this.#state;
  }

  member(id: string): RoomMember | undefined {
    return memberOf(this.#state, id);
  }

  message(id: string): RoomMessage | undefined {
    return this.#state.messages.findLast((message) => message.id === id);
  }

  /** Names the log, unless it has a name. @param isAgain Whether somebody comes back to a room that is not kept any more. */
  async begin(isAgain: boolean): Promise<void> {
    if (this.#state.epoch !== undefined) return;
    const opened = { type: 'opened', epoch: crypto.randomUUID() } as const;
    await this.append('opened', '', isAgain ? { ...opened, isAgain } : opened);
  }

  async append(key: string, by: string, act: RoomAct): Promise<RoomPlace> {
    const entry: RoomEntry = { ...act, by, at: Date.now() };
    const { seq: before } = this.#state;
    const added = await this.services.store.append(this.name, key, entry);
    // A new entry at a place that was read is one of a log that was begun anew.
    const isElsewhere = added.isNew && added.seq <= before;
    if (isElsewhere || added.seq > this.#state.seq) await this.catchUp();
    return added;
  }

  catchUp(): Promise<void> {
    this.#queued ??= this.#readAfter(this.#reading);
    this.#reading = this.#queued.catch(() => undefined);
    return this.#queued;
  }

  /** The entries behind a place, as far as they are in memory: undefined where a reader has to be told the room anew. */
  entriesAfter(seq: number): readonly RoomEntry[] | undefined {
    const skipped = this.#tail.length - (this.#state.seq - seq);
    return skipped < 0 ? undefined : this.#tail.slice(skipped);
  }

  signal(signal: RoomSignal): void {
    this.services.store.signal(this.name, signal).catch(this.services.onError);
  }

  ring(): void {
    for (const reader of this.readers) reader.ring();
  }

  /** Has the host asked again of all who are here. */
  readmit(): void {
    for (const reader of this.readers) reader.onAsked();
  }

  /** Lets go of all that it holds. */
  close(): void {
    this.#isClosed = true;
    this.#stopWatching();
    this.presence.close();
    this.typing.close();
    this.answers.close();
  }

  async #readAfter(before: Promise<void>): Promise<void> {
    await before;
    this.#queued = undefined;
    await this.#read();
  }

  async #read(): Promise<void> {
    if (this.#isClosed) return undefined;
    const { store, limits } = this.services;
    const { base, from, entries, last } = await store.read(this.name, this.#state.seq);
    if (last !== undefined && last < this.#state.seq) return this.#lose();
    if (base && base.seq > this.#state.seq) {
      this.#state = base;
      this.#tail = [];
    }
    for (const [index, entry] of entries.entries()) this.#apply(from + index, entry);
    if (this.#tail.length > 2 * maxTail) this.#tail = this.#tail.slice(-maxTail);
    if (this.#sinceFold > limits.maxEntries) await this.#fold();
    this.answers.look();
    this.presence.look();
    this.ring();
  }

  #apply(seq: number, entry: RoomEntry): void {
    if (seq !== this.#state.seq + 1) return;
    this.#state = this.#bounded(applyRoomEntry(this.#state, seq, entry));
    this.#tail.push(entry);
    this.#sinceFold += 1;
    if (entry.type === 'said' || entry.type === 'left') this.typing.stop(entry.by);
    if (entry.type === 'joined') this.presence.noteJoined(entry.by);
    if (entry.type === 'removed' && entry.on) this.#remove(entry.member);
  }

  /** What was read is no longer so: whoever is here comes again, into the room as it is. */
  #lose(): void {
    if (this.#isLost) return;
    this.#isLost = true;
    this.#onLost(this);
    for (const reader of this.readers) reader.onLost();
    this.close();
  }

  #remove(member: string): void {
    for (const reader of this.readers) if (reader.member === member) reader.onRemoved();
  }

  /** The same on all servers, as it follows from the log alone. */
  #bounded(state: RoomState): RoomState {
    const { maxMessages } = this.services.limits;
    const { messages } = state;
    if (messages.length <= maxMessages) return state;
    return { ...state, messages: messages.slice(-maxMessages) };
  }

  async #fold(): Promise<void> {
    this.#sinceFold = 0;
    await this.services.store.fold(this.name, withoutForgotten(withinReason(this.#state)));
  }

  #hear(signal: RoomSignal): void {
    if (signal.type === 'readmit') this.readmit();
    else if (signal.type === 'here') this.presence.hear(signal);
    else if (signal.type === 'typing') this.typing.hear(signal);
    else this.marks.hear(signal);
  }
}

/** Long messages are kept for less long. */
function withinReason(state: RoomState): RoomState {
  let left = maxFolded;
  const first = state.messages.findLastIndex((message) => {
    left -= JSON.stringify(message).length;
    return left < 0;
  });
  return first < 0 ? state : { ...state, messages: state.messages.slice(first + 1) };
}

/** Of members who have gone only the last ones are remembered, and those of whom a moderator has said something. */
function withoutForgotten(state: RoomState): RoomState {
  const gone = Object.values(state.members)
    .filter(({ isPresent, isMuted, isRemoved }) => !isPresent && !isMuted && !isRemoved)
    .toSorted((one, other) => other.since - one.since);
  if (gone.length <= maxRemembered) return state;
  const members = { ...state.members };
  for (const { id } of gone.slice(maxRemembered)) delete members[id];
  return { ...state, members };
}
