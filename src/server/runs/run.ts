import type { ChatEvent } from '../../protocol/chat-event.ts';
import type { RunLog, RunLogLimits } from './run-log.ts';

/** What whoever writes an answer is given. */
export interface RunTask {
  /** Aborted when the run is to stop: with a `ChatError` as its reason when something around it failed. */
  readonly signal: AbortSignal;
  /** Notes that the answer has its turn: from here on its time is counted. Called more than once, it does nothing. */
  readonly begin: () => void;
}

/**
 * Opens the answer of a run: its events in their order, with the `start` of the message and, where the writer knows how it
 * ended, a terminal event. The run itself closes what is open and ends an answer that was stopped or broke. Throws a
 * `ChatError` when the question is refused; nothing has been told to anybody then.
 */
export type RunSource = (task: RunTask) => AsyncIterable<ChatEvent>;

/** What a run is made of. */
export interface RunOptions {
  /** 128 random bits from the client (its `Idempotency-Key`) or from the server; whoever holds it can name the run. */
  readonly id: string;
  /** The chat that it answers in; apps may name all their chats alike. */
  readonly chatId: string;
  /** Who asks; '' is nobody in particular. See `isOpenTo`. */
  readonly owner: string;
  /** Where the question comes from. @default '' */
  readonly address?: string | undefined;
  /** Writes the answer. */
  readonly source: RunSource;
  /** Is told what the run failed of, unless it was stopped. @default nobody is told */
  readonly onError?: ((error: unknown) => void) | undefined;
  /** How much of it is kept. @default 1 MiB, 20,000 events */
  readonly limits?: RunLogLimits | undefined;
  /** What has been written of it, by a process that has died; see `LeftRun`. @default nothing */
  readonly log?: RunLog | undefined;
  /** What another process is told that goes on with it, should this one die; see `RunStore.onLeft`. @default it ends as an error then */
  readonly question?: string | undefined;
}

/** One answer as its readers see it, whether it is written in this process or in another. */
export interface Run {
  /** Names it; see `RunOptions`. */
  readonly id: string;
  /** The chat that it answers in. */
  readonly chatId: string;
  /** Who asked; see `isOpenTo`. */
  readonly owner: string;
  /** The events, to be pulled by each reader's own cursor; it grows as long as somebody is attached. */
  readonly log: RunLog;
  /** Resolves when the run has ended and its source has settled. Be attached while waiting for it. */
  readonly settled: Promise<void>;
  /** How long a source of this process was busy with it, in milliseconds, once it has ended. */
  readonly busyMs?: number | undefined;
  /** Counts a reader in; the returned function counts it out, once. A run without readers is stopped after a while. */
  attach(): () => void;
}

// Marks the owner of a run that was asked for on a browser's first visit, or by a client that keeps no cookies: the
// server cannot tell which.
const firstVisit = '~';

/** The owner of a run whose client is given its identity only with the answer. */
export function ownerOfFirstVisit(owner: string): string {
  return firstVisit + owner;
}

/** Who the owner of a run is: on a first visit whom the answer's cookie names, which he alone is given; '' is nobody. */
export function identityOf(owner: string): string {
  return owner.startsWith(firstVisit) ? owner.slice(firstVisit.length) : owner;
}

/**
 * Says whether a reader may see and stop a run. A run of somebody is open to nobody else, not even to one who knows its
 * id. A run of nobody (asked for without a cookie or a bearer, as curl and many SDKs do) is open to whoever holds its id,
 * which cannot be guessed; once a browser was given a cookie with the answer, only to that one and to clients that
 * have no identity at all.
 */
export function isOpenTo({ owner }: Pick<Run, 'owner'>, reader: string): boolean {
  if (owner === '' || owner === reader) return true;
  return owner.startsWith(firstVisit) && (reader === '' || owner === firstVisit + reader);
}

/** As whom the one who starts a run reads until the answer has come: '' on a first visit. */
export function readerOf(owner: string): string {
  return owner.startsWith(firstVisit) ? '' : owner;
}

/**
 * Says whether a reader may find a run by its chat. The name of a chat is no secret (an app may call all of them
 * `support`), so only whoever shows who he is finds his own; a run of nobody is found by its id alone.
 */
export function isFoundBy({ owner }: Pick<Run, 'owner'>, reader: string): boolean {
  return reader !== '' && identityOf(owner) === reader;
}
