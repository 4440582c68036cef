import { applyRoomEntry, memberOf } from '../protocol/apply-room-entry.ts';
import type { RoomServerFrame } from '../protocol/room-frame.ts';
import {
  emptyRoom,
  type RoomEntry,
  type RoomMember,
  type RoomMessage,
  type RoomRights,
  type RoomState,
} from '../protocol/room-state.ts';

/** Rooms before this one of which is kept what was shown. */
const maxEarlier = 20;

/** What a side knows of a room by the frames of its server: a pure machine, whatever is lost, repeated or late. */
export class RoomBook {
  state: RoomState = emptyRoom;
  me = '';
  rights: RoomRights = noRights;
  typing: readonly string[] = [];
  marks: Readonly<Record<string, number>> = {};
  hasOlder = false;
  /** Whether something was lost on the way, so that the room has to be entered anew behind `state.seq`. */
  isBehind = false;
  /** How often what the server has was less than what was here: the room was begun anew. */
  breaks = 0;
  /** What was shown of rooms that the server has begun anew since, a list for each of them: nobody but this side has it. */
  earlier: readonly (readonly RoomMessage[])[] = [];
  readonly #written: (run: string) => Pick<RoomMessage, 'parts'> | undefined;

  /** @param written What has come of an answer that is being written. */
  constructor(written: (run: string) => Pick<RoomMessage, 'parts'> | undefined = () => undefined) {
    this.#written = written;
  }

  /** Where the log goes on; -1 where there is nothing to go on from. */
  get after(): number {
    return this.state.seq;
  }

  /** The member that this side is. */
  get self(): RoomMember | undefined {
    return memberOf(this.state, this.me);
  }

  /** Takes a frame of the room. False where it is one that is not the book's matter. */
  take(frame: RoomServerFrame): boolean {
    switch (frame.type) {
      case 'room.joined':
        return this.#join(frame);
      case 'room.log':
        return this.#log(frame);
      case 'room.page':
        return this.#page(frame);
      case 'room.typing':
        this.typing = frame.who;
        return true;
      case 'room.marks':
        this.marks = frame.marks;
        return true;
      default:
        return false;
    }
  }

  /** Nobody is known to type any more: the server has not said so again, or cannot. */
  forgetTyping(): void {
    this.typing = [];
  }

  #join({ me, rights, seq, state, hasOlder }: Frame<'room.joined'>): true {
    this.me = me;
    this.rights = rights;
    // One that goes on behind something else than what is here was meant for an earlier question.
    this.isBehind = !state && seq > this.state.seq;
    if (state) {
      this.#keep(state);
      this.state = state;
      this.hasOlder = hasOlder === true;
    }
    return true;
  }

  /** Keeps what the room that comes no longer has. */
  #keep({ epoch, seq, messages }: RoomState): void {
    const { state } = this;
    const isAnother = state.epoch !== undefined && state.epoch !== epoch;
    if (!isAnother && seq >= state.seq) return;
    const known = new Set(messages.map(({ id }) => id));
    const lost = state.messages.filter((one) => (isAnother || one.seq > seq) && !known.has(one.id));
    this.marks = {};
    this.breaks += 1;
    if (lost.length > 0) {
      this.earlier = [...this.earlier, lost.map((one) => this.#ended(one))].slice(-maxEarlier);
    }
  }

  /** A message whose server is gone: what has come of an answer is all of it. */
  #ended(message: RoomMessage): RoomMessage {
    const { run, end } = message;
    if (run === undefined || end) return message;
    return { ...message, parts: this.#written(run)?.parts ?? message.parts, end: 'truncated' };
  }

  /** Of an answer that was cut, the server may have lost what has come here. */
  #whole(entry: RoomEntry): RoomEntry {
    if (entry.type !== 'answered' || entry.end !== 'truncated' || entry.parts.length > 0)
      return entry;
    return { ...entry, parts: this.#written(entry.id)?.parts ?? [] };
  }

  #log({ seq, entries }: Frame<'room.log'>): true {
    if (seq > this.state.seq + 1) this.isBehind = true;
    else {
      for (const [index, entry] of entries.entries()) {
        this.state = applyRoomEntry(this.state, seq + index, this.#whole(entry));
      }
    }
    return true;
  }

  #page({ messages: older, hasOlder }: Frame<'room.page'>): true {
    const { messages } = this.state;
    const first = messages[0]?.seq ?? Infinity;
    const added = older.filter(({ seq }) => seq < first);
    this.state = { ...this.state, messages: [...added, ...messages] };
    this.hasOlder = hasOlder;
    return true;
  }
}

type Frame<Type extends RoomServerFrame['type']> = Extract<
  RoomServerFrame,
  { readonly type: Type }
>;

/** What may be done in a room that was not entered. */
const noRights: RoomRights = { read: false, write: false, moderate: false };

/** The messages that models are writing. */
export function liveRuns(messages: readonly RoomMessage[]): string[] {
  return messages.flatMap(({ run, end }) => (run !== undefined && !end ? [run] : []));
}
