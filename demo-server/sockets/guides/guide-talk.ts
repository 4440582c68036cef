import type { ChatError, RoomServerFrame } from 'rivulet/protocol';
import type { RoomVisit, Run } from 'rivulet/server';
import type { GenerationOptions } from '../../engine/engine.ts';
import type { ForeignMessage } from '../../http/foreign/foreign-messages.ts';
import type { AnswerReader, AnswerTelling } from './answer-reader.ts';

/** A question as a guide's client asks it over a socket. */
export interface SocketAsking {
  readonly messages: readonly ForeignMessage[];
  readonly options?: GenerationOptions;
  /** @default false */
  readonly tellsTokens?: boolean;
  /** Names the chat. @default the run's own name */
  readonly chatId?: string;
}

/** What the words of a guide are spoken with. */
export interface GuideTalk {
  /** Sends a frame, or a text that is none. */
  tell(frame: object | string): void;
  /** Has the model answer. */
  ask(asking: SocketAsking): Promise<Run>;
  /** Finds a run of whoever is at this socket, or of a room that it is in. */
  find(id: string, owner?: string): Promise<Run | undefined>;
  /** Lets the socket into rooms; `hear` makes the guide's frames of theirs. */
  enter(hear: (frame: RoomServerFrame) => readonly object[]): RoomVisit;
  /** Does something when the frames before it are done. */
  later(act: () => void | Promise<void>): void;
  /** Reads a run, in place of any that was read. */
  read(run: Run, telling: AnswerTelling): AnswerReader;
  /** Stops the answer that is read; false where none was. */
  stop(): Promise<boolean>;
}

/** The words of one guide on one socket. */
export interface GuideWords {
  /** Takes a frame: an object, or a text that is none. */
  receive(frame: Readonly<Record<string, unknown>> | undefined, text: string): void | Promise<void>;
  /** Tells that something was refused or failed. */
  refuse(error: ChatError): void;
  /** The socket is closed. */
  closed?(): void;
}
