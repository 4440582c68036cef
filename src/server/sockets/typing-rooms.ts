import type { TypingFrame } from '../../protocol/web-socket-frame.ts';
import { restUnnoticed } from '../runs/rest-unnoticed.ts';

/** Somebody at a socket, who hears what is typed in the chats that he has to do with. */
export interface TypingMember {
  /** Whose chats he may know of (a chat of another owner is another chat), and his name unless he gives one. */
  readonly member: { readonly owner: string; readonly name: string };
  /** Is told who types in one of them. */
  tell(frame: TypingFrame): void;
}

interface Writing {
  readonly who: string;
  readonly since: number;
  readonly timer: ReturnType<typeof setTimeout>;
}

const pauseMs = 3000;
const expireMs = 5000;

/** Who types in which chat, told to the others there, at most once in 3 s each; forgotten after 5 s, and never kept. */
export class TypingRooms {
  readonly #rooms = new Map<string, Map<TypingMember, Writing | undefined>>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Lets a member hear of a chat. */
  join(member: TypingMember, chat: string): void {
    const room = this.#rooms.get(keyOf(member, chat)) ?? new Map<TypingMember, undefined>();
    this.#rooms.set(keyOf(member, chat), room);
    if (!room.has(member)) room.set(member, undefined);
  }

  /** Takes a member's word that he writes, or has stopped. */
  set(member: TypingMember, { chat, who = member.member.name, on }: TypingFrame): void {
    this.join(member, chat);
    const room = this.#rooms.get(keyOf(member, chat));
    const before = room?.get(member);
    if (!on) return this.#stop(member, chat);
    if (before && this.#now() - before.since < pauseMs) return;
    clearTimeout(before?.timer);
    const timer = restUnnoticed(setTimeout(() => this.#stop(member, chat), expireMs));
    room?.set(member, { who, since: this.#now(), timer });
    this.#tell(member, { type: 'typing', chat, who, on: true });
  }

  /** Lets a member go, from all his chats. */
  leave(member: TypingMember, chats: Iterable<string>): void {
    for (const chat of chats) {
      this.#stop(member, chat);
      const room = this.#rooms.get(keyOf(member, chat));
      room?.delete(member);
      if (room?.size === 0) this.#rooms.delete(keyOf(member, chat));
    }
  }

  #stop(member: TypingMember, chat: string): void {
    const room = this.#rooms.get(keyOf(member, chat));
    const writing = room?.get(member);
    if (!writing) return;
    clearTimeout(writing.timer);
    room?.set(member, undefined);
    this.#tell(member, { type: 'typing', chat, who: writing.who, on: false });
  }

  #tell(member: TypingMember, frame: TypingFrame): void {
    for (const other of this.#rooms.get(keyOf(member, frame.chat))?.keys() ?? []) {
      if (other !== member) other.tell(frame);
    }
  }
}

function keyOf({ member }: TypingMember, chat: string): string {
  return `${member.owner}\n${chat}`;
}
