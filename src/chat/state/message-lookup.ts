import type { ChatMessage } from '../../protocol/chat-message.ts';

/** Finds the message of an id in a list. */
export type MessageLookup = (
  messages: readonly ChatMessage[],
  id: string,
) => ChatMessage | undefined;

/** Makes a lookup that remembers where each message was and looks there first, so that a long chat costs no search. */
export function createMessageLookup(): MessageLookup {
  const positions = new Map<string, number>();
  return (messages, id) => {
    const remembered = messages[positions.get(id) ?? -1];
    if (remembered?.id === id) return remembered;
    const index = messages.findLastIndex((message) => message.id === id);
    positions.set(id, index);
    return messages[index];
  };
}
