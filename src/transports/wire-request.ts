import type { ChatMessage } from '../protocol/chat-message.ts';
import type { ChatRequest } from '../protocol/chat-transport.ts';

/** Fields that are added to what a question sends, or replace its own. */
export type AddedFields = object | ((request: ChatRequest) => object);

/** Makes what a question sends over any wire, beside its run and its chat; `added` is read at each call. */
export function wireRequest(request: ChatRequest, added: AddedFields | undefined): object {
  const { messages, trigger, messageId } = request;
  const more = typeof added === 'function' ? added(request) : added;
  return { messages: messages.map(wireMessage), trigger, messageId, ...more };
}

// How a message ended and when is the client's own knowledge; UIMessage has no such fields.
function wireMessage({ id, role, parts, metadata }: ChatMessage): object {
  return { id, role, parts, metadata };
}
