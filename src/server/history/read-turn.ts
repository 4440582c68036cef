import { ChatError } from '../../protocol/chat-error.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { assertMessage, assertMessages, type QuestionHead } from '../http/read-question.ts';

/** What a question says of its chat: the whole of it, or what is new. */
export type Turn =
  | { readonly messages: readonly ChatMessage[] }
  | {
      /** What is new; absent where an answer is wanted anew. */
      readonly message: ChatMessage | undefined;
      /** The message that it stands behind: all that follows it goes. `null` is the beginning, undefined the end. */
      readonly after: string | null | undefined;
      /** Where there is no message: what is to be answered anew. */
      readonly messageId: string | undefined;
    };

/** Reads `messages` of a question's body, or `message` and `after`. Throws a `ChatError` that names the field. */
export function readTurn({ body, trigger, messageId }: QuestionHead): Turn {
  const { messages, message, after } = body;
  if (messages !== undefined) {
    assertMessages(messages);
    return { messages };
  }
  const isAnew = trigger === 'regenerate-message';
  if (message === undefined && !(isAnew && messageId !== undefined)) {
    const text =
      'The question has no message. Send the new one as `message`, or the whole chat as `messages`.';
    throw new ChatError('bad-request', text);
  }
  if (after !== undefined && after !== null && typeof after !== 'string') {
    const text = '`after` must be the name of a message, or null. Mend that field and send again.';
    throw new ChatError('bad-request', text);
  }
  if (message === undefined) return { message, after, messageId };
  assertMessage(message, 'message');
  return { message, after, messageId };
}
