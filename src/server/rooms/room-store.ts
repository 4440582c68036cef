import type { RoomEntry, RoomState } from '../../protocol/room-state.ts';
import type { RoomPlace } from './room-place.ts';

/** What of a room a server does not have yet. */
export interface RoomNews {
  /** What the entries before the first of `entries` have come to, where those asked for are no longer all kept. */
  readonly base?: RoomState | undefined;
  /** The place of the first entry; the rest follow densely. */
  readonly from: number;
  /** The entries, oldest first. */
  readonly entries: readonly RoomEntry[];
  /** The last place that is kept: one before that which was asked for tells that the store has lost something. @default not told */
  readonly last?: number | undefined;
}

/** What servers tell each other of a room that is not kept: who is there by now, who types, who has read how far. */
export type RoomSignal =
  | {
      /** Hosts are to be asked again who may be in the room; in the room '', which nobody enters, of all rooms. */
      readonly type: 'readmit';
    }
  | {
      readonly type: 'here';
      /** The server that says it. */
      readonly server: string;
      /** The ids of the members that have sockets there. */
      readonly members: readonly string[];
    }
  | {
      readonly type: 'typing';
      /** The server that says it. */
      readonly server: string;
      /** Who types, or has stopped. */
      readonly member: string;
      /** Whether he types. */
      readonly on: boolean;
    }
  | {
      readonly type: 'read';
      /** The server that says it. */
      readonly server: string;
      /** Who has read. */
      readonly member: string;
      /** How far. */
      readonly seq: number;
    };

/** Whoever has a room open. */
export interface RoomWatcher {
  /** There may be new entries. */
  onNews(): void;
  /** A server has told something, perhaps this one. */
  onSignal(signal: RoomSignal): void;
}

/** Keeps the logs of rooms, for one server or for several. Rights are not its matter. */
export interface RoomStore {
  /** What there is after a place; the beginning is -1. */
  read(room: string, after: number): Promise<RoomNews>;
  /**
   * Adds an entry at the next place, or finds the one that was added under the same key. Throws a `ChatError` of code `overloaded` where it
   * cannot be kept now; whoever tries again under the same key adds it once.
   */
  append(room: string, key: string, entry: RoomEntry): Promise<RoomPlace>;
  /** Keeps what a log has come to in place of its entries up to there; an older one than that which is kept changes nothing. */
  fold(room: string, state: RoomState): Promise<void>;
  /** How far each member has read. */
  marks(room: string): Promise<Readonly<Record<string, number>>>;
  /** Notes how far a member has read; it never goes back. */
  mark(room: string, member: string, seq: number): Promise<void>;
  /** Tells all who watch the room. Best effort: what is lost is told again or missed by nobody. */
  signal(room: string, signal: RoomSignal): Promise<void>;
  /** Tells of what happens in a room from now on; returns the way to stop. */
  watch(room: string, watcher: RoomWatcher): () => void;
  /** Forgets a room with all that was said in it. */
  forget(room: string): Promise<void>;
  /** Lets go of what it holds. */
  close(): Promise<void>;
}
