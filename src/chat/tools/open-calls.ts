import { nextCall } from '../../protocol/apply-tool-event.ts';
import type { ToolEvent } from '../../protocol/chat-event.ts';
import type { ChatMessage, MessagePart, ToolPart } from '../../protocol/chat-message.ts';
import { isOpenCall } from '../../protocol/close-calls.ts';
import type { ChatView } from '../state/chat-view.ts';

/** A call by its place: ids may come again. */
export interface Place {
  readonly messageId: string;
  readonly index: number;
}

/** Whether two places are one. */
export function isSamePlace(one: Place, other: Place): boolean {
  return one.messageId === other.messageId && one.index === other.index;
}

/** The calls of a chat that have no result yet. */
interface OpenCalls {
  /** Applies an event to the call of a place, if it is still open; answers with the call as it is then. */
  readonly tell: (place: Place, event: ToolEvent) => ToolPart | undefined;
  /** Finds a call of the newest answer. */
  readonly findLast: (
    isIt: (part: MessagePart) => boolean,
  ) => { readonly place: Place; readonly part: ToolPart } | undefined;
}

/** Finds the open calls in what the chat shows. */
export function openCalls({
  view,
  show,
}: {
  readonly view: Pick<ChatView, 'getMessage' | 'getState'>;
  readonly show: (message: ChatMessage) => void;
}): OpenCalls {
  return {
    tell({ messageId, index }, event) {
      const message = view.getMessage(messageId);
      const part = message?.parts[index];
      if (!message || !isOpenCall(part)) return undefined;
      const next = nextCall(part, event);
      show({ ...message, parts: message.parts.with(index, next) });
      return next;
    },
    findLast(isIt) {
      const message = view.getState().messages.at(-1);
      const index = message?.role === 'assistant' ? message.parts.findLastIndex(isIt) : -1;
      const part = message?.parts[index];
      if (!message || !isOpenCall(part)) return undefined;
      return { place: { messageId: message.id, index }, part };
    },
  };
}

/** Whether a call is open that the provider does not run itself. */
export function isOwn(part: MessagePart): part is ToolPart {
  return isOpenCall(part) && part.providerExecuted !== true;
}
