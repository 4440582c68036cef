import type { MessageUsage } from '../../protocol/message-metadata.ts';

/** Who asks, for those who count. */
export interface LimitedQuestion {
  /** Who asks, as the option `owner` says it; '' is nobody in particular, as on a browser's first visit. */
  readonly owner: string;
  /** Where the question comes from, as the option `address` says it. @default '' */
  readonly address: string;
  /** The name of the chat. */
  readonly chatId: string;
  /** The request that asks. */
  readonly request: Request;
}

/** A question that was admitted. */
export interface LimitTicket {
  /** Is told that its answer is over, and what it cost, where the answer told that. */
  readonly end?: ((usage: MessageUsage | undefined) => void | Promise<void>) | undefined;
  /** Is told that nothing was generated for it: the server had no room, or was asked the same before. */
  readonly giveBack?: (() => void | Promise<void>) | undefined;
}

/** Bounds what is asked, before anything is generated. A question that is sent again under its key is not counted again. */
export interface ChatLimits {
  /**
   * Admits a question. Throws to refuse it: a `ChatError` of code `rate-limited`, whose `retryAfterMs` becomes the header
   * Retry-After, or whatever has a number `msBeforeNext`, as what `rate-limiter-flexible` rejects with.
   */
  take(question: LimitedQuestion): LimitTicket | void | Promise<LimitTicket | void>;
}
