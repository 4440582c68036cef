import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { RoomMember, RoomMessage } from '../../protocol/room-state.ts';
import type { Answer } from '../answers/answer.ts';
import type { RunStore } from '../runs/run-store.ts';
import type { RoomStore } from './room-store.ts';

/** As whom somebody is let into a room, and what he may do there. */
export interface RoomAdmission {
  /** Hears what is said. Where it is false, the room does not exist for him. @default true */
  readonly read?: boolean | undefined;
  /** Says something himself. @default true */
  readonly write?: boolean | undefined;
  /** Takes back what others say, mutes and removes; `founder`: only if he was the first in the room. @default false */
  readonly moderate?: boolean | 'founder' | undefined;
  /** Who he is, so that he is one member wherever he comes from. @default the owner of his socket, else a secret of his page */
  readonly id?: string | undefined;
  /** What he is called. @default what he calls himself, else “Guest” */
  readonly name?: string | undefined;
  /** The address of his picture. @default none, or the one or two characters that he has chosen */
  readonly avatar?: string | undefined;
}

/** What a model of a room is asked. */
export interface RoomQuestion {
  /** The room. */
  readonly room: string;
  /** The message to be answered. */
  readonly question: RoomMessage;
  /** The newest messages of the room, oldest first, `question` the last; those taken back are left out. */
  readonly messages: readonly RoomMessage[];
  /** Who asks. */
  readonly asker: RoomMember;
  /** Where his socket comes from; '' where nobody knows. */
  readonly address: string;
  /** The name of the run, and of the message that answers. */
  readonly runId: string;
  /** What another server has written of this answer before it died, where the option `takeOver` is on: say what comes after it. */
  readonly written?: ChatMessage | undefined;
  /** Aborted when a member stops the answer, and when the server is closed. */
  readonly signal: AbortSignal;
}

/** A model that is a member of rooms. */
export interface RoomModel {
  /** What it is called: `@name` addresses it. */
  readonly name: string;
  /** The address of its picture, or one or two characters. @default none */
  readonly avatar?: string | undefined;
  /** Whether it answers when it is named, or whatever a person says; a function says to what else than its name it answers. @default 'named' */
  readonly answers?:
    | 'named'
    | 'always'
    | ((message: RoomMessage, room: string) => boolean)
    | undefined;
  /** Answers, as the `answer` of a chat server does. What it throws is told in its own words only if it is a `ChatError`. */
  readonly answer: (question: RoomQuestion) => Answer | Promise<Answer>;
}

/** How much there may be. */
export interface RoomLimits {
  /** Messages of a room that are kept. @default 1000 */
  readonly maxMessages: number;
  /** Entries of a log, edits and reactions among them, before it is folded. @default 2000 */
  readonly maxEntries: number;
  /** Members that are in a room at once. @default 200 */
  readonly maxMembers: number;
  /** The longest message of a person, in characters. @default 8000 */
  readonly maxCharacters: number;
  /** Acts of one member at once. @default 20 */
  readonly burst: number;
  /** Acts of one member a second in the long run. @default 1 */
  readonly perSecond: number;
  /** Answers that are written in a room at once. @default 4 */
  readonly maxRuns: number;
  /** Rooms that one socket may be in. @default 32 */
  readonly maxRooms: number;
}

/** How long things take, in milliseconds. */
export interface RoomTimes {
  /** How long a member without a socket stays, so that a reload is no leaving. @default 10,000 */
  readonly leaveMs: number;
  /** How often servers tell each other who is there. @default 5000 */
  readonly pulseMs: number;
  /** How long somebody types who does not say so again. @default 6000 */
  readonly typingMs: number;
  /** How often the host is asked again who may be in a room. @default 300,000 */
  readonly readmitMs: number;
}

/** What rooms are made of. */
export interface RoomsOptions {
  /**
   * Says whether whoever sends a request may enter a room, as whom, and what he may do there; undefined for a room that does not
   * exist for him. Asked each time a socket enters, again every few minutes, and when `readmit` is called: whoever is no longer
   * admitted hears nothing more, and whose rights are others has those. A name is no secret unless it is made so: let strangers in by names that
   * nobody can guess.
   */
  readonly admit: (
    request: Request,
    room: string,
  ) => RoomAdmission | undefined | Promise<RoomAdmission | undefined>;
  /** Keeps the rooms; one that is still being opened is waited for. @default memoryRooms() */
  readonly store?: RoomStore | Promise<RoomStore> | undefined;
  /** The models that are in all rooms. @default none */
  readonly models?: readonly RoomModel[] | undefined;
  /** Keeps the answers of the models while they are written; the store of the chat server, if there is one. @default one in memory */
  readonly runs?: RunStore | Promise<RunStore> | undefined;
  /**
   * Whether another server goes on with an answer whose server has died, as the chat server's option of this name has it for chats: `runs` must
   * be shared, such as `redisRuns`, and models are told what was `written`. @default false, it ends as an error
   */
  readonly takeOver?: boolean | undefined;
  /** How much there may be. @default see each of them */
  readonly limits?: Partial<RoomLimits> | undefined;
  /** How long things take. @default see each of them */
  readonly times?: Partial<RoomTimes> | undefined;
  /** Is told what failed that nobody foresaw. @default console.error */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** What all rooms of a server share. */
export interface RoomServices {
  /** This server, as others know it. */
  readonly server: string;
  readonly admit: RoomsOptions['admit'];
  readonly store: RoomStore;
  readonly runs: RunStore;
  readonly models: readonly RoomModel[];
  readonly takeOver: boolean;
  readonly limits: RoomLimits;
  readonly times: RoomTimes;
  readonly onError: (error: unknown) => void;
}

/** How much there may be unless the host says otherwise. */
export const defaultRoomLimits: RoomLimits = {
  maxMessages: 1000,
  maxEntries: 2000,
  maxMembers: 200,
  maxCharacters: 8000,
  burst: 20,
  perSecond: 1,
  maxRuns: 4,
  maxRooms: 32,
};

/** How long things take unless the host says otherwise. */
export const defaultRoomTimes: RoomTimes = {
  leaveMs: 10_000,
  pulseMs: 5000,
  typingMs: 6000,
  readmitMs: 300_000,
};
