import type { ChatMessage } from '../../protocol/chat-message.ts';
import { closeCalls, cutCall, passedCall } from '../../protocol/close-calls.ts';
import { findTool, type ClientTools } from '../options/client-tool.ts';

/** Gives messages without an id, and those whose id another one has before them, one of their own: the same at each load. */
export function withOwnIds(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const taken = new Set(messages.map(({ id }) => id));
  const seen = new Set<string>();
  const own = messages.map((message, index) => {
    const { id } = message;
    if (id && !seen.has(id)) {
      seen.add(id);
      return message;
    }
    let place = index + 1;
    while (taken.has(`message-${place}`)) place += messages.length;
    taken.add(`message-${place}`);
    return { ...message, id: `message-${place}` };
  });
  return keepIfSame(messages, own);
}

/**
 * Ends the calls that another page has left: those of earlier answers, and of the last one what never had its whole input
 * and what a tool of the page was doing, as to do it twice may do harm. A call that waits for its user waits on.
 */
export function endLeftCalls(
  messages: readonly ChatMessage[],
  tools: ClientTools | undefined,
): readonly ChatMessage[] {
  const last = messages.length - 1;
  const ended = messages.map((message, index) => {
    if (index < last) return closeCalls(message, passedCall);
    return closeCalls(message, cutCall, (part) => {
      if (part.state === 'input-streaming') return true;
      const isPageTool = !part.providerExecuted && findTool(tools, part)?.execute !== undefined;
      return isPageTool && part.state !== 'approval-requested';
    });
  });
  return keepIfSame(messages, ended);
}

/** Ends every call of a list that its user goes on from; of the answer that goes on itself, only those that wait for him. */
export function endPassedCalls(
  messages: readonly ChatMessage[],
  continuedId?: string,
): readonly ChatMessage[] {
  const ended = messages.map((message) =>
    closeCalls(message, passedCall, ({ state, providerExecuted }) => {
      if (message.id !== continuedId) return true;
      // The server is to do these, or is doing them.
      return state !== 'approval-responded' && !(providerExecuted && state === 'input-available');
    }),
  );
  return keepIfSame(messages, ended);
}

function keepIfSame(
  before: readonly ChatMessage[],
  after: readonly ChatMessage[],
): readonly ChatMessage[] {
  return after.every((message, index) => message === before[index]) ? before : after;
}
