import type { ChatMessage, MessagePart, ToolPart } from './chat-message.ts';
import { tryJson } from './json.ts';

/** What the model is told of a call whose answer ended before it had a result. */
export const cutCall = 'The answer ended before this call had a result.';
/** What the model is told of a call that its user did not answer. */
export const passedCall = 'The user went on without answering this call.';

/** Says whether a part is a call that may still get a result. */
export function isOpenCall(part: MessagePart | undefined): part is ToolPart {
  if (!part || !('toolCallId' in part)) return false;
  return !part.state.startsWith('output-') || part.preliminary === true;
}

/** Says whether a part is a call that was ended without ever having had a result. */
export function isUnansweredCall(part: MessagePart): boolean {
  if (!('toolCallId' in part)) return false;
  const told = part.errorText ?? part.approval?.reason;
  return told === cutCall || told === passedCall;
}

/**
 * Ends the open calls of a message that `which` names, as servers refuse a history in which a call has no result: a
 * question that nobody answered is denied, any other call failed for the given reason. The same message when none is open.
 */
export function closeCalls(
  message: ChatMessage,
  reason: string,
  which: (part: ToolPart) => boolean = () => true,
): ChatMessage {
  const isClosed = (part: MessagePart): part is ToolPart => isOpenCall(part) && which(part);
  if (!message.parts.some(isClosed)) return message;
  return {
    ...message,
    parts: message.parts.map((part) => (isClosed(part) ? closeCall(part, reason) : part)),
  };
}

function closeCall(call: ToolPart, reason: string): ToolPart {
  const { inputText, preliminary: _preliminary, ...part } = call;
  const { approval, state } = part;
  // The newest output stands, as nothing will replace it.
  if (state === 'output-available') return part;
  // What could be read of an input that still streamed is not what the model said.
  const isWhole = part.input !== undefined && state !== 'input-streaming';
  const parsed = isWhole ? part.input : tryJson(inputText ?? '');
  const input = parsed === undefined ? {} : parsed;
  const known = { ...part, input, ...(parsed === undefined && inputText && { inputText }) };
  if (!approval || approval.approved === true) {
    return { ...known, state: 'output-error', errorText: reason };
  }
  return {
    ...known,
    state: 'output-denied',
    approval: { ...approval, approved: false, reason: approval.reason ?? reason },
  };
}
