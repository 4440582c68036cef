import { ChatError } from '../../protocol/chat-error.ts';
import {
  toolName,
  type ChatMessage,
  type MessagePart,
  type ToolApproval,
  type ToolPart,
} from '../../protocol/chat-message.ts';
import { closeCalls, isOpenCall, passedCall } from '../../protocol/close-calls.ts';
import type { Turn } from './read-turn.ts';

/**
 * Joins a question to the chat that is saved: what has been saved stands as it was, whatever a client sends for it, but for
 * the results and the permissions of calls that wait for them. Throws a `ChatError` of status 409 where what is new stands
 * behind a message that is not there.
 */
export function joinTurn(
  saved: readonly ChatMessage[],
  turn: Turn,
  serverTools: ReadonlySet<string> = new Set(),
): readonly ChatMessage[] {
  const messages = 'messages' in turn ? turn.messages : listOf(saved, turn);
  const isGoneOn = messages.at(-1)?.role === 'assistant';
  const known = new Map(saved.map((message) => [message.id, message]));
  return messages.map((given, index) => {
    const own = known.get(given.id);
    const isLast = index === messages.length - 1;
    if (!isLast || !isGoneOn) return closeCalls(own ?? given, passedCall);
    return openAgain(own ? withResults(own, given, serverTools) : given);
  });
}

/** A turn that a server has taken before: the answer that is wanted anew has left the chat since. */
export function askedAgain(saved: readonly ChatMessage[], turn: Turn): Turn {
  if ('messages' in turn || turn.message || saved.some(({ id }) => id === turn.messageId))
    return turn;
  return { messages: saved.slice(0, saved.findLastIndex(({ role }) => role === 'user') + 1) };
}

/** The chat as a question means it that sends no more than what is new. */
function listOf(
  saved: readonly ChatMessage[],
  { message, after, messageId }: Exclude<Turn, { readonly messages: unknown }>,
): readonly ChatMessage[] {
  const placeOf = (id: string | undefined) => saved.findIndex((each) => each.id === id);
  if (!message) {
    const place = placeOf(messageId);
    if (place < 0) throw unknownPlace();
    return saved.slice(0, saved[place]?.role === 'assistant' ? place : place + 1);
  }
  const own = placeOf(message.id);
  if (own >= 0) return [...saved.slice(0, own), message];
  if (after === undefined) return [...saved, message];
  if (after === null) return [message];
  const place = placeOf(after);
  if (place < 0) throw unknownPlace();
  return [...saved.slice(0, place + 1), message];
}

/** The answer as it was saved, with what its page and its user have said to its calls. */
function withResults(
  own: ChatMessage,
  given: ChatMessage,
  serverTools: ReadonlySet<string>,
): ChatMessage {
  const said = new Map(
    given.parts.flatMap((part) => ('toolCallId' in part ? [[part.toolCallId, part]] : [])),
  );
  const parts = own.parts.map((part): MessagePart => {
    const answer = isOpenCall(part) ? said.get(part.toolCallId) : undefined;
    if (!isOpenCall(part) || !answer) return part;
    // Of the server's own calls a page says no more than whether they may run.
    const isForServer = serverTools.has(toolName(part)) && answer.state !== 'approval-responded';
    return isForServer ? part : settled(part, answer);
  });
  return { ...own, parts };
}

function settled(call: ToolPart, { state, output, errorText, approval }: ToolPart): ToolPart {
  if (state !== 'approval-responded' && !state.startsWith('output-')) return call;
  return {
    ...call,
    state,
    ...(output !== undefined && { output }),
    ...(errorText !== undefined && { errorText }),
    // The question stands as it was asked; its answer is the client's.
    ...(approval && { approval: { ...approval, ...call.approval, ...answerOf(approval) } }),
  };
}

function answerOf({ approved, reason }: ToolApproval): Partial<ToolApproval> {
  return {
    ...(approved !== undefined && { approved }),
    ...(reason !== undefined && { reason }),
  };
}

function openAgain({ end: _end, error: _error, ...open }: ChatMessage): ChatMessage {
  return open;
}

function unknownPlace(): ChatError {
  const text =
    'The server does not have this chat up to that message. Send the whole chat as `messages`.';
  return new ChatError('bad-request', text, { status: 409, retryable: false });
}
