import { at } from '../protocol/json.ts';
import type { ChatError } from '../protocol/chat-error.ts';
import type { ChatMessage } from '../protocol/chat-message.ts';

/** A message as it was after the event `seq`. */
export interface Snapshot {
  readonly message: ChatMessage;
  readonly seq: number;
}

/** Takes the snapshot out of a 410's body (`{ snapshot: { seq, message } }`), if there is one. */
export function snapshotOf(error: ChatError): Snapshot | undefined {
  if (error.code !== 'expired') return undefined;
  const seq = at(error.cause, 'snapshot', 'seq');
  const message = at(error.cause, 'snapshot', 'message');
  return typeof seq === 'number' && isMessage(message) ? { message, seq } : undefined;
}

function isMessage(value: unknown): value is ChatMessage {
  return typeof at(value, 'id') === 'string' && Array.isArray(at(value, 'parts'));
}
