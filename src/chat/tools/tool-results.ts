import type { ChatMessage, MessagePart } from '../../protocol/chat-message.ts';
import { isOpenCall } from '../../protocol/close-calls.ts';

/**
 * Says whether the last answer ends with tool calls of which each has its result, or its user's word: the model may go on.
 * What `sendAutomaticallyWhen` asks when it is not given, but that then only results of the page count; for predicates of
 * your own.
 *
 * @example
 * sendAutomaticallyWhen: (chat) => hasAllToolResults(chat) && !isPaused
 */
export function hasAllToolResults({
  messages,
}: {
  readonly messages: readonly ChatMessage[];
}): boolean {
  const last = messages.at(-1);
  if (last?.role !== 'assistant') return false;
  const border = last.parts.findLastIndex(({ type }) => type === 'step-start');
  const calls = last.parts
    .slice(border + 1)
    .filter((part) => 'toolCallId' in part && part.providerExecuted !== true);
  return calls.length > 0 && !last.parts.some(isWaiting);
}

/** Whether the model would wait in vain: for a result, or for a yes or no. */
export function isWaiting(part: MessagePart): boolean {
  if (!isOpenCall(part) || part.state === 'approval-responded') return false;
  return part.providerExecuted !== true || part.state === 'approval-requested';
}
