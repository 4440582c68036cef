import { applyEvent, endMessage } from '../protocol/apply-event.ts';
import { truncatedError } from '../protocol/chat-error.ts';
import type { ChatEvent } from '../protocol/chat-event.ts';
import type { ChatMessage } from '../protocol/chat-message.ts';

/**
 * Collects the events of one answer into its message. Without a terminal event the message ends as
 * `truncated`. Rejects when the events throw.
 */
export async function collectMessage(events: AsyncIterable<ChatEvent>): Promise<ChatMessage> {
  let message: ChatMessage = { id: '', role: 'assistant', parts: [] };
  for await (const event of events) message = applyEvent(message, event);
  return endMessage(message, 'truncated', truncatedError());
}
