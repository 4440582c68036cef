import type { ChatError } from '../../protocol/chat-error.ts';
import type { OutboxMessage } from '../state/outbox-message.ts';

/** Whether a message waits for nothing but the line. */
export function isWaiting({ error }: OutboxMessage): boolean {
  return error === undefined;
}

/** Whether a message is the one with this id; without an id each is. */
export function isChosen(message: OutboxMessage, id: string | undefined): boolean {
  return id === undefined || message.id === id;
}

/** The message that failed so; `isUnsure` where the server may have it all the same. */
export function withError(
  message: OutboxMessage,
  error: ChatError,
  isUnsure = false,
): OutboxMessage {
  const { code, message: text, retryable, retryAfterMs } = error;
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  const doubt = isUnsure && { mayHaveArrived: true as const };
  return { ...message, error: { code, message: text, retryable, ...wait, ...doubt } };
}

/** The message as it is when the connection has come back. */
export function withRetry(message: OutboxMessage): OutboxMessage {
  const { error } = message;
  return error?.retryable && !error.mayHaveArrived ? withoutError(message) : message;
}

/** The message as it is stored: headers may be secrets. */
export function withoutSecrets(message: OutboxMessage): OutboxMessage {
  if (!message.options?.headers) return message;
  const { headers: _headers, ...options } = message.options;
  return { ...message, options };
}

/** The message as it is when it is tried again. */
export function withoutError({ error: _error, ...message }: OutboxMessage): OutboxMessage {
  return message;
}
