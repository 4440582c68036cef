import type { RoomMember } from '../../protocol/room-state.ts';
import { restUnnoticed } from '../runs/rest-unnoticed.ts';
import type { OpenRoom, RoomListener } from './open-room.ts';
import type { RoomSignal } from './room-store.ts';

type Here = Extract<RoomSignal, { readonly type: 'here' }>;
type Shown = Pick<RoomMember, 'name' | 'avatar'>;

/** A server that has not been heard for so many pulses is gone. */
const missedPulses = 3;

/**
 * Who is in a room. A member is there while one socket of his is, at any server, and for a moment longer; that he comes and goes is
 * told once, by entries of the log whose keys say after which coming or going they are.
 */
export class RoomPresence {
  readonly #room: OpenRoom;
  readonly #onGone: (member: string) => void;
  readonly #sockets = new Map<string, Set<RoomListener>>();
  /** When a member last had a socket here. */
  readonly #seenAt = new Map<string, number>();
  /** When another server last said that a member is there, and who has said so. */
  readonly #heardAt = new Map<string, number>();
  readonly #servers = new Set<string>();
  readonly #openedAt = Date.now();
  readonly #timer: ReturnType<typeof setInterval>;
  #isLooking = false;
  #isClosed = false;

  /** @param onGone Is told of a member whose last socket here is gone. */
  constructor(room: OpenRoom, onGone: (member: string) => void) {
    this.#room = room;
    this.#onGone = onGone;
    const { pulseMs } = room.services.times;
    this.#timer = restUnnoticed(setInterval(() => this.#beat(), pulseMs));
  }

  /** Whether it is still to be told of somebody that he has gone. */
  get isWaiting(): boolean {
    const { members } = this.#room.state;
    return Object.values(members).some((one) => isPerson(one) && !this.#isElsewhere(one.id));
  }

  /** How many members are in the room. */
  get present(): number {
    return Object.values(this.#room.state.members).filter(isPerson).length;
  }

  /** Notes a socket of a member, and tells that he is there unless that is known. Rejects with what the store throws. */
  async enter(reader: RoomListener, shown: Shown): Promise<void> {
    const { member } = reader;
    const sockets = this.#sockets.get(member) ?? new Set();
    this.#sockets.set(member, sockets.add(reader));
    this.#seenAt.set(member, Date.now());
    try {
      await this.#tellJoined(member, shown);
    } catch (error) {
      this.leave(reader, false);
      throw error;
    }
    this.#pulse();
  }

  /** Notes that a socket of a member is gone. @param isForGood Whether he has said that he leaves. */
  leave(reader: RoomListener, isForGood: boolean): void {
    const { member } = reader;
    const sockets = this.#sockets.get(member);
    sockets?.delete(reader);
    if (!sockets || sockets.size > 0) return;
    this.#sockets.delete(member);
    this.#onGone(member);
    const { leaveMs } = this.#room.services.times;
    this.#seenAt.set(member, isForGood ? 0 : Date.now());
    this.#pulse();
    restUnnoticed(setTimeout(() => this.look(), isForGood ? 0 : leaveMs + 20));
  }

  /** Notes that the log says of a member that he has come: some server has a socket of his, which need not have said so itself. */
  noteJoined(member: string): void {
    if (!this.#sockets.has(member)) this.#heardAt.set(member, Date.now());
  }

  /** Notes who is at another server. */
  hear({ server, members }: Here): void {
    if (server === this.#room.services.server) return;
    for (const member of members) this.#heardAt.set(member, Date.now());
    const isNew = !this.#servers.has(server);
    this.#servers.add(server);
    // Whoever has just opened the room learns who is here.
    if (isNew) this.#pulse();
  }

  /** Tells of those who have gone, and of those who are here though the log says otherwise. */
  look(): void {
    if (this.#isLooking || this.#isClosed) return;
    this.#isLooking = true;
    queueMicrotask(() => {
      this.#isLooking = false;
      if (this.#isClosed) return;
      for (const member of Object.values(this.#room.state.members)) this.#lookAt(member);
    });
  }

  /** Looks no more. */
  close(): void {
    this.#isClosed = true;
    clearInterval(this.#timer);
  }

  #beat(): void {
    for (const member of this.#sockets.keys()) this.#seenAt.set(member, Date.now());
    this.#pulse();
    // What was told while nobody here could hear it, is read now.
    this.#room.catchUp().catch(this.#room.services.onError);
  }

  #pulse(): void {
    const { server } = this.#room.services;
    this.#room.signal({ type: 'here', server, members: [...this.#sockets.keys()] });
  }

  #lookAt(member: RoomMember): void {
    const { id, kind, isPresent, isRemoved } = member;
    if (kind !== 'person') return;
    const isHere = this.#sockets.has(id) && !isRemoved;
    const { onError } = this.#room.services;
    // A store that cannot be reached is asked again at the next beat.
    if (isHere && !isPresent) this.#tellJoined(id, member).catch(onError);
    if (!isHere && isPresent && (isRemoved || this.#isGone(id))) this.#tellLeft(id).catch(onError);
  }

  #isGone(id: string): boolean {
    const seenAt = this.#seenAt.get(id) ?? 0;
    return !this.#isElsewhere(id) && Date.now() - seenAt >= this.#room.services.times.leaveMs;
  }

  #isElsewhere(id: string): boolean {
    // Other servers need a few pulses to say who is with them.
    const heardAt = this.#heardAt.get(id) ?? (this.#seenAt.has(id) ? 0 : this.#openedAt);
    return Date.now() - heardAt < missedPulses * this.#room.services.times.pulseMs;
  }

  async #tellJoined(id: string, { name, avatar }: Shown): Promise<void> {
    const known = this.#room.member(id);
    const isTold = known?.isPresent && known.name === name && known.avatar === avatar;
    if (isTold) return;
    const key = `joined:${id}:${known?.since ?? -1}:${name}`;
    const shown = { name, ...(avatar !== undefined && { avatar }) };
    await this.#room.append(key, id, { type: 'joined', kind: 'person', ...shown });
  }

  async #tellLeft(id: string): Promise<void> {
    const known = this.#room.member(id);
    if (known?.isPresent)
      await this.#room.append(`left:${id}:${known.since}`, id, { type: 'left' });
  }
}

function isPerson({ kind, isPresent }: RoomMember): boolean {
  return kind === 'person' && isPresent;
}
