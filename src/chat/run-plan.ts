import type { ChatError } from '../protocol/chat-error.ts';
import { createUserMessage } from '../protocol/chat-message.ts';
import type { ChatMessage, MessageInput } from '../protocol/chat-message.ts';
import type { ChatRequest } from '../protocol/chat-transport.ts';
import { refusal } from './run-error.ts';
import { endPassedCalls } from './tidy-history.ts';

/** What a run is about to ask, and what becomes of the list if nothing comes of it. */
export interface RunPlan {
  /** What is asked: `messages` end with the user's; `messageId` is the message that is answered anew. */
  readonly request: Pick<ChatRequest, 'messages' | 'trigger' | 'messageId'>;
  /** The list while the answer is awaited. */
  readonly shown: readonly ChatMessage[];
  /** The answer that goes on; absent when a new one begins. */
  readonly continued?: ChatMessage;
  /** The message that is answered. */
  readonly questionId: string;
  /** The list after a refusal. */
  readonly refused: (error: ChatError) => readonly ChatMessage[];
  /** The list when the run ends before its answer has begun. */
  readonly unanswered: readonly ChatMessage[];
}

/**
 * Plans to send a new message; calls that wait for an answer of the user get none. A refusal that asking again may cure leaves it in the list; one that the user must
 * cure takes it back out. Throws a `bad-request` when there is nothing to send.
 */
export function planSend(
  before: readonly ChatMessage[],
  input: string | MessageInput,
  id: string,
): RunPlan {
  const message = createUserMessage(input, id, Date.now());
  if (message.parts.length === 0) {
    throw refusal('The message is empty. Write some text or add a file.');
  }
  const messages = [...endPassedCalls(before), message];
  return {
    request: { messages, trigger: 'submit-message' },
    shown: messages,
    questionId: id,
    refused: (error) => (error.retryable ? messages : before),
    unanswered: messages,
  };
}

/**
 * Plans to answer anew: the given message, or the last turn. Until a new answer begins the old one can come back.
 * Throws a `bad-request` when there is no question.
 */
export function planRegenerate(before: readonly ChatMessage[], messageId?: string): RunPlan {
  const target = messageId ?? before.at(-1)?.id;
  const index = before.findIndex(({ id }) => id === target);
  const isAnswer = before[index]?.role === 'assistant';
  const messages = endPassedCalls(before.slice(0, isAnswer ? index : index + 1));
  const question = messages.at(-1);
  if (target === undefined || question?.role !== 'user') {
    throw refusal('There is no question to answer. Send a message first.');
  }
  return {
    request: { messages, trigger: 'regenerate-message', ...(isAnswer && { messageId: target }) },
    shown: messages,
    questionId: question.id,
    refused: () => before,
    unanswered: before,
  };
}

/** Plans to replace a user message and what followed it. Throws a `bad-request` when that cannot be. */
export function planEdit(
  before: readonly ChatMessage[],
  messageId: string,
  input: string | MessageInput,
  id: string,
): RunPlan {
  const index = before.findIndex((message) => message.id === messageId);
  if (before[index]?.role !== 'user') {
    throw refusal('Only a message of the user can be edited.');
  }
  return { ...planSend(before.slice(0, index), input, id), refused: () => before };
}

/** Plans to go on with the last answer: after its tools have run, or where it stopped. Throws a `bad-request` when there is none. */
export function planContinue(before: readonly ChatMessage[]): RunPlan {
  const messages = endPassedCalls(before, before.at(-1)?.id);
  const last = messages.at(-1);
  if (last?.role !== 'assistant') throw refusal('There is no answer to go on with.');
  const continued = openAgain(last);
  return {
    request: { messages, trigger: 'submit-message', messageId: last.id },
    shown: [...messages.slice(0, -1), continued],
    continued,
    questionId: last.id,
    refused: () => before,
    unanswered: before,
  };
}

/** The answer as it was while it grew. */
export function openAgain({ end: _end, error: _error, ...open }: ChatMessage): ChatMessage {
  return open;
}
