import type { ChatEvent } from '../../protocol/chat-event.ts';
import { toolName, type ChatMessage } from '../../protocol/chat-message.ts';
import { isOpenCall } from '../../protocol/close-calls.ts';
import type { Toolbox } from './toolbox.ts';

const mayBeDone =
  'The server that did this call has stopped. Nobody knows whether it was done; do not take it for undone.';
const notAsked = 'The server stopped before this call was whole. It has not been done.';

/**
 * Ends the calls that a server has left behind which died: one that may have been done is not done again, as a payment would be
 * made twice, and the model is told so. What still waits for its user, or for a tool of the page, waits on.
 */
export async function* closeLeftCalls(
  { parts }: ChatMessage,
  toolbox: Pick<Toolbox, 'has'>,
): AsyncGenerator<ChatEvent, void, undefined> {
  for (const part of parts) {
    if (!isOpenCall(part) || part.providerExecuted === true) continue;
    const { toolCallId, state, approval, input = {} } = part;
    const name = toolName(part);
    if (state === 'input-streaming') {
      const facts = { toolCallId, toolName: name, input };
      yield { type: 'tool-input-error', ...facts, errorText: notAsked };
    } else if (approval?.approved === false) {
      yield { type: 'tool-output-denied', toolCallId };
    } else if (toolbox.has(name) && state !== 'approval-requested') {
      yield { type: 'tool-output-error', toolCallId, errorText: mayBeDone };
    }
  }
}

/** Whether a message was broken off in the middle of what its model said, behind the last of its calls, or before it said anything. */
export function isBrokenText({ parts }: ChatMessage): boolean {
  const last = parts.findLast(({ type }) => type !== 'step-start');
  return last === undefined || last.type === 'text' || last.type === 'reasoning';
}
