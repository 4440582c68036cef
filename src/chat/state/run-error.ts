import { asChatError, ChatError } from '../../protocol/chat-error.ts';
import type { SendResult } from './send-result.ts';

/** Makes the error of an act that cannot be done now, and says why. */
export function refusal(message: string): ChatError {
  return new ChatError('bad-request', message);
}

/** Turns what a transport or a caller's input threw into a `ChatError`; one of ours stays what it is. */
export function toChatError(cause: unknown): ChatError {
  const message = 'The request threw an error. See its cause.';
  return asChatError(cause, 'protocol', message);
}

/** Makes the result of an act that was refused before anybody was asked. */
export function untold(cause: unknown): SendResult {
  return { accepted: false, error: toChatError(cause), isUntold: true };
}
