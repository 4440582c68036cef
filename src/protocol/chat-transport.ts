import type { ChatError } from './chat-error.ts';
import type { ChatEvent } from './chat-event.ts';
import type { ChatMessage, MessageEnd, MessageMetadata } from './chat-message.ts';

/** A question to the server: the chat so far, ending with what is to be answered. */
export interface ChatRequest {
  /** The chat that asks. */
  readonly chatId: string;
  /** The client's own name for the answer's run; sending it twice makes no second answer. */
  readonly runId: string;

  /** The chat so far; the last one is to be answered. */
  readonly messages: readonly ChatMessage[];

  /** Whether the question is new or an answer is wanted anew. */
  readonly trigger: 'submit-message' | 'regenerate-message';
  /** The message that is answered anew. */
  readonly messageId?: string;
  /** Fields of this question's body, over the transport's own. */
  readonly body?: object | undefined;
  /** Headers of this question's HTTP requests, over the transport's own. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** What the question was sent with as its message's metadata. */
  readonly metadata?: MessageMetadata | undefined;
  /** The user's abort: ends the iteration with `{ type: 'end', end: 'aborted' }`, without an error. */
  readonly signal: AbortSignal;
}

/** The wish to go on with a run, after a reload or from another tab. */
export interface ResumeRequest {
  /** The chat that the run belongs to. */
  readonly chatId: string;
  /** Absent: ask the server for the chat's active run. */
  readonly runId?: string;
  /** Whether the server had not yet answered when the run was left, so that the name is the client's alone. @default false */
  readonly isUnconfirmed?: boolean;
  /** The last `seq` that was applied; absent: replay from the beginning. */
  readonly after?: number;
  /** Headers of the run's HTTP requests, over the transport's own. */
  readonly headers?: Readonly<Record<string, string>> | undefined;

  /** Aborts the reading; the run goes on. */
  readonly signal: AbortSignal;
}

/**
 * What a transport tells. The server accepted (`open`); an event in order and without duplicates
 * (`receivedAt` in milliseconds of the performance clock, `bytes` as they came over the wire); the
 * connection is lost and found; the message is to be replaced (`snapshot`, `seq` its last event);
 * the end, exactly once and always last.
 */
export type TransportEvent =
  | {
      readonly type: 'open';

      /** The name of the run. */
      readonly runId: string;
      /** Whether the server knows the run by this name, so that it can be read on and stopped. @default true */
      readonly isNamed?: boolean;
    }
  | {
      readonly type: 'event';

      /** What the server said. */
      readonly event: ChatEvent;

      /** The place in the run's log; absent where the server does not number its events. */
      readonly seq?: number;
      /** The server's name of the run, where it is learned only now. */
      readonly runId?: string;

      /** When it arrived, in milliseconds of the transport's clock. */
      readonly receivedAt: number;

      /** How many bytes it took on the wire. */
      readonly bytes?: number;
    }
  | {
      readonly type: 'reconnecting';

      /** Which try it is, from 1. */
      readonly attempt: number;

      /** How long until that try, in milliseconds. */
      readonly delayMs: number;

      /** What went wrong. */
      readonly error: ChatError;
    }
  | { readonly type: 'reconnected' }
  | {
      readonly type: 'snapshot';
      /** The whole message so far, in place of what was told before. */
      readonly message: ChatMessage;
      /** The place in the run's log; absent where the server does not number its events. */
      readonly seq: number;
    }
  | {
      readonly type: 'end';
      /** How the run ended. */
      readonly end: MessageEnd;
      /** What went wrong. */
      readonly error?: ChatError;
    };

/** The way between a chat and a server. Only `cancel` rejects for what the network or the server does. */
export interface ChatTransport {
  /** Asks for an answer. A refusal yields one `end` event of `error` and no `open`. */
  send(request: ChatRequest): AsyncIterable<TransportEvent>;
  /** Goes on with a run; ends at once, without any event, when there is none. */
  resume(request: ResumeRequest): AsyncIterable<TransportEvent>;
  /**
   * Stops the run on the server, in every tab. Does nothing for a run that has ended; rejects with a `ChatError` of code
   * `cancel` when the server could not be told. `headers` are those that the question was sent with.
   */
  cancel(runId: string, reason?: string, headers?: Readonly<Record<string, string>>): Promise<void>;
  /**
   * Has the server delete what it keeps of a chat, its runs. Resolves where there is nothing, and where the server offers
   * no such thing; rejects with a `ChatError` when it could not be told. Absent: the server is not asked.
   */
  deleteChat?(chatId: string): Promise<void>;
  /**
   * Says whether a question that failed with `error`, or whose fate is not known, may be sent again with the same run id
   * without its user. Absent: always, as the server answers a run once.
   */
  mayRepeat?(error?: ChatError): boolean;
  /** How many frames were received and are not yet acknowledged to the server. Absent: nothing is acknowledged. */
  unacknowledged?(): number;
}
