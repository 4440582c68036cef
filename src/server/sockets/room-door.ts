import type { RoomClientFrame, RoomServerFrame } from '../../protocol/room-frame.ts';
import type { FrameSource } from './fair-pump.ts';

/** Whoever is at a socket, as rooms see him. */
export interface RoomGuest {
  /** Who he is, as `identityOf` says it; '' is nobody in particular. */
  readonly owner: string;
  /** The secret name of his session. */
  readonly session: string;
  /** Where his socket comes from; '' where nobody knows. */
  readonly address: string;
  /** The request that asked for the socket, with the token of its first frame. */
  request(): Request;
  /** Tells a frame at once. */
  tell(frame: RoomServerFrame): void;
  /** Begins to tell what a source has, as fast as the socket takes it. */
  listen(source: FrameSource): void;
  /** Tells nothing more of a source. */
  leave(source: FrameSource): void;
  /** Tells nothing more of a run, as its reader is no longer in its room. @default no runs are told */
  detach?(run: string): void;
}

/** The rooms that one socket is in. */
export interface RoomVisit {
  /** Does what a frame asks for. What is refused is told; throws only what nobody foresaw, which has been told, too. */
  take(frame: RoomClientFrame): Promise<void>;
  /** As whom a run is read and stopped that answers in a room of this socket; undefined for any other run. */
  ownerOf(run: string): string | undefined;
  /** The socket is closed. */
  close(): void;
}

/** Where sockets come into rooms. */
export interface RoomDoor {
  /** Lets a socket in; it is in no room yet. */
  enter(guest: RoomGuest): RoomVisit;
}
