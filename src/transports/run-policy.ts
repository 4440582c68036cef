import { ChatError } from '../protocol/chat-error.ts';
import type { MessageEnd } from '../protocol/chat-message.ts';
import type { TransportEvent } from '../protocol/chat-transport.ts';

/** How often and how patiently a transport tries. */
export interface RetryOptions {
  /** Reconnects without any new event before giving up. @default 6 */
  readonly attempts?: number;
  /** Requests for one answer before it is refused, the first included. @default 3 */
  readonly sendAttempts?: number;
  /** The first upper bound of the random wait, in milliseconds; a server's `retry:` replaces it. @default 500 */
  readonly baseMs?: number;
  /** The highest upper bound of the random wait, in milliseconds. @default 10,000 */
  readonly capMs?: number;
}

/** What follows a failure: another try, or the end, `told` by no event when there was nothing to resume. */
export type Decision =
  | { readonly type: 'retry'; readonly attempt: number; readonly delayMs: number }
  | { readonly type: 'end'; readonly told: readonly TransportEvent[] };

const afterProgressMs = 250;
const offlineMs = 30_000;

/**
 * Decides what follows each failure of one run: waits are drawn between 0 and a bound that doubles
 * ("full jitter"), a server's Retry-After is their floor.
 *
 *     asking ──accepted──► reading ──lost──► waiting ──► reading
 *       └─refused─► error     └─not resumable─► truncated   └─attempts used up─► truncated
 */
export class RunPolicy {
  /** Whether the server has accepted. */
  isOpen = false;
  /** Whether the server keeps the run, so that reading can go on. */
  isResumable: boolean;
  /** The server's wish for the first wait, in milliseconds. */
  retryMs: number | undefined;
  readonly #isResume: boolean;
  readonly #random: () => number;
  readonly #options: Required<RetryOptions>;
  #attempt = 0;
  #hasProgressed = false;

  constructor(isResume: boolean, random: () => number, options: RetryOptions = {}) {
    this.isResumable = isResume;
    this.#isResume = isResume;
    this.#random = random;
    this.#options = { attempts: 6, sendAttempts: 3, baseMs: 500, capMs: 10_000, ...options };
  }

  /** Notes a new event: the connection is healthy, and attempts count from the beginning. */
  progress(): void {
    this.#attempt = 0;
    this.#hasProgressed = true;
  }

  /** Decides by what went wrong; while the page is offline a reader waits, and no attempt counts. */
  decide(error: ChatError, isOnline: boolean): Decision {
    const isReading = this.isOpen || this.#isResume;
    if (error.code === 'expired') return end('expired', error);
    if (!isReading) return this.#retrySend(error) ?? end('error', error);
    // Before the first byte a 204 or 404 says that there is no run; later it says that it is lost.
    if (!this.isOpen && error.code === 'not-found') return { type: 'end', told: [] };
    if (error.code === 'protocol') return end('error', error);
    const mayRetry = this.isResumable && error.retryable;
    if (mayRetry && !isOnline) return { type: 'retry', attempt: this.#attempt, delayMs: offlineMs };
    if (mayRetry && this.#attempt < this.#options.attempts) return this.#retry(error);
    return end('truncated', error.code === 'truncated' ? error : truncatedError(error));
  }

  // Behind a long Retry-After the question goes back to the person, who sees how long it is.
  #retrySend(error: ChatError): Decision | undefined {
    const { sendAttempts, capMs } = this.#options;
    const mayRetry = error.retryable && (error.retryAfterMs ?? 0) <= capMs;
    return mayRetry && this.#attempt < sendAttempts - 1 ? this.#retry(error) : undefined;
  }

  #retry(error: ChatError): Decision {
    const delayMs = Math.max(this.#random() * this.#bound(), error.retryAfterMs ?? 0);
    this.#attempt += 1;
    this.#hasProgressed = false;
    return { type: 'retry', attempt: this.#attempt, delayMs };
  }

  #bound(): number {
    const { baseMs, capMs } = this.#options;
    if (this.#hasProgressed) return afterProgressMs;
    return Math.min(capMs, (this.retryMs ?? baseMs) * 2 ** this.#attempt);
  }
}

function end(how: MessageEnd, error: ChatError): Decision {
  return { type: 'end', told: [{ type: 'end', end: how, error }] };
}

/** Makes the error of an answer that stopped without its end marker. */
export function truncatedError(cause?: ChatError): ChatError {
  return new ChatError('truncated', 'The stream stopped before the answer was whole. Ask again.', {
    status: cause?.status,
    cause,
  });
}
