import type { RoomServerFrame } from '../../protocol/room-frame.ts';
import type { RoomEntry, RoomMessage, RoomRights, RoomState } from '../../protocol/room-state.ts';
import type { FrameSource } from '../sockets/fair-pump.ts';
import type { Room } from './room.ts';

const maxBatchEntries = 200;
const maxBatchCharacters = 64 * 1024;
const maxPageCharacters = 256 * 1024;
/** The most messages that one frame tells. */
const maxPage = 50;

/** One reader of a room on a socket: a place in its log. Nothing is queued for it; what is slow is told later, and less of it. */
export class RoomReader implements FrameSource {
  readonly room: Room;
  /** The member that reads. */
  readonly member: string;
  /** What he may do. */
  readonly rights: RoomRights;
  /** Where his socket comes from. */
  readonly address: string;
  /** Is called when a moderator has removed the member. */
  onRemoved: () => void = () => undefined;
  /** Is called when the host is to be asked again. */
  onAsked: () => void = () => undefined;
  /** Is called when the room is no longer what was read. */
  onLost: () => void = () => undefined;
  #after: number;
  #isJoined = false;
  #typing = -1;
  #marks = -1;
  #onChange: (() => void) | undefined;

  /** @param after The last place that the reader has; -1 for none. */
  constructor(
    room: Room,
    { member, rights, address }: Pick<RoomReader, 'member' | 'rights' | 'address'>,
    after: number,
  ) {
    this.room = room;
    this.member = member;
    this.rights = rights;
    this.address = address;
    this.#after = after;
  }

  next(): RoomServerFrame | undefined {
    if (!this.#isJoined) {
      this.#isJoined = true;
      return this.#joined();
    }
    return this.#log() ?? this.#whoTypes() ?? this.#readMarks();
  }

  watch(onChange: () => void): void {
    this.#onChange = onChange;
  }

  /** Something in the room has changed. */
  ring(): void {
    this.#onChange?.();
  }

  #joined(): RoomServerFrame {
    const { state, name: room } = this.room;
    const shared = { type: 'room.joined', room, me: this.member, rights: this.rights } as const;
    const after = this.#after;
    const mayGoOn = after >= 0 && after <= state.seq && this.room.entriesAfter(after);
    if (mayGoOn) return { ...shared, seq: after };
    this.#after = state.seq;
    const { messages, hasOlder } = pageBefore(state, Infinity, maxPage);
    return { ...shared, seq: state.seq, state: { ...state, messages }, hasOlder };
  }

  #log(): RoomServerFrame | undefined {
    const { room, state } = { room: this.room.name, state: this.room.state };
    if (this.#after >= state.seq) return undefined;
    const entries = this.room.entriesAfter(this.#after);
    // Further behind than what is in memory: the room as it is takes the place of what was missed.
    if (!entries) {
      this.#after = -1;
      return this.#joined();
    }
    const told = batchOf(entries);
    const seq = this.#after + 1;
    this.#after += told.length;
    return { type: 'room.log', room, seq, entries: told };
  }

  #whoTypes(): RoomServerFrame | undefined {
    const { typing, name: room } = this.room;
    if (this.#typing === typing.version) return undefined;
    const isFirst = this.#typing < 0;
    this.#typing = typing.version;
    const { who } = typing;
    return isFirst && who.length === 0 ? this.next() : { type: 'room.typing', room, who };
  }

  #readMarks(): RoomServerFrame | undefined {
    const { marks, name: room } = this.room;
    if (this.#marks === marks.version) return undefined;
    this.#marks = marks.version;
    return { type: 'room.marks', room, marks: marks.all };
  }
}

/** The messages of a room before a place, the newest of them: as many as one frame may tell, at least one. */
export function pageBefore(
  { messages }: RoomState,
  before: number,
  limit: number,
): { readonly messages: readonly RoomMessage[]; readonly hasOlder: boolean } {
  const end = messages.findLastIndex(({ seq }) => seq < before) + 1;
  let begin = end;
  for (let characters = 0; begin > 0 && end - begin < Math.min(limit, maxPage); begin--) {
    characters += JSON.stringify(messages[begin - 1]).length;
    if (characters > maxPageCharacters && begin < end) break;
  }
  return { messages: messages.slice(begin, end), hasOlder: begin > 0 };
}

function batchOf(entries: readonly RoomEntry[]): readonly RoomEntry[] {
  let count = 0;
  for (let characters = 0; count < Math.min(entries.length, maxBatchEntries); count++) {
    characters += JSON.stringify(entries[count]).length;
    if (characters > maxBatchCharacters && count > 0) break;
  }
  return entries.slice(0, count);
}
