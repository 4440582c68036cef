import { truncatedError, type ChatError } from '../protocol/chat-error.ts';
import type { MessageEnd } from '../protocol/chat-message.ts';
import type { TransportEvent } from '../protocol/chat-transport.ts';
import type { PageChange } from './page-signals.ts';

/** How often and how patiently a transport tries. */
export interface RetryOptions {
  /** Reconnects without any new event before giving up. @default 6 */
  readonly attempts?: number | undefined;
  /** Requests for one answer before it is refused, the first included. @default 3 */
  readonly sendAttempts?: number | undefined;
  /** The first upper bound of the random wait, in milliseconds; a server's `retry:` replaces it. @default 500 */
  readonly baseMs?: number | undefined;
  /** The highest upper bound of the random wait, in milliseconds. @default 10,000 */
  readonly capMs?: number | undefined;
}

/** Where a run is: a try is on its way; the server has answered; the next try has its time; nothing more is tried. */
type RunState = 'connecting' | 'open' | 'waiting' | 'ended';

/** Another try. */
export interface Retry {
  readonly type: 'retry';
  /** Tries since the last new event; stays the same while the page is offline. */
  readonly attempt: number;
  readonly delayMs: number;
  /** How long to wait instead once an offline page comes online, in milliseconds. */
  readonly onlineDelayMs: number;
  /** Whether the page was online when this was decided. */
  readonly wasOnline: boolean;
}

/** What follows a failure: another try, or the end, `told` by no event when there was nothing to resume. */
type Decision = Retry | { readonly type: 'end'; readonly told: readonly TransportEvent[] };

const healthyMs = 250;
const offlineMs = 30_000;

/** Decides what follows each failure of one run, and remembers what that depends on. */
export interface RetryPolicy {
  readonly state: RunState;
  /** Whether the server has accepted, now or before. */
  readonly isAccepted: boolean;
  /** Whether the server keeps the run, so that reading can go on. */
  isResumable: boolean;
  /** The server's wish for the first wait, in milliseconds. */
  retryMs: number | undefined;
  /** Notes that a try begins; without a network it does not leave the page. */
  readonly connect: (isOnline?: boolean) => void;
  /** Notes that the server has answered. */
  readonly open: () => void;
  /** Notes a new event: the connection is healthy, and attempts count from the beginning. */
  readonly progress: () => void;
  /** Decides by what went wrong; while the page is offline the run waits, and no attempt counts. */
  readonly decide: (error: ChatError, isOnline: boolean) => Decision;
  /**
   * Decides what a change of the page means for the present connection, which has been silent for so long and is heard
   * every so often (milliseconds; 0: nobody knows): it is to be `cut`, because it did not survive; or a second one is to
   * `probe` the way, and this one is only given up when that one is answered.
   */
  readonly judge: (
    change: PageChange,
    silentMs: number,
    heartbeatMs: number,
  ) => 'cut' | 'probe' | undefined;
}

/**
 * Makes the policy of one run: a pure machine that every transport drives in the same way. It keeps no timer and reads
 * no clock: the shell tells what happened and does what is decided. Waits are drawn between 0 and a bound that doubles
 * ("full jitter"), a server's Retry-After is their floor.
 *
 *     connecting ──open()──► open ──decide()──► waiting ──connect()──► connecting
 *       └─refused─► ended      └─not resumable─► ended     └─attempts used up─► ended
 *
 * A question that may have arrived is asked again only if `mayRepeat` says so.
 *
 * Over a socket that many runs share, each run has its own policy; `decide` is asked per run when the socket is lost,
 * and the socket is opened again at the earliest `delayMs` among them.
 */
export function createRetryPolicy(
  isResume: boolean,
  random: () => number,
  { attempts = 6, sendAttempts = 3, baseMs = 500, capMs = 10_000 }: RetryOptions = {},
  mayRepeat: (error: ChatError) => boolean = () => true,
): RetryPolicy {
  let attempt = 0;
  let hasProgressed = false;
  // A question waits for the network once; then it goes back to the person, who may want to keep it.
  let hasWaitedOffline = false;
  let hasLeft = true;
  const policy: { -readonly [Name in keyof RetryPolicy]: RetryPolicy[Name] } = {
    state: 'connecting',
    isAccepted: false,
    isResumable: isResume,
    retryMs: undefined,
    connect(isOnline = true) {
      hasLeft = isOnline;
      policy.state = 'connecting';
    },
    open() {
      policy.state = 'open';
      policy.isAccepted = true;
    },
    progress() {
      attempt = 0;
      hasProgressed = true;
    },
    decide(error, isOnline) {
      const decision = decide(error, isOnline);
      policy.state = decision.type === 'retry' ? 'waiting' : 'ended';
      return decision;
    },
    judge(change, silentMs, heartbeatMs) {
      if (change === 'suspension') return 'cut';
      const isQuiet = heartbeatMs > 0 && silentMs > 3 * heartbeatMs;
      const mayProbe = policy.state === 'open' && policy.isResumable && isQuiet;
      return mayProbe && change === 'visibility' ? 'probe' : undefined;
    },
  };
  return policy;

  function decide(error: ChatError, isOnline: boolean): Decision {
    const { isAccepted } = policy;
    const isAsking = !isAccepted && !isResume;
    if (error.code === 'expired') return end('expired', error);
    // Before the first byte a 204 or 404 says that there is no run; later it says that it is lost.
    if (isResume && !isAccepted && error.code === 'not-found') return { type: 'end', told: [] };
    const next = mayRetry(error, isAsking) && tryAgain(error, isAsking, isOnline);
    if (next) return next;
    // A gateway's page may go away; what nobody can read stays.
    if (isAsking || (error.code === 'protocol' && !error.retryable)) return end('error', error);
    return end('truncated', error.code === 'truncated' ? error : truncatedError(error));
  }

  // Whoever may have been asked is not asked twice.
  function mayRetry(error: ChatError, isAsking: boolean): boolean {
    const mayAsk = isAsking && (!hasLeft || mayRepeat(error));
    return error.retryable && (mayAsk || policy.isResumable);
  }

  function tryAgain(
    { retryAfterMs = 0 }: ChatError,
    isAsking: boolean,
    isOnline: boolean,
  ): Decision | undefined {
    if (!isOnline && !(isAsking && hasWaitedOffline)) {
      hasWaitedOffline = true;
      // The browser may be wrong about the network, so that even an offline page tries now and then.
      return again(isAsking ? capMs : offlineMs, random() * healthyMs, false);
    }
    // Behind a long Retry-After the question goes back to the person, who sees how long it is.
    const isTooLong = isAsking && retryAfterMs > capMs;
    const isLast = attempt >= (isAsking ? sendAttempts - 1 : attempts);
    return isTooLong || isLast ? undefined : retry(retryAfterMs);
  }

  function retry(leastMs: number): Decision {
    const doubled = Math.min(capMs, (policy.retryMs ?? baseMs) * 2 ** attempt);
    const bound = hasProgressed ? healthyMs : doubled;
    attempt += 1;
    hasProgressed = false;
    const drawn = random();
    const atLeast = (ms: number) => Math.max(drawn * ms, leastMs);
    return again(atLeast(bound), atLeast(healthyMs), true);
  }

  function again(delayMs: number, onlineDelayMs: number, wasOnline: boolean): Decision {
    return { type: 'retry', attempt, delayMs, onlineDelayMs, wasOnline };
  }
}

function end(how: MessageEnd, error: ChatError): Decision {
  return { type: 'end', told: [{ type: 'end', end: how, error }] };
}
