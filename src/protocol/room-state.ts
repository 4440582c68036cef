import type { ChatErrorCode } from './chat-error.ts';
import type { ChatMessage } from './chat-message.ts';

/** Whoever is or was in a room: a person, or a model that the server has put there. */
export interface RoomMember {
  /** Names the member in this room; it tells nothing of who he is elsewhere. */
  readonly id: string;
  /** The name to show; no two members of a room have the same. */
  readonly name: string;
  /** The address of a picture, or one or two characters in its place. @default none */
  readonly avatar?: string;
  /** Whether it is a person or a model. */
  readonly kind: 'person' | 'model';
  /** Whether the member is here now. */
  readonly isPresent: boolean;
  /** Whether the member may only read, by a moderator's word. @default false */
  readonly isMuted?: boolean;
  /** Whether the member may not come back, by a moderator's word. @default false */
  readonly isRemoved?: boolean;
  /** The place in the room's log at which the member last came or went. */
  readonly since: number;
}

/** Who has written a message, as he was called then. */
export type RoomAuthor = Pick<RoomMember, 'id' | 'name' | 'avatar' | 'kind'>;

/** A message of a room: a chat's message and what a room knows of it. A person's has the role `user`, a model's `assistant`. */
export interface RoomMessage extends ChatMessage {
  /** Its place in the room's log: messages are in this order for everybody. */
  readonly seq: number;
  /** The last place in the log at which something of it has changed. */
  readonly changed: number;
  /** Who has written it. */
  readonly author: RoomAuthor;
  /** When the server took it, in milliseconds since 1970. */
  readonly at: number;
  /** Its text was changed by its author. @default false */
  readonly isEdited?: boolean;
  /** It was taken back: it has no parts any more. @default false */
  readonly isDeleted?: boolean;
  /** The ids of the members who have reacted, by what with, oldest first. @default none */
  readonly reactions?: Readonly<Record<string, readonly string[]>>;
  /** The run that writes it; only on a model's. It is being written while `end` is absent. */
  readonly run?: string;
  /** The message that it answers; only on a model's. */
  readonly to?: string;
}

/** What a member may do in a room. */
export interface RoomRights {
  /** Reads what is said and who is there. */
  readonly read: boolean;
  /** Says, changes and takes back what is his own, reacts, and stops a model. */
  readonly write: boolean;
  /** Also takes back what others say, mutes members and removes them. */
  readonly moderate: boolean;
}

/** A room after all that its log says up to `seq`. */
export interface RoomState {
  /** The last place in the log that is in it; -1 before the first. */
  readonly seq: number;
  /** All who are or were here, by their ids. */
  readonly members: Readonly<Record<string, RoomMember>>;
  /** The messages that are kept, oldest first. */
  readonly messages: readonly RoomMessage[];
  /** The id of the person who was here first; absent before anybody was, '' where nobody knows any more. */
  readonly founder?: string;
  /** Names this log: another one is the log of a room that was begun anew. @default none, in a log of before there were names */
  readonly epoch?: string;
}

/** One thing that happened in a room; `by` is the member who did it, `at` when, in milliseconds since 1970. */
export type RoomEntry = {
  /** The id of the member who did it. */
  readonly by: string;
  /** When the server took it, in milliseconds since 1970. */
  readonly at: number;
} & RoomAct;

/** What may happen in a room. */
export type RoomAct =
  | {
      /** The room is begun: by nobody in particular, so that `by` is ''. */
      readonly type: 'opened';
      /** Names the log. */
      readonly epoch: string;
      /** Whether somebody comes back whose room is not kept any more: then nobody is its founder. @default false */
      readonly isAgain?: boolean;
    }
  | ({
      /** A member is there, or is called otherwise. */
      readonly type: 'joined';
    } & Pick<RoomMember, 'name' | 'avatar' | 'kind'>)
  | {
      /** A member is no longer there, with any socket at any server. */
      readonly type: 'left';
    }
  | {
      readonly type: 'said';
      /** Names the message; the client's own. */
      readonly id: string;
      /** What is said, as markdown. */
      readonly text: string;
    }
  | {
      /** A model begins to answer. */
      readonly type: 'asked';
      /** Names the message that answers. */
      readonly id: string;
      /** The run that writes it; absent where none could be started, as `answered` is to say. */
      readonly run?: string;
      /** The message that is answered. */
      readonly to: string;
    }
  | ({
      /** A model's answer is over. */
      readonly type: 'answered';
      /** The message that answers. */
      readonly id: string;
      /** How it ended. */
      readonly end: NonNullable<ChatMessage['end']>;
      /** Why it failed; only with `end: 'error'`. */
      readonly error?: {
        /** What went wrong, to switch on. */
        readonly code: ChatErrorCode;
        /** What went wrong, for the reader. */
        readonly message: string;
      };
    } & Pick<ChatMessage, 'parts' | 'metadata'>)
  | {
      readonly type: 'edited';
      /** The message. */
      readonly id: string;
      /** What it says now. */
      readonly text: string;
    }
  | {
      readonly type: 'deleted';
      /** The message. */
      readonly id: string;
    }
  | {
      readonly type: 'reacted';
      /** The message. */
      readonly id: string;
      /** What with, such as an emoji. */
      readonly emoji: string;
      /** Whether the reaction is there now. */
      readonly on: boolean;
    }
  | {
      /** A moderator's word on a member. */
      readonly type: 'muted' | 'removed';
      /** The member. */
      readonly member: string;
      /** Whether it holds now. */
      readonly on: boolean;
    };

/** The most kinds of reactions that one message takes. */
export const maxReactionKinds = 24;

/** A room in which nothing has happened. */
export const emptyRoom: RoomState = { seq: -1, members: {}, messages: [] };
