import { ChatError } from '../../protocol/chat-error.ts';
import type { RoomClientFrame, RoomServerFrame } from '../../protocol/room-frame.ts';
import { errorFrame } from '../sockets/error-frame.ts';
import type { RoomGuest, RoomVisit } from '../sockets/room-door.ts';
import { actInRoom, type RoomActFrame } from './room-acts.ts';
import { admitTo, entranceOf, isSameAdmission, noRoom } from './room-entrance.ts';
import type { RoomAdmission, RoomServices } from './room-options.ts';
import { pageBefore, RoomReader } from './room-reader.ts';
import type { OpenRooms } from './open-rooms.ts';
import type { Room } from './room.ts';

type Frame<Type extends RoomClientFrame['type']> = Extract<
  RoomClientFrame,
  { readonly type: Type }
>;

const pageSize = 50;

/** The rooms that one socket is in. */
export class SocketRooms implements RoomVisit {
  readonly #services: RoomServices;
  readonly #rooms: OpenRooms;
  readonly #guest: RoomGuest;
  readonly #readers = new Map<string, RoomReader>();
  #isClosed = false;

  constructor(services: RoomServices, rooms: OpenRooms, guest: RoomGuest) {
    this.#services = services;
    this.#rooms = rooms;
    this.#guest = guest;
  }

