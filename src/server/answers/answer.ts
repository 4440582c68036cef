import type { ChatEvent } from '../../protocol/chat-event.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';

/** A tool as a model is told of it. */
export interface ToolDescription {
  /** The name that the model calls it by. */
  readonly name: string;
  /** What it does and when it is of use; '' where nobody has said it. */
  readonly description: string;
  /** What it takes, as JSON schema: any object where its schema cannot say it. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

/** What `answer` is asked. */
export interface ChatQuestion {
  /** The chat, oldest message first; the last one is to be answered, or, if it is the assistant's, gone on with. */
  readonly messages: readonly ChatMessage[];
  /** The name of the chat. */
  readonly chatId: string;
  /** The name of the run, and of the message that answers. */
  readonly runId: string;
  /** Who asks, as the option `owner` says it. */
  readonly owner: string;
  /** Whether the question is new or an answer is wanted anew. */
  readonly trigger: 'submit-message' | 'regenerate-message';
  /** The message that is answered anew. */
  readonly messageId: string | undefined;
  /** The whole body, for the fields that the app adds to it. Nothing but the fields above has been checked. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The request that asked. It ends with its connection, the run does not: stop the model by `signal`. */
  readonly request: Request;
  /** The tools of the server's option `tools`; absent where it has none. */
  readonly tools?: readonly ToolDescription[] | undefined;
  /**
   * What another server has written of this answer before it died, where the option `takeOver` is on: say what comes after it. `request` is
   * then a bare one, as nothing of whoever asked is kept but his question.
   */
  readonly written?: ChatMessage | undefined;
  /** Aborted when the user stops the answer, when nobody reads it any more, and when the server is closed. */
  readonly signal: AbortSignal;
}

/** A part of an answer: text, an event, bytes of any format that the kit reads, or an object of a provider's own stream. */
export type AnswerPiece = string | ChatEvent | Uint8Array | object;

/** The result of the AI SDK's `streamText`, in what is needed of it. */
export interface UiMessageStreamResult {
  /** Its events, as the AI SDK's UI message stream names them; `onError` says what its reader is told of an error. */
  toUIMessageStream(options?: { onError?: (error: unknown) => string }): ReadableStream<object>;
}

/**
 * What `answer` may return: a text; a stream of texts, of events, of bytes, or of the objects of `openai`'s and
 * `@anthropic-ai/sdk`'s streams; the result of the AI SDK's `streamText`; or a `Response` in any format that the kit reads,
 * so that what a model server answers can be passed on as it is.
 */
export type Answer =
  | string
  | Response
  | UiMessageStreamResult
  | AsyncIterable<AnswerPiece>
  | Iterable<AnswerPiece>
  | ReadableStream<AnswerPiece>;
