import type { ChatMessage } from '../protocol/chat-message.ts';
import type { ChatRequest } from '../protocol/chat-transport.ts';
import { hasContent } from '../protocol/text-turns.ts';

/** Fields that are added to what a question sends, or replace its own. */
export type AddedFields = object | ((request: ChatRequest) => object);

/**
 * Makes what a question sends over any wire, beside its run and its chat; `added` is read at each call, and may
 * throw what it likes. The question's own fields come last. Turns that say nothing are left out: strict servers refuse them, and all that follows.
 */
export function wireRequest(request: ChatRequest, added: AddedFields | undefined): object {
  const { trigger, messageId } = request;
  const messages = request.messages.filter((message) => hasContent(message));
  const own = { messages: messages.map(wireMessage), trigger, messageId };
  return { ...own, ...moreFields(request, added), ...request.body };
}

function moreFields(request: ChatRequest, added: AddedFields | undefined): object | undefined {
  if (typeof added !== 'function') return added;
  // An app that writes its own messages has words for results, not for calls that nobody answered.
  const messages = request.messages.filter((message) => hasContent(message, true));
  return added({ ...request, messages });
}

// How a message ended and when is the client's own knowledge; UIMessage has no such fields.
function wireMessage({ id, role, parts, metadata }: ChatMessage): object {
  return { id, role, parts, metadata };
}
