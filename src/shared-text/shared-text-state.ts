import type { ChatError } from '../protocol/chat-error.ts';

/** One edit: so many characters are deleted at a place, and others inserted there. Places and lengths count as strings do. */
export interface TextChange {
  /** Where, from 0. A place behind the end is the end. */
  readonly at: number;
  /** How many characters go. @default 0 */
  readonly delete?: number | undefined;
  /** What comes. @default nothing */
  readonly insert?: string | undefined;
}

/** An edit that was made, at its place when those before it are made. */
export interface MadeChange {
  /** Where, from 0. */
  readonly at: number;
  /** How many characters are gone. */
  readonly delete: number;
  /** What has come. */
  readonly insert: string;
}

/** A stretch of the text, from one place to before another. */
export interface TextRange {
  /** Where it begins, from 0. */
  readonly from: number;
  /** Where it ends. */
  readonly to: number;
}

/** Who is in a document: a person, or a model that writes. */
export interface TextMember {
  /** Names the replica. */
  readonly id: number;
  /** What it is called, as it says itself: at most 60 characters. */
  readonly name: string;
  /** Whether it is this one. */
  readonly isSelf: boolean;
  /** Whether it is a model that writes. */
  readonly isModel: boolean;
  /** Which of the eight looks its caret has, from 0 to 7: a colour and a pattern. */
  readonly look: number;
}

/** Where somebody else has the cursor. */
export interface TextCursor extends TextMember {
  /** Where a selection began. */
  readonly anchor: number;
  /** Where the caret is. */
  readonly head: number;
}

/** A stretch that a model has written and nobody has accepted yet. */
export interface TextProposal extends TextRange {
  /** Names the writing; several stretches may be of one. */
  readonly id: string;
  /** What the model is called. */
  readonly by: string;
}

/** A version of the text that somebody has kept. */
export interface TextVersion {
  /** Names it. */
  readonly id: string;
  /** The text. */
  readonly text: string;
  /** What it was kept as. */
  readonly label: string;
  /** Who kept it. */
  readonly by: string;
  /** When, in milliseconds since the epoch. */
  readonly at: number;
}

/**
 * How a replica stands with its server: it connects for the first time, is connected, connects again, waits for a network, or
 * was refused, which only another document or another person changes. `closed` is one that was not opened. Edits are made in each of them.
 */
export type SharedTextStatus =
  | 'closed'
  | 'connecting'
  | 'connected'
  | 'reconnecting'
  | 'offline'
  | 'refused';

/** How a shared text stands. */
export interface SharedTextState {
  /** The text. */
  readonly text: string;
  /** Who is in the document, this one first. */
  readonly members: readonly TextMember[];
  /** Where the others have their cursors, models included. */
  readonly cursors: readonly TextCursor[];
  /** What models have written and nobody has accepted yet, in the order of the text. */
  readonly proposals: readonly TextProposal[];
  /** The versions that were kept, the oldest first. */
  readonly versions: readonly TextVersion[];
  /** How it stands with its server. */
  readonly status: SharedTextStatus;
  /** Why it was refused or cut; undefined while all is well. */
  readonly error: ChatError | undefined;
  /** Whether the server takes edits from this person. */
  readonly canWrite: boolean;
  /** Whether the server has stored all edits of this one. */
  readonly isSaved: boolean;
  /** Whether a model writes for this one. */
  readonly isWriting: boolean;
  /** Whether something is selected here. */
  readonly hasSelection: boolean;
  /** Whether there is something to undo. */
  readonly canUndo: boolean;
  /** Whether there is something to do again. */
  readonly canRedo: boolean;
}
