import type { ChatErrorCode } from '../../protocol/chat-error.ts';
import type { QueuedMessage } from './queued-message.ts';

/** A message that the server does not have yet. It is JSON: files must be `data:` URLs to outlive the page. */
export interface OutboxMessage extends QueuedMessage {
  /** The run that will answer it: however often the message is sent, the server answers once. */
  readonly runId: string;
  /**
   * Why it was not sent; absent while it waits for the connection or its turn. A `retryable` one is tried again when the
   * connection comes back, unless it may have arrived; any other waits for its user (`chat.resend`, `chat.unqueue`).
   */
  readonly error?: {
    /** The code of the `ChatError`. */
    readonly code: ChatErrorCode;

    /** Its message. */
    readonly message: string;

    /** Whether sending it again unchanged may succeed. */
    readonly retryable: boolean;
    /** Whether the server may have it already, and would answer it twice: only its user sends it again. */
    readonly mayHaveArrived?: true;
    /** How long the server has asked to wait, in milliseconds. */
    readonly retryAfterMs?: number;
  };
}
