import { applyEvent } from '../../src/protocol/apply-event.ts';
import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { messageText } from '../../src/protocol/message-text.ts';

/** One answer as the server knows it: what it logged is the truth. */
export interface OracleRun {
  readonly id: string;
  readonly owner: string;
  readonly chatId: string;
  readonly script: readonly ChatEvent[];
  readonly log: ChatEvent[];
  readonly readers: Set<() => void>;
  /** The oldest event that is still kept. */
  oldest: number;
  isEnded: boolean;
}

/** The message as it is after the event `seq` of a run. */
export function messageAt(run: OracleRun, seq: number): ChatMessage {
  const empty: ChatMessage = { id: run.id, role: 'assistant', parts: [] };
  return run.log.slice(0, seq + 1).reduce(applyEvent, empty);
}

/** The text of a whole run. */
export function textOf(run: OracleRun): string {
  return messageText(messageAt(run, run.log.length - 1));
}
