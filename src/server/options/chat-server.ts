import type { ChatMessage, MessageEnd } from '../../protocol/chat-message.ts';
import type { MessageUsage } from '../../protocol/message-metadata.ts';
import type { Answer, ChatQuestion } from '../answers/answer.ts';
import type { StreamPlacesOptions } from '../http/stream-places.ts';
import type { RunStore } from '../runs/run-store.ts';

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
  /** Is told when an answer is over, whether anybody read it or not: the place to save it. @default nobody is told */
  readonly onEnd?: ((end: AnswerEnd) => void | Promise<void>) | undefined;
  /** Is told what failed that nobody foresaw; `where` is one of few. @default console.error */
  readonly onError?: ((error: unknown, where: 'answer' | 'onEnd' | 'request') => void) | undefined;
}

type Handler = (request: Request) => Promise<Response>;

/** A chat server, from `Request` to `Response`. */
export interface ChatServer {
  /** Answers any of the calls under `basePath`; 404 for all others. Never rejects. */
  fetch(request: Request): Promise<Response>;
  /** The same by method, to be exported from a route of a framework. */
  readonly routes: Readonly<Record<'GET' | 'HEAD' | 'POST' | 'DELETE' | 'OPTIONS', Handler>>;
  /** Stops the answers that are being written here and lets their readers go, who look for the rest elsewhere. */
  close(): Promise<void>;
}
