import type { ChatMessage, MessagePart } from '../../src/protocol/chat-message.ts';

/** Makes a user message. */
export function question(text: string, id = 'q1'): ChatMessage {
  return { id, role: 'user', parts: [{ type: 'text', text }] };
}

/** Makes an assistant message that has ended whole unless `more` says otherwise. */
export function answer(
  content: string | readonly MessagePart[],
  more: Partial<ChatMessage> = {},
): ChatMessage {
  const parts: readonly MessagePart[] =
    typeof content === 'string' ? [{ type: 'text', text: content, state: 'done' }] : content;
  return { id: 'a1', role: 'assistant', parts, end: 'complete', ...more };
}

/** Makes an assistant message that is still on its way. */
export function growing(text: string, id = 'a1'): ChatMessage {
  return { id, role: 'assistant', parts: [{ type: 'text', text, state: 'streaming' }] };
}
