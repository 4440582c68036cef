import type { OpenRoom } from './open-room.ts';
import type { RoomSignal } from './room-store.ts';

type Read = Extract<RoomSignal, { readonly type: 'read' }>;

/** How far each member of a room has read. */
export class RoomMarks {
  readonly #room: OpenRoom;
  #marks: Record<string, number> = {};
  /** Changes with each mark that goes on. */
  version = 0;

  constructor(room: OpenRoom) {
    this.#room = room;
  }

  /** The marks of those whom the room remembers, by their ids. */
  get all(): Readonly<Record<string, number>> {
    const known = Object.entries(this.#marks).filter(([id]) => this.#room.member(id));
    return Object.fromEntries(known);
  }

  /** Reads what the store has kept. */
  async load(): Promise<void> {
    const { services, name } = this.#room;
    for (const [member, seq] of Object.entries(await services.store.marks(name)))
      this.#take(member, seq);
  }

  /** Notes how far a member has read, and tells the other servers. */
  async set(member: string, wanted: number): Promise<void> {
    const { services, state, name } = this.#room;
    const seq = Math.min(wanted, state.seq);
    if (!this.#take(member, seq)) return;
    this.#room.signal({ type: 'read', server: services.server, member, seq });
    await services.store.mark(name, member, seq);
  }

  /** Takes the word of another server. */
  hear({ server, member, seq }: Read): void {
    if (server !== this.#room.services.server) this.#take(member, seq);
  }

  #take(member: string, seq: number): boolean {
    if (seq <= (this.#marks[member] ?? -1)) return false;
    this.#marks = { ...this.#marks, [member]: seq };
    this.version += 1;
    this.#room.ring();
    return true;
  }
}
