import type { ChatError } from '../protocol/chat-error.ts';
import type { RoomMember, RoomMessage, RoomRights } from '../protocol/room-state.ts';

/**
 * How it stands with a room: it is being entered; it is told as it goes on; its connection is lost and tried again; it
 * cannot be entered, and `error` says why; it was left, or a moderator has removed the member.
 */
export type RoomStatus = 'connecting' | 'joined' | 'reconnecting' | 'refused' | 'left';

/** A message as a member sees it. */
export interface RoomViewMessage extends RoomMessage {
  /** Whether the member's own message is on its way, or was refused. @default the server has it */
  readonly delivery?: 'sending' | 'failed';
  /** Why it was refused; only with `delivery: 'failed'`. */
  readonly failure?: ChatError;
  /** Whether only this page has it, as the server has begun the room anew since; nothing can be done with it. @default false */
  readonly isOnlyHere?: boolean;
  /** Whether the room was begun anew behind it. @default false */
  readonly isBeforeBreak?: boolean;
}

/** Everything a screen needs of a room. What did not change keeps its identity. */
export interface RoomView {
  /** How it stands with the room. */
  readonly status: RoomStatus;
  /** The member that this side is; undefined before the room was entered. */
  readonly me: RoomMember | undefined;
  /** What this side may do; nothing before the room was entered. */
  readonly rights: RoomRights;
  /** Who is here, and who was: those present first, the models last. */
  readonly members: readonly RoomMember[];
  /**
   * The messages in the order that all members see, this side's own that are on their way at the end. Before them is what was shown of
   * a room that the server has begun anew since, as one that keeps rooms in memory does when it is started again.
   */
  readonly messages: readonly RoomViewMessage[];
  /** The others who type now. */
  readonly typing: readonly RoomMember[];
  /** How far each member has read, by their ids: the `seq` of the last entry. */
  readonly marks: Readonly<Record<string, number>>;
  /** Messages of others behind this side's own mark. */
  readonly unread: number;
  /** Whether there are messages before the first. */
  readonly hasOlder: boolean;
  /** Whether they are being fetched. */
  readonly isLoadingOlder: boolean;
  /** Why the room cannot be entered, or the connection was lost; undefined while it is well. */
  readonly error: ChatError | undefined;
}

/** What came of an act: the server has done it, or has refused it. */
export type RoomResult =
  | {
      readonly accepted: true;
      /** What it was about: a message, or a member. */
      readonly id: string;
    }
  | {
      readonly accepted: false;
      /** What it was about: a message, or a member. */
      readonly id: string;
      /** Why it was refused. */
      readonly error: ChatError;
    };
