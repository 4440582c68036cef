import { truncatedError, type ChatError } from '../protocol/chat-error.ts';
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
type Decision =
  | { readonly type: 'retry'; readonly attempt: number; readonly delayMs: number }
  | { readonly type: 'end'; readonly told: readonly TransportEvent[] };

const afterProgressMs = 250;
const offlineMs = 30_000;

/** Decides what follows each failure of one run, and remembers what that depends on. */
export interface RunPolicy {
  /** Whether the server has accepted. */
  isOpen: boolean;
  /** Whether the server keeps the run, so that reading can go on. */
  isResumable: boolean;
  /** The server's wish for the first wait, in milliseconds. */
  retryMs: number | undefined;
  /** Notes a new event: the connection is healthy, and attempts count from the beginning. */
  readonly progress: () => void;
  /** Decides by what went wrong; while the page is offline a reader waits, and no attempt counts. */
  readonly decide: (error: ChatError, isOnline: boolean) => Decision;
}

/**
 * Makes the policy of one run: waits are drawn between 0 and a bound that doubles ("full jitter"), a
 * server's Retry-After is their floor.
 *
 *     asking ──accepted──► reading ──lost──► waiting ──► reading
 *       └─refused─► error     └─not resumable─► truncated   └─attempts used up─► truncated
 */
export function createRunPolicy(
  isResume: boolean,
  random: () => number,
  { attempts = 6, sendAttempts = 3, baseMs = 500, capMs = 10_000 }: RetryOptions = {},
): RunPolicy {
  let attempt = 0;
  let hasProgressed = false;
  const policy: RunPolicy = {
    isOpen: false,
    isResumable: isResume,
    retryMs: undefined,
    progress() {
      attempt = 0;
      hasProgressed = true;
    },
    decide(error, isOnline) {
      const { code, retryable, retryAfterMs = 0 } = error;
      const { isOpen, isResumable } = policy;
      if (code === 'expired') return end('expired', error);
      if (!isOpen && !isResume) {
        // Behind a long Retry-After the question goes back to the person, who sees how long it is.
        const mayRetry = retryable && retryAfterMs <= capMs && attempt < sendAttempts - 1;
        return mayRetry ? retry(retryAfterMs) : end('error', error);
      }
      // Before the first byte a 204 or 404 says that there is no run; later it says that it is lost.
      if (!isOpen && code === 'not-found') return { type: 'end', told: [] };
      if (code === 'protocol') return end('error', error);
      const mayRetry = isResumable && retryable;
      if (mayRetry && !isOnline) return { type: 'retry', attempt, delayMs: offlineMs };
      if (mayRetry && attempt < attempts) return retry(retryAfterMs);
      return end('truncated', code === 'truncated' ? error : truncatedError(error));
    },
  };
  return policy;

  function retry(leastMs: number): Decision {
    const doubled = Math.min(capMs, (policy.retryMs ?? baseMs) * 2 ** attempt);
    const bound = hasProgressed ? afterProgressMs : doubled;
    attempt += 1;
    hasProgressed = false;
    return { type: 'retry', attempt, delayMs: Math.max(random() * bound, leastMs) };
  }
}

function end(how: MessageEnd, error: ChatError): Decision {
  return { type: 'end', told: [{ type: 'end', end: how, error }] };
}
