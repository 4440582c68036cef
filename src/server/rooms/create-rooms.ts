import type { RoomMessage } from '../../protocol/room-state.ts';
import { MemoryRunStore } from '../runs/memory-run-store.ts';
import type { RoomClientFrame } from '../../protocol/room-frame.ts';
import type { RoomDoor, RoomGuest, RoomVisit } from '../sockets/room-door.ts';
import { memoryRooms } from './memory-room-store.ts';
import { goOnInRooms } from './go-on-in-rooms.ts';
import { OpenRooms } from './open-rooms.ts';
import {
  defaultRoomLimits,
  defaultRoomTimes,
  type RoomServices,
  type RoomsOptions,
} from './room-options.ts';
import { pageBefore } from './room-reader.ts';
import { SocketRooms } from './socket-rooms.ts';

/** Rooms in which people and models speak with each other. */
export interface Rooms extends RoomDoor {
  /** The newest messages of a room before a place, oldest first, 50 at most. @param before The newest of all where it is left out. */
  history(room: string, before?: number): Promise<readonly RoomMessage[]>;
  /**
   * Asks `admit` again of all who are in a room, at all servers, after the host has changed who may be there; whoever may not any more
   * hears nothing more. @param room All rooms where it is left out.
   */
  readmit(room?: string): Promise<void>;
  /** Forgets a room and all that was said in it. */
  forget(room: string): Promise<void>;
  /** Closes all rooms; the members are held to have lost their sockets. Answers that are written here end with their store. */
  close(): Promise<void>;
}

/**
 * Makes rooms: what members say is one log for each room, which all of them are told in the same order, from whichever server. Give them to
 * `attachSockets`, which serves them over the sockets of the chat server, or let sockets of your own `enter`.
 *
 * @example
 * const rooms = createRooms({
 *   admit: async (request, room) => ((await mayEnter(request, room)) ? { name: await nameOf(request) } : undefined),
 *   models: [{ name: 'Ada', answer: ({ messages, signal }) => ask(messages, signal) }],
 * });
 * await attachSockets(server, chat, { rooms });
 */
export function createRooms(options: RoomsOptions): Rooms {
  const opening = open(options);
  // Told to each who enters.
  opening.catch(() => undefined);
  return {
    enter: (guest) => new LateVisit(opening, guest),
    async history(room, before = Infinity) {
      const { rooms } = await opening;
      const found = await rooms.enter(room);
      const { messages } = pageBefore(found.state, before, Infinity);
      rooms.leave(found);
      return messages;
    },
    async readmit(room) {
      await (await opening).rooms.readmit(room);
    },
    async forget(room) {
      await (await opening).services.store.forget(room);
    },
    async close() {
      const { rooms, services } = await opening;
      await rooms.close();
      await services.store.close();
    },
  };
}

interface Opened {
  readonly services: RoomServices;
  readonly rooms: OpenRooms;
}

async function open(options: RoomsOptions): Promise<Opened> {
  const services: RoomServices = {
    server: crypto.randomUUID(),
    admit: options.admit,
    store: (await options.store) ?? memoryRooms(),
    runs: (await options.runs) ?? new MemoryRunStore(),
    models: options.models ?? [],
    takeOver: options.takeOver ?? false,
    limits: { ...defaultRoomLimits, ...options.limits },
    times: { ...defaultRoomTimes, ...options.times },
    onError: options.onError ?? ((error) => console.error(error)),
  };
  const rooms = new OpenRooms(services);
  if (services.takeOver) goOnInRooms(services, rooms);
  return { services, rooms };
}

/** The visit of a socket that may come before the store is open. */
class LateVisit implements RoomVisit {
  readonly #opening: Promise<Opened>;
  readonly #guest: RoomGuest;
  #visit: SocketRooms | undefined;
  #isClosed = false;

  constructor(opening: Promise<Opened>, guest: RoomGuest) {
    this.#opening = opening;
    this.#guest = guest;
  }

  async take(frame: RoomClientFrame): Promise<void> {
    const { services, rooms } = await this.#opening;
    if (this.#isClosed) return;
    this.#visit ??= new SocketRooms(services, rooms, this.#guest);
    await this.#visit.take(frame);
  }

  ownerOf(run: string): string | undefined {
    return this.#visit?.ownerOf(run);
  }

  close(): void {
    this.#isClosed = true;
    this.#visit?.close();
  }
}
