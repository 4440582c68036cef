import type { FrameClock } from '../chat/run/frame-clock.ts';
import type { RoomOptions } from '../rooms/create-room.ts';
import { createRooms, type Rooms } from '../server/rooms/create-rooms.ts';
import type { RoomModel, RoomsOptions } from '../server/rooms/room-options.ts';
import { MemoryRunStore } from '../server/runs/memory-run-store.ts';
import { roomPipe } from './room-pipe.ts';

/** Options of {@link twoPeople}. */
export interface TwoPeopleOptions {
  /** What they are called. @default ['Ann', 'Bob'] */
  readonly names?: readonly [string, string] | undefined;
  /** The models that are there as well. @default none */
  readonly models?: readonly RoomModel[] | undefined;
  /** How long a frame takes, in milliseconds. @default 0 */
  readonly delayMs?: number | undefined;
  /** When the screens are told of changes. @default the page's frames */
  readonly frames?: FrameClock | undefined;
  /** Options of the rooms themselves, such as their times. @default whoever was first is the moderator */
  readonly rooms?: Partial<Omit<RoomsOptions, 'models' | 'runs'>> | undefined;
}

/** Two people in one room, without a network. */
export interface TwoPeople {
  /** What the first gives to `useRoom` or `createRoom`. */
  readonly one: RoomOptions;
  /** What the other one gives. */
  readonly other: RoomOptions;
  /** The options of one more person. */
  readonly another: (name: string) => RoomOptions;
  /** Loses all connections; they come back by themselves. */
  readonly cut: () => void;
  /** The rooms themselves. */
  readonly rooms: Rooms;
}

let made = 0;

/**
 * Puts two people into one room of a page or a test, with the rooms of `rivulet/server` behind them: what one does, the other one
 * sees as over a network.
 *
 * @example
 * const { one, other } = twoPeople({ models: [{ name: 'Ada', answer: () => 'Yes.' }] });
 * const [ann, bob] = [createRoom(one), createRoom(other)];
 */
export function twoPeople(options: TwoPeopleOptions = {}): TwoPeople {
  const { names = ['Ann', 'Bob'], models, delayMs = 0, frames } = options;
  const runs = new MemoryRunStore();
  const rooms = createRooms({
    admit: () => ({ moderate: 'founder' }),
    ...options.rooms,
    runs,
    ...(models && { models }),
  });
  const { openLink, cut } = roomPipe({
    reach: () => ({ door: rooms, runs }),
    delayMs: () => delayMs,
  });
  const room = `two-people-${(made += 1)}`;
  const another = (name: string): RoomOptions => ({ room, name, openLink, frames });
  return { one: another(names[0]), other: another(names[1]), another, cut, rooms };
}
