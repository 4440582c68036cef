import type { ChatMessage, MessageInput } from '../../protocol/chat-message.ts';
import type { RequestOptions, SendOptions } from '../options/request-options.ts';
import { refusal } from './run-error.ts';
import { openAgain, planSend, type RunPlan } from './run-plan.ts';
import { endPassedCalls } from './tidy-history.ts';

/**
 * Plans to answer anew: the given message, or the last turn. Until a new answer begins the old one can come back.
 * Throws a `bad-request` when there is no question.
 */
export function planRegenerate(
  before: readonly ChatMessage[],
  messageId?: string,
  options?: RequestOptions,
): RunPlan {
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
    options,
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
  options?: SendOptions,
): RunPlan {
  const index = before.findIndex((message) => message.id === messageId);
  if (before[index]?.role !== 'user') {
    throw refusal('Only a message of the user can be edited.');
  }
  const plan = planSend(before.slice(0, index), input, id, options);
  return { ...plan, refused: () => before };
}

/** Plans to go on with the last answer: after its tools have run, or where it stopped. Throws a `bad-request` when there is none. */
export function planContinue(before: readonly ChatMessage[], options?: RequestOptions): RunPlan {
  const messages = endPassedCalls(before, before.at(-1)?.id);
  const last = messages.at(-1);
  if (last?.role !== 'assistant') throw refusal('There is no answer to go on with.');
  const continued = openAgain(last);
  return {
    request: { messages, trigger: 'submit-message', messageId: last.id },
    shown: [...messages.slice(0, -1), continued],
    continued,
    options,
    questionId: last.id,
    refused: () => before,
    unanswered: before,
  };
}
