import type { ChatMessage, MessageEnd } from '../../protocol/chat-message.ts';
import type { MessageUsage } from '../../protocol/message-metadata.ts';
import type { Answer, ChatQuestion } from '../answers/answer.ts';
import type { ChatHistory } from '../history/chat-history.ts';
import type { ChatLimits } from '../limits/chat-limits.ts';
import type { Shutdown } from '../http/shutdown.ts';
import type { StreamPlaces, StreamPlacesOptions } from '../http/stream-places.ts';
import type { RunStore } from '../runs/run-store.ts';
import type { ServerStreams } from '../live/define-stream.ts';
import type { ServerTasks } from '../tasks/define-task.ts';
import type { ServerTools } from '../tools/server-tool.ts';
import type { ServerEvent } from '../log/server-event.ts';
import type { TitleQuestion } from '../titles/title-question.ts';
import type { Sweeper } from '../runs/sweeper.ts';

/** How an answer went, once it is over. */
export interface AnswerEnd {
  /** The name of the chat. */
  readonly chatId: string;
  /** The name of the run. */
  readonly runId: string;
  /** Who asked, as the option `owner` says it. */
  readonly owner: string;
  /** The chat as it was sent, the question last. */
  readonly messages: readonly ChatMessage[];
  /** The message that answers, as far as it was written. */
  readonly message: ChatMessage;
  /** How it ended. */
  readonly end: MessageEnd;
  /** The model tokens, where the answer told them. */
  readonly usage: MessageUsage | undefined;
}

/** Where a chat server failed. */
export type FailurePlace =
  | 'answer'
  | 'history'
  | 'limits'
  | 'log'
  | 'onEnd'
  | 'request'
  | 'task'
  | 'title'
  | 'tool';

/** What a chat server is made of. */
export interface ChatServerOptions extends StreamPlacesOptions {
  /** Answers a question. What it throws is told to its reader in its own words only if it is a `ChatError`. */
  readonly answer: (question: ChatQuestion) => Answer | Promise<Answer>;
  /** Keeps the runs; one that is still being opened is waited for. @default memoryRuns() */
  readonly runs?: RunStore | Promise<RunStore> | undefined;
  /**
   * Says who asks, so that nobody else finds his runs; '' is nobody in particular, whose runs are open to whoever holds
   * their name. Throw a `ChatError` of code `unauthorized` to refuse. @default whoever has the HttpOnly cookie that is set
   * with the first answer
   */
  readonly owner?: ((request: Request) => string | Promise<string>) | undefined;
  /** Says where a request comes from, for what is bounded for each address. @default '', one address for all */
  readonly address?: ((request: Request) => string) | undefined;
  /** Bounds what is asked: `memoryLimits({ questionsPerMinute: 20 })`, or an object of your own. @default no limits */
  readonly limits?: ChatLimits | undefined;
  /**
   * Where chats are kept: the app's database. With it a question need bring no more than what is new, each question and each
   * answer is saved, and the chats of an owner can be listed, read, renamed and deleted. @default nothing is kept but runs
   */
  readonly history?: ChatHistory | undefined;
  /**
   * Names a chat, after its first answer: the end of that waits up to five seconds for the name, which is told as a transient
   * `data-title` part and saved in the `history`. @default chats have no names but those that users give
   */
  readonly title?: ((question: TitleQuestion) => string | Promise<string>) | undefined;
  /**
   * Tools that run here when the model calls them, by their names. `answer` is told of them as `tools` and is asked again
   * with what came of them; `upstream` passes them on. @default none
   */
  readonly tools?: ServerTools | undefined;
  /**
   * Work that is no chat, by its names: `POST …/tasks/:name` answers with events, lines, typed frames or one JSON, as its
   * client accepts it, and what is started so is read on, stopped and counted as an answer is. @default none
   */
  readonly tasks?: ServerTasks | undefined;
  /** Streams of one producer for all who read them, by their names: `GET …/streams/:name`. @default none */
  readonly streams?: ServerStreams | undefined;
  /** How often `answer` is asked for one answer, where it calls tools. @default 8 */
  readonly maxSteps?: number | undefined;
  /**
   * Seals the calls that a user is asked to allow; the same on all servers that share a chat, or else one of them asks again
   * for what another has asked. @default a random one for this process
   */
  readonly secret?: string | undefined;
  /** What the paths begin with. @default '/api' */
  readonly basePath?: string | undefined;
  /** Origins whose pages may ask, beside the server's own. @default none */
  readonly origins?: readonly string[] | undefined;
  /** The largest body of a question, in bytes. @default 4 MiB */
  readonly maxBodyBytes?: number | undefined;
  /** How often a silent stream sends a comment, in milliseconds. @default 15 seconds */
  readonly heartbeatMs?: number | undefined;
  /** How long an answer may go on after it was stopped, in milliseconds. @default 5 seconds */
  readonly stopMs?: number | undefined;
  /**
   * Whether another server that shares the store goes on with an answer whose server has died: its `answer` is asked the same
   * with what was written, as `written`, and readers wait less than five seconds. An answer is shown then only when it is in the store.
   * @default false, such an answer ends as an error
   */
  readonly takeOver?: boolean | undefined;
  /** Is told when an answer is over, whether anybody read it or not: the place to save it. @default nobody is told */
  readonly onEnd?: ((end: AnswerEnd) => void | Promise<void>) | undefined;
  /** Is told of each call and of each answer's start and end, for a log; what fails goes to `onError`. @default nobody is told */
  readonly log?: ((event: ServerEvent) => void) | undefined;
  /** Is told what failed that nobody foresaw; `where` is one of few. @default console.error */
  readonly onError?: ((error: unknown, where: FailurePlace) => void) | undefined;
}

/** What a chat server works with, once its store is open. */
export interface ChatServices extends ChatServerOptions {
  /** Keeps the runs. */
  readonly runs: RunStore;
  /** What the paths begin with, without a slash at its end. */
  readonly basePath: string;
  /** Is told what failed that nobody foresaw. */
  readonly onError: NonNullable<ChatServerOptions['onError']>;
  /** Says when no new questions are taken any more. */
  readonly shutdown: Shutdown;
  /** Where all that reads is counted. */
  readonly places: StreamPlaces;
  /** Looks after the runs that are written here. */
  readonly sweeper: Sweeper;
}

type Handler = (request: Request) => Promise<Response>;

/** A chat server, from `Request` to `Response`. */
export interface ChatServer {
  /** Answers any of the calls under `basePath`; 404 for all others. Never rejects. */
  fetch(request: Request): Promise<Response>;
  /** The same by method, to be exported from a route of a framework. */
  readonly routes: Readonly<
    Record<'GET' | 'HEAD' | 'POST' | 'PATCH' | 'DELETE' | 'OPTIONS', Handler>
  >;
  /** What it works with, for doors other than `fetch`, such as `attachSockets`; rejects where its store cannot be opened. */
  readonly opening: Promise<ChatServices>;
  /** Stops and forgets all runs of an owner and deletes all of his chats from the `history`: nothing of his is kept here then. */
  deleteOwner(owner: string): Promise<void>;
  /**
   * Stops the answers that are being written here and lets their readers go, who look for the rest elsewhere; resolves when
   * each end has been told and saved.
   */
  close(): Promise<void>;
}
