import { asChatError, type ChatError } from '../protocol/chat-error.ts';

/** Turns whatever was thrown on the way into a `ChatError`; a foreign error is a lost connection. */
export function lostConnection(cause: unknown): ChatError {
  const message = 'The connection to the server failed. Check whether it runs, then try again.';
  return asChatError(cause, 'network', message);
}
