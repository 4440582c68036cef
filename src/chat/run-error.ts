import { ChatError } from '../protocol/chat-error.ts';

/** The error of an act that needs the last answer to be over. */
export function busyError(): ChatError {
  return new ChatError('bad-request', 'An answer is still on its way. Abort it first.');
}

/** The error of a stream that stopped without saying how. */
export function unfinishedError(): ChatError {
  return new ChatError('truncated', 'The answer stopped before its end. Ask again.');
}

/** The error of an answer that nobody can go on with. */
export function expiredError(): ChatError {
  return new ChatError('expired', 'The server no longer has this answer. Ask again.');
}

/** Turns what a transport or a caller's input threw into a `ChatError`; one of ours stays what it is. */
export function toChatError(cause: unknown): ChatError {
  if (cause instanceof ChatError) return cause;
  const message = 'The request broke on an error that was thrown. See its cause.';
  return new ChatError('protocol', message, { cause, retryable: true });
}
