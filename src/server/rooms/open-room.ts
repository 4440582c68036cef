import type { RoomAct, RoomMember, RoomMessage, RoomState } from '../../protocol/room-state.ts';
import type { RoomServices } from './room-options.ts';
import type { RoomPlace } from './room-place.ts';
import type { RoomSignal } from './room-store.ts';

/** Whoever reads a room at this server. */
export interface RoomListener {
  /** The member that reads. */
  readonly member: string;
  /** Is called when a moderator has removed the member. */
  readonly onRemoved: () => void;
  /** Is called when the store no longer has the room as it was: whoever reads it enters it again. */
  readonly onLost: () => void;
  /** Is called when the host is to be asked again whether the member may be here. */
  readonly onAsked: () => void;
  /** Something in the room has changed. */
  ring(): void;
}

/** A room that this server has open, as its parts use it. */
export interface OpenRoom {
  readonly name: string;
  readonly services: RoomServices;
  /** The room after all entries that have come here. */
  readonly state: RoomState;
  /** The member of an id; undefined for a stranger. */
  member(id: string): RoomMember | undefined;
  /** The message of an id; undefined where it is no longer kept. */
  message(id: string): RoomMessage | undefined;
  /**
   * Adds to the log what a member did, once for each key; resolves when it is part of `state`. Throws what the store throws; whoever
   * tries again under the same key changes nothing twice.
   */
  append(key: string, by: string, act: RoomAct): Promise<RoomPlace>;
  /** Reads what the store has that this server has not; who asks while it reads is served by the next reading. */
  catchUp(): Promise<void>;
  /** Tells other servers, and this one, what is not kept. Who misses it is told again. */
  signal(signal: RoomSignal): void;
  /** Has all readers look whether there is something to tell. */
  ring(): void;
}
