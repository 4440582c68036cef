import { restUnnoticed } from '../runs/rest-unnoticed.ts';
import type { OpenRoom } from './open-room.ts';
import type { RoomSignal } from './room-store.ts';

type Typing = Extract<RoomSignal, { readonly type: 'typing' }>;

/** Whoever says more often that he types is told once in this time. */
const everyMs = 1000;

/** Who types in a room: for as long as he says so, and a few seconds after he last did. Never kept. */
export class RoomTyping {
  readonly #room: OpenRoom;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #toldAt = new Map<string, number>();
  /** Changes with each word of somebody who types. */
  version = 0;

  constructor(room: OpenRoom) {
    this.#room = room;
  }

  /** The ids of those who type. */
  get who(): readonly string[] {
    return [...this.#timers.keys()];
  }

  /** Takes a member's word that he types, or has stopped, and tells the other servers. */
  set(member: string, on: boolean): void {
    const now = Date.now();
    const isTold = on && now - (this.#toldAt.get(member) ?? 0) < everyMs;
    if (this.#timers.has(member) ? isTold : !on) return;
    this.#toldAt.set(member, now);
    this.#take(member, on);
    const { server } = this.#room.services;
    this.#room.signal({ type: 'typing', server, member, on });
  }

  /** Takes the word of another server. */
  hear({ server, member, on }: Typing): void {
    if (server !== this.#room.services.server) this.#take(member, on);
  }

  /** Whoever has said it, types it no more. */
  stop(member: string): void {
    if (this.#timers.has(member)) this.#take(member, false);
  }

  /** Forgets all. */
  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #take(member: string, on: boolean): void {
    clearTimeout(this.#timers.get(member));
    this.#timers.delete(member);
    if (!on) this.#toldAt.delete(member);
    if (on) {
      const { typingMs } = this.#room.services.times;
      const timer = setTimeout(() => this.#take(member, false), typingMs);
      this.#timers.set(member, restUnnoticed(timer));
    }
    this.version += 1;
    this.#room.ring();
  }
}
