import type { ChatError } from '../../protocol/chat-error.ts';
import { createUserMessage } from '../../protocol/chat-message.ts';
import type { ChatMessage, MessageInput } from '../../protocol/chat-message.ts';
import type { ChatRequest } from '../../protocol/chat-transport.ts';
import type { SendOptions } from '../options/request-options.ts';
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
  /** What the request has beside its messages; absent: what was remembered with the question. */
  readonly options?: SendOptions | undefined;
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
  options?: SendOptions,
): RunPlan {
  const message = createUserMessage(input, id, Date.now(), options?.metadata);
  if (message.parts.length === 0) {
    throw refusal('The message is empty. Write some text or add a file.');
  }
  const messages = [...endPassedCalls(before), message];
  return {
    request: { messages, trigger: 'submit-message' },
    shown: messages,
    questionId: id,
    options,
    refused: (error) => (error.retryable ? messages : before),
    unanswered: messages,
  };
}

/** The answer as it was while it grew. */
export function openAgain({ end: _end, error: _error, ...open }: ChatMessage): ChatMessage {
  return open;
}
