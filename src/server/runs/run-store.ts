import { ChatError } from '../../protocol/chat-error.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { RunLog } from './run-log.ts';
import type { Run, RunOptions } from './run.ts';

/** Why a store takes no new runs at the moment. */
export interface StoreTrouble {
  /** Whether it answers and refuses, or does not answer. */
  readonly state: 'refuses' | 'away';
  /** What it is called; one of few. */
  readonly reason: string;
}

/** A run whose process has died, as another one finds it that may go on with it. */
export interface LeftRun {
  /** Names it; see `RunOptions`. */
  readonly id: string;
  /** The chat that it answers in. */
  readonly chatId: string;
  /** Who asked; see `isOpenTo`. */
  readonly owner: string;
  /** What was asked, as `RunOptions.question` said it. */
  readonly question: string;
  /** What has been written of it. */
  readonly message: ChatMessage;
  /** The same as events, as far as they are kept. */
  readonly log: RunLog;
  /** Goes on with it: its source says what comes after `message`. In place of `RunStore.create`, and throws as that does. */
  adopt(options: RunOptions): Promise<Run>;
}

/**
 * Keeps the runs. Whoever asks gives an owner, and a foreign owner's run is as if it were not there.
 * There is no way to list runs.
 */
export interface RunStore {
  /** A client of the `redis` package, for what servers count together; none in a store that stands alone. */
  readonly sharedClient?: object | undefined;
  /** What keeps it from taking runs, known before one is refused; undefined while it works. */
  readonly trouble: StoreTrouble | undefined;
  /** The run of this id; undefined when there is none, it is no longer kept, or it is another owner's. */
  get(id: string, owner: string): Promise<Run | undefined>;
  /** The run of this owner that still writes an answer in this chat, the newest if there are several. See `isFoundBy`. */
  activeIn(chatId: string, owner: string): Promise<Run | undefined>;
  /**
   * Starts a run, or returns the one of the same id, owner and chat, so that asking twice generates once. Throws a
   * `ChatError`: status 409 when the id is taken, `overloaded` when there is no room, and what the source throws.
   */
  create(options: RunOptions): Promise<Run>;
  /**
   * Stops a run before its next model token, also one whose question arrives within the next minute. Undefined when it
   * is not here; an ended run stays as it is.
   * @param address Where the call comes from: what is remembered for questions to come is bounded for each address.
   */
  cancel(id: string, reason: string, owner: string, address?: string): Promise<Run | undefined>;
  /**
   * Stops and forgets this owner's runs of a chat; see `isFoundBy`. With several servers, copies that another one holds in
   * memory go when they have been kept long enough.
   */
  forgetChat(chatId: string, owner: string): Promise<void>;
  /** As `forgetChat`, for all chats of an owner. */
  forgetOwner(owner: string): Promise<void>;
  /**
   * Has runs of processes that have died gone on with here, those that were created with a `question`; where `goOn` throws, they
   * end as errors. Nobody sees anything of such a run that is not in the store. Absent where a store has but one process.
   * @param isOf Of whose runs it is, by their owner; asked before whoever takes all. @default of all that nobody else takes
   */
  onLeft?(goOn: (left: LeftRun) => Promise<void>, isOf?: (owner: string) => boolean): void;
  /** Forgets what has been kept long enough and stops runs that nobody reads; called every few seconds. */
  sweep(): void;
  /** Waits until the runs that this process writes have ended, as long as somebody may still read them, at most `maxMs`. */
  drain(maxMs: number): Promise<void>;
  /** Ends all runs that this process writes with an error, at once, and waits until readers elsewhere can see it. */
  fail(error: ChatError): Promise<void>;
  /** Stops all runs that this process writes and waits until their sources have settled. */
  close(): Promise<void>;
}

/** The error of a question whose id belongs to another question. */
export function idTaken(): ChatError {
  return new ChatError(
    'bad-request',
    'This Idempotency-Key belongs to another chat. Use a new one for each question.',
    { status: 409, retryable: false },
  );
}
