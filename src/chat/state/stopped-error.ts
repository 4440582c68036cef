import type { ChatError } from '../../protocol/chat-error.ts';
import { refusal } from './run-error.ts';

/** Makes the error of an act that was stopped while what it needs was loaded or read. */
export function stoppedError(): ChatError {
  return refusal('It was stopped before it was sent.');
}
