import { ChatError } from '../../protocol/chat-error.ts';
import type { ChatLimits, LimitedQuestion, LimitTicket } from '../limits/chat-limits.ts';

/** Asks the limits of a server; throws a `ChatError` of code `rate-limited` where they refuse in words of another library. */
export async function takeTicket(
  limits: ChatLimits | undefined,
  question: LimitedQuestion,
): Promise<LimitTicket> {
  try {
    return (await limits?.take(question)) ?? {};
  } catch (error) {
    const { msBeforeNext } = (error ?? {}) as { msBeforeNext?: unknown };
    if (error instanceof ChatError || typeof msBeforeNext !== 'number') throw error;
    const retryAfterMs = Math.max(1000, msBeforeNext);
    const text = `The limit of this chat is reached. Ask again in ${Math.ceil(retryAfterMs / 1000)} seconds.`;
    throw new ChatError('rate-limited', text, { status: 429, retryAfterMs });
  }
}
