import type { ChatMessage, MessagePart } from './chat-message.ts';

/** Puts a part into a message: in the place of an earlier one, or at the end. */
export function putPart(
  message: ChatMessage,
  part: MessagePart,
  earlier?: MessagePart,
): ChatMessage {
  const { parts } = message;
  return {
    ...message,
    parts: earlier ? parts.with(parts.indexOf(earlier), part) : [...parts, part],
  };
}
