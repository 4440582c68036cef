import type { ChatTypes } from '../../protocol/chat-types.ts';
import type { TypedMetadata } from '../../protocol/message-metadata.ts';

/**
 * What one question sends beside its messages, over what the transport sends with each. The chat remembers it with the
 * question: a retry, a new answer, an edited question and the answer's going on after tool calls send it again, unless
 * they are given something else; a waiting message has it from the queue and from the outbox. With `storage` the outbox
 * keeps `body` for the next page load, but never `headers`, which may be secrets.
 */
export interface RequestOptions {
  /** Fields of the request's body; they replace those of the transport's `body`. Must be JSON. @default none */
  readonly body?: object | undefined;
  /**
   * Headers of the question's HTTP requests: asking, reading on after a cut, and the stop. A WebSocket has none.
   * @default none
   */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** What one `send` sends beside its message. */
export interface SendOptions<Types extends ChatTypes = ChatTypes> extends RequestOptions {
  /**
   * Facts about the message, kept in `message.metadata`, so that they are stored and sent with it ever after.
   * @default none
   */
  readonly metadata?: TypedMetadata<Types> | undefined;
}