  async take(frame: RoomClientFrame): Promise<void> {
    if (this.#isClosed) return;
    try {
      await this.#serve(frame);
    } catch (error) {
      const op = 'op' in frame ? { op: frame.op } : {};
      this.#tell({ ...toldError(error), type: 'room.refused', room: frame.room, ...op });
      if (!(error instanceof ChatError)) throw error;
    }
  }

  ownerOf(run: string): string | undefined {
    for (const { room } of this.#readers.values()) {
      if (room.answers.writes(run)) return room.answers.owner;
    }
    return undefined;
  }

  close(): void {
    this.#isClosed = true;
    for (const reader of this.#readers.values()) this.#leave(reader, false);
  }

  /** A moderator has removed a member: he hears nothing more. */
  remove(reader: RoomReader): void {
    this.#leave(reader, true);
    this.#tell({ type: 'room.left', room: reader.room.name, reason: 'removed' });
  }

  async #serve(frame: RoomClientFrame): Promise<void> {
    if (frame.type === 'room.join') return this.#join(frame);
    const reader = this.#readers.get(frame.room);
    if (!reader) throw noRoom();
    switch (frame.type) {
      case 'room.leave':
        this.#leave(reader, true);
        return this.#tell({ type: 'room.left', room: frame.room, reason: 'left' });
      case 'room.typing':
        return this.#type(reader, frame);
      case 'room.read':
        return reader.room.marks.set(reader.member, frame.seq);
      case 'room.older':
        return this.#tellPage(reader, frame);
      default:
        return this.#act(reader, frame);
    }
  }

  async #join(frame: Frame<'room.join'>): Promise<void> {
    const { maxRooms } = this.#services.limits;
    // Each is told the room as it is, which is more than most acts cost.
    if (!this.#rooms.take(`session ${this.#guest.session}`)) throw tooFast();
    const before = this.#readers.get(frame.room);
    if (!before && this.#readers.size >= maxRooms) throw tooManyRooms(maxRooms);
    const admission = await admitTo(this.#services, this.#guest, frame);
    const room = await this.#rooms.enter(frame.room);
    try {
      await room.catchUp();
      await room.begin(frame.epoch !== undefined);
      await room.answers.enter();
      const entrance = await entranceOf(room, this.#guest, frame, admission);
      const { member, rights, shown } = entrance;
      const { address } = this.#guest;
      const reader = new RoomReader(room, { member, rights, address }, placeIn(room, frame));
      reader.onRemoved = () => this.remove(reader);
      reader.onLost = () => this.#sendAway(reader, comeAgain());
      reader.onAsked = () => void this.#askAgain(reader, frame, admission);
      await room.presence.enter(reader, shown);
      // The socket may have closed meanwhile.
      if (this.#isClosed) return room.presence.leave(reader, false);
      this.#readers.set(frame.room, reader);
      room.readers.add(reader);
      if (before) this.#forget(before, false);
      this.#guest.listen(reader);
    } finally {
      this.#rooms.leave(room);
    }
  }

  /** Asks the host again: whoever may not be here any more is sent away, whose rights have changed comes again with them. */
  async #askAgain(
    reader: RoomReader,
    frame: Frame<'room.join'>,
    before: RoomAdmission,
  ): Promise<void> {
    const { name } = reader.room;
    try {
      const now = await admitTo(this.#services, this.#guest, frame);
      if (this.#readers.get(name) === reader && !isSameAdmission(before, now))
        this.#sendAway(reader, comeAgain());
    } catch (error) {
      // A host that cannot say now is asked when he comes again.
      const isRefused = error instanceof ChatError;
      if (!isRefused) this.#services.onError(error);
      if (this.#readers.get(name) === reader)
        this.#sendAway(reader, isRefused ? error : comeAgain());
    }
  }

  /** Somebody hears nothing more, and is told whether to come again. */
  #sendAway(reader: RoomReader, error: ChatError): void {
    const { name: room } = reader.room;
    this.#leave(reader, !error.retryable);
    this.#tell({ ...toldError(error), type: 'room.refused', room });
  }

  #leave(reader: RoomReader, isForGood: boolean): void {
    this.#readers.delete(reader.room.name);
    for (const run of reader.room.answers.live) this.#guest.detach?.(run);
    this.#forget(reader, isForGood);
  }

  #forget(reader: RoomReader, isForGood: boolean): void {
    this.#guest.leave(reader);
    reader.room.readers.delete(reader);
    reader.room.presence.leave(reader, isForGood);
    this.#rooms.rest(reader.room);
  }

  #type({ room, member, rights }: RoomReader, { on }: Frame<'room.typing'>): void {
    if (!rights.write || room.member(member)?.isMuted) return;
    // Counted by itself, so that whoever types may speak; that somebody has stopped is known without his word.
    if (!this.#rooms.take(`typing ${member}`)) return;
    room.typing.set(member, on);
  }

  #tellPage(
    { room, member }: RoomReader,
    { op, before, limit = pageSize }: Frame<'room.older'>,
  ): void {
    if (!this.#rooms.take(member)) throw tooFast();
    const page = pageBefore(room.state, before, Math.max(1, limit));
    this.#tell({ type: 'room.page', room: room.name, op, seq: room.state.seq, ...page });
  }

  async #act(reader: RoomReader, frame: RoomActFrame): Promise<void> {
    const { room, member } = reader;
    if (!this.#rooms.take(member)) throw tooFast();
    const seq = await actInRoom(reader, frame);
    this.#tell({ type: 'room.done', room: room.name, op: frame.op, seq });
  }

  #tell(frame: RoomServerFrame): void {
    if (!this.#isClosed) this.#guest.tell(frame);
  }
}

/** The place that a client goes on from; -1 where what it has is of another log. */
function placeIn({ state }: Room, { after = -1, epoch }: Frame<'room.join'>): number {
  return epoch === undefined || epoch === state.epoch ? after : -1;
}

function toldError(error: unknown) {
  const { code, message, retryAfterMs } = errorFrame({}, error);
  return { code, message, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

function comeAgain(): ChatError {
  const text = 'The room has changed. You come into it again by yourself.';
  return new ChatError('overloaded', text, { status: 503, retryAfterMs: 100 });
}

function tooManyRooms(most: number): ChatError {
  const text = `This socket is in ${most} rooms already. Leave one of them first.`;
  return new ChatError('rate-limited', text, { status: 429 });
}

function tooFast(): ChatError {
  const text = 'You do too much at once in this room. Wait a moment.';
  return new ChatError('rate-limited', text, { status: 429, retryAfterMs: 2000 });
}
