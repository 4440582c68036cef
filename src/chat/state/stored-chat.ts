import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { Branches } from './hidden-versions.ts';
import type { OutboxMessage } from './outbox-message.ts';

/** What a chat keeps for the next page load. */
export interface StoredChat {
  /** The messages that are shown, the oldest first. */
  readonly messages: readonly ChatMessage[];
  /** The run that was still going; `resume()` asks the server for the rest of it. */
  readonly activeRunId?: string;
  /**
   * What the server has said of that run when it has not named it: nothing yet (`awaited`), or an answer without a name
   * (`unnamed`), which nobody can take up. Absent: it has named it.
   */
  readonly activeRun?: 'awaited' | 'unnamed';
  /** The answer that the run adds to, as it was before; absent when the run began one. */
  readonly continued?: ChatMessage;
  /** The versions that are not shown, by the message before them; absent when there are none. */
  readonly branches?: Branches;
  /** What its model calls it; absent while it has not said so. */
  readonly title?: string;
  /** What the server does not have yet, the oldest first; absent when there is nothing. */
  readonly outbox?: readonly OutboxMessage[];
}

/** Says whether what was found in a storage is a chat. */
export function isStoredChat(value: unknown): value is StoredChat {
  return (
    typeof value === 'object' &&
    value !== null &&
    'messages' in value &&
    Array.isArray(value.messages)
  );
}

/** Whether nothing was said in a chat yet, and nothing waits to be sent. */
export function isEmptyChat({ messages, outbox = [] }: StoredChat): boolean {
  return messages.length === 0 && outbox.length === 0;
}
