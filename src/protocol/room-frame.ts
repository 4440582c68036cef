import type { ChatErrorCode } from './chat-error.ts';
import type { RoomEntry, RoomMessage, RoomRights, RoomState } from './room-state.ts';

/** What every act in a room says. */
interface Act {
  /** The room. */
  readonly room: string;
  /** The client's own name for the act, which `room.done` or `room.refused` repeats; the same act said twice is done once. */
  readonly op: string;
}

/**
 * What a client says in rooms, beside the frames of `chat.v1`. `room.join` comes first in each room and on each socket; `after` is the
 * last place in the log that the client has. Acts are answered by `room.done` or `room.refused`; `room.typing` and
 * `room.read` are not answered.
 */
export type RoomClientFrame =
  | {
      readonly type: 'room.join';
      /** The room. */
      readonly room: string;
      /** How the member wants to be called. @default what the server calls him */
      readonly name?: string;
      /** One or two characters to show beside the name. @default none */
      readonly avatar?: string;
      /** A secret of the client, 16 characters or more, by which it is known again where the server knows nobody by name. */
      readonly key?: string;
      /** The last place in the log that the client has. @default -1, none */
      readonly after?: number;
      /** The name of the log that `after` is a place of, as its state says it. @default whichever log there is */
      readonly epoch?: string;
    }
  | {
      readonly type: 'room.leave';
      /** The room. */
      readonly room: string;
    }
  | ({
      readonly type: 'room.say';
      /** Names the message. */
      readonly id: string;
      /** What is said, as markdown. */
      readonly text: string;
    } & Act)
  | ({
      readonly type: 'room.edit';
      /** The message. */
      readonly id: string;
      /** What it is to say. */
      readonly text: string;
    } & Act)
  | ({
      readonly type: 'room.delete';
      /** The message. */
      readonly id: string;
    } & Act)
  | ({
      readonly type: 'room.react';
      /** The message. */
      readonly id: string;
      /** What with, such as an emoji. */
      readonly emoji: string;
      /** Whether the reaction is to be there. */
      readonly on: boolean;
    } & Act)
  | ({
      readonly type: 'room.stop';
      /** The run of a model's answer. */
      readonly run: string;
    } & Act)
  | ({
      /** Has a member only read; sends him away. */
      readonly type: 'room.mute' | 'room.remove';
      /** The member. */
      readonly member: string;
      /** Whether it is to hold. */
      readonly on: boolean;
    } & Act)
  | ({
      /** Asks for messages before a place, oldest last to be asked; answered by `room.page`. */
      readonly type: 'room.older';
      /** The place of the oldest message that the client has. */
      readonly before: number;
      /** How many messages at most. @default 50 */
      readonly limit?: number;
    } & Act)
  | {
      readonly type: 'room.typing';
      /** The room. */
      readonly room: string;
      /** Whether the member writes; said again every few seconds, or it is over. */
      readonly on: boolean;
    }
  | {
      readonly type: 'room.read';
      /** The room. */
      readonly room: string;
      /** The place in the log up to which the member has read. */
      readonly seq: number;
    };

/**
 * What a server says in rooms. `room.joined` begins a room for its reader: with `state` where the client has nothing to go on from. Every
 * entry of the log follows once and in its order by `room.log`; who types and who has read how far is told whole, so that what is
 * lost does no harm.
 */
export type RoomServerFrame =
  | {
      readonly type: 'room.joined';
      /** The room. */
      readonly room: string;
      /** The member that the client is. */
      readonly me: string;
      /** What he may do. */
      readonly rights: RoomRights;
      /** The last place that the client has now. */
      readonly seq: number;
      /** The room up to there, with its newest messages; absent where the client goes on after the place that it named. One of another `epoch` was begun anew. */
      readonly state?: RoomState;
      /** Whether there are messages before those of `state`. @default false */
      readonly hasOlder?: boolean;
    }
  | {
      readonly type: 'room.log';
      /** The room. */
      readonly room: string;
      /** The place of the first entry; the rest follow densely. */
      readonly seq: number;
      /** The entries. */
      readonly entries: readonly RoomEntry[];
    }
  | {
      readonly type: 'room.page';
      /** The room. */
      readonly room: string;
      /** The act that asked. */
      readonly op: string;
      /** The place in the log up to which the messages are as they are told. */
      readonly seq: number;
      /** The messages, oldest first. */
      readonly messages: readonly RoomMessage[];
      /** Whether there are more before them. */
      readonly hasOlder: boolean;
    }
  | {
      readonly type: 'room.typing';
      /** The room. */
      readonly room: string;
      /** The ids of all who write now. */
      readonly who: readonly string[];
    }
  | {
      readonly type: 'room.marks';
      /** The room. */
      readonly room: string;
      /** How far members have read, by their ids. */
      readonly marks: Readonly<Record<string, number>>;
    }
  | {
      readonly type: 'room.done';
      /** The room. */
      readonly room: string;
      /** The act. */
      readonly op: string;
      /** Its place in the log; -1 for one that has none. */
      readonly seq: number;
    }
  | {
      readonly type: 'room.refused';
      /** The room. */
      readonly room: string;
      /** The act; absent where the room itself is refused. */
      readonly op?: string;
      /** The code of a `ChatError` with underscores; newer servers may have more. */
      readonly code: string;
      /** What went wrong, for the reader. */
      readonly message: string;
      /** How long the server asks to wait, in milliseconds. */
      readonly retryAfterMs?: number;
    }
  | {
      readonly type: 'room.left';
      /** The room. */
      readonly room: string;
      /** Why nothing more of it will come: the client has left, or was removed. */
      readonly reason: 'left' | 'removed';
    };

/** Says whether a frame is about a room. */
export function isRoomFrame<Frame extends { readonly type: string }>(
  frame: Frame,
): frame is Extract<Frame, { readonly type: `room.${string}` }> {
  return frame.type.startsWith('room.');
}

/** The code of an error as it was before it travelled; `server` for one that this version does not know. */
export function errorCodeOf(code: string): ChatErrorCode {
  const known = code.replaceAll('_', '-');
  return /^(?:bad-request|unauthorized|not-found|too-large|rate-limited|overloaded)$/.test(known)
    ? (known as ChatErrorCode)
    : 'server';
}
