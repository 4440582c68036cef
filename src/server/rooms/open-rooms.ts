import { restUnnoticed } from '../runs/rest-unnoticed.ts';
import { FrameRate } from '../sockets/frame-rate.ts';
import { Room } from './room.ts';
import type { RoomServices } from './room-options.ts';

/** A name that no room has: what is told there concerns all of them. */
const everywhere = '';

/** Members whose acts are counted. */
const maxRates = 10_000;

/** The rooms that this server has open: each while somebody is there, something is written, or somebody may come back. */
export class OpenRooms {
  readonly #services: RoomServices;
  readonly #rooms = new Map<string, Promise<Room>>();
  // Those who are about to enter.
  readonly #entering = new Map<string, number>();
  readonly #rates = new Map<string, FrameRate>();
  #isClosed = false;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  readonly #stopHearing: () => void;
  readonly #asking: ReturnType<typeof setInterval>;

  constructor(services: RoomServices) {
    this.#services = services;
    const { store, times } = services;
    this.#stopHearing = store.watch(everywhere, {
      onNews: () => undefined,
      onSignal: () => this.#readmitAll(),
    });
    this.#asking = restUnnoticed(setInterval(() => this.#readmitAll(), times.readmitMs));
  }

  /** Has the host asked again of all who are in a room, or in any, at all servers. */
  async readmit(name: string = everywhere): Promise<void> {
    await this.#services.store.signal(name, { type: 'readmit' });
  }

  /** Opens a room, or finds it open, and keeps it so until `leave`. Rejects where the store cannot be read. */
  async enter(name: string): Promise<Room> {
    this.#entering.set(name, (this.#entering.get(name) ?? 0) + 1);
    clearTimeout(this.#timers.get(name));
    let opening = this.#rooms.get(name);
    if (!opening) {
      opening = Room.open(name, this.#services, () => this.#rooms.delete(name));
      this.#rooms.set(name, opening);
    }
    try {
      return await opening;
    } catch (error) {
      this.#rooms.delete(name);
      this.#count(name);
      throw error;
    }
  }

  /** Ends what `enter` began. */
  leave(room: Room): void {
    this.#count(room.name);
    this.rest(room);
  }

  /** Notes that somebody has gone: a room that nobody is in is closed after a while. */
  rest(room: Room): void {
    const { name } = room;
    // Another one has taken its place.
    if (room.isLost) return;
    clearTimeout(this.#timers.get(name));
    if (this.#isWanted(room)) return;
    const close = () => {
      this.#timers.delete(name);
      if (room.isLost || this.#isWanted(room)) return;
      if (room.answers.isBusy || room.presence.isWaiting) return this.rest(room);
      this.#rooms.delete(name);
      room.close();
    };
    const { leaveMs } = this.#services.times;
    this.#timers.set(name, restUnnoticed(setTimeout(close, 2 * leaveMs)));
  }

  /** Counts an act of a member. False when it is one too many. */
  take(member: string): boolean {
    const { burst, perSecond } = this.#services.limits;
    const rate = this.#rates.get(member) ?? new FrameRate({ burst, perSecond });
    this.#rates.delete(member);
    this.#rates.set(member, rate);
    const [oldest] = this.#rates.keys();
    if (this.#rates.size > maxRates && oldest !== undefined) this.#rates.delete(oldest);
    return rate.take();
  }

  /** Whether all of them were closed. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Closes all of them. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopHearing();
    clearInterval(this.#asking);
    for (const timer of this.#timers.values()) clearTimeout(timer);
    const opened = await Promise.allSettled(this.#rooms.values());
    this.#rooms.clear();
    for (const each of opened) if (each.status === 'fulfilled') each.value.close();
  }

  #readmitAll(): void {
    for (const opening of this.#rooms.values()) {
      opening.then(
        (room) => room.readmit(),
        () => undefined,
      );
    }
  }

  #count(name: string): void {
    const left = (this.#entering.get(name) ?? 0) - 1;
    if (left > 0) this.#entering.set(name, left);
    else this.#entering.delete(name);
  }

  #isWanted({ name, readers }: Room): boolean {
    return readers.size > 0 || this.#entering.has(name);
  }
}
