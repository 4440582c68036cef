import type { StreamPlaces } from '../http/stream-places.ts';
import type { RunStore } from '../runs/run-store.ts';
import type { FrameRateOptions } from './frame-rate.ts';
import type { RoomDoor } from './room-door.ts';
import type { PulseTimes } from './socket-pulse.ts';
import type { TypingRooms } from './typing-rooms.ts';

/** What a socket of `chat.v1` may do. */
export interface ChatConnectionLimits extends PulseTimes {
  /** Runs that one socket may read at once. */
  readonly maxStreams: number;
  /** The largest message of a client, in bytes. */
  readonly maxSendBytes: number;
  /** How many frames a client may send. */
  readonly rate: FrameRateOptions;
}

/** What a socket may do unless the server says otherwise. */
export const defaultConnectionLimits: ChatConnectionLimits = {
  heartbeatMs: 15_000,
  helloMs: 10_000,
  maxStreams: 32,
  maxSendBytes: 1024 * 1024,
  rate: {},
};

/** The socket of a session, as a later one finds it. */
export interface SessionHolder {
  /** The owner of the session, as `identityOf` says it. */
  readonly member: { readonly owner: string };
  /** Closes the socket, which another one replaces. */
  close(code: number, reason: string): void;
}

/** What the sockets of one server share. */
export interface ChatConnectionOptions {
  /** Keeps the runs. */
  readonly runs: Pick<RunStore, 'get' | 'activeIn' | 'cancel'>;
  /** What each socket may do. */
  readonly limits: ChatConnectionLimits;
  /** Who types where. */
  readonly rooms: TypingRooms;
  /** Where the sockets come into rooms: `createRooms`. @default there are no rooms */
  readonly roomDoor?: RoomDoor | undefined;
  /** How many streams one user and all together may have open. */
  readonly places: StreamPlaces;
  /** The sockets by their session. */
  readonly sessions: Map<string, SessionHolder>;
}
