import { toolName, type ChatMessage } from '../../src/protocol/chat-message.ts';
import { messageText } from '../../src/protocol/message-text.ts';

/** What every format can carry of a message, its parts joined by kind. */
export interface MessageFacts {
  readonly text: string;
  readonly reasoning: string;
  /** Name and input of each tool call. */
  readonly tools: readonly (readonly [string, unknown])[];
  readonly finishReason: string | undefined;
}

/** Reads from a message what can be compared across formats. */
export function factsOf(message: ChatMessage): MessageFacts {
  const { parts, metadata } = message;
  return {
    text: messageText(message),
    reasoning: parts.map((part) => (part.type === 'reasoning' ? part.text : '')).join(''),
    tools: parts.flatMap((part) =>
      'toolCallId' in part ? [[toolName(part), part.input] as const] : [],
    ),
    finishReason: metadata?.finishReason,
  };
}
