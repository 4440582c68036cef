// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { ChatError, type ChatErrorCode } from '../../src/protocol/chat-error.ts';
import {
  createRetryPolicy,
  type RetryOptions,
  type RetryPolicy,
} from '../../src/transports/retry-policy.ts';

const lost = new ChatError('network', 'lost');
const highest = () => 1;

function policyAfter(state: 'asking' | 'reading' | 'resuming', retry?: RetryOptions): RetryPolicy {
  const policy = createRetryPolicy(state === 'resuming', highest, retry);
  if (state === 'reading') {
    policy.open();
    policy.isResumable = true;
  }
  return policy;
}

function delays(policy: RetryPolicy, error = lost): number[] {
  const waits: number[] = [];
  for (;;) {
    const decision = policy.decide(error, true);
    if (decision.type === 'end') return waits;
    waits.push(decision.delayMs);
  }
}

function endOf(policy: RetryPolicy, error: ChatError): unknown {
  const decision = policy.decide(error, true);
  return decision.type === 'end' ? decision.told : decision;
}

describe('RetryPolicy', () => {
  it('doubles the bound of the wait up to its cap, and gives up after six attempts', () => {
    expect(delays(policyAfter('reading'))).toEqual([500, 1000, 2000, 4000, 8000, 10_000]);
  });

  it('draws the wait between nothing and the bound', () => {
    const drawn = [0, 0.5, 0.25];
    const policy = createRetryPolicy(true, () => drawn.shift() ?? 0, { attempts: 3 });
    expect(delays(policy)).toEqual([0, 500, 500]);
  });

  it('reconnects quickly after a healthy stream, and counts anew', () => {
    const policy = policyAfter('reading', { attempts: 2 });
    expect(delays(policy)).toEqual([500, 1000]);
    policy.progress();
    expect(delays(policy)).toEqual([250, 1000]);
  });

  it('takes the server’s wish for the first bound', () => {
    const policy = policyAfter('reading', { attempts: 2 });
    policy.retryMs = 3000;
    expect(delays(policy)).toEqual([3000, 6000]);
  });

  it('never waits less than Retry-After', () => {
    const busy = new ChatError('overloaded', 'busy', { retryAfterMs: 20_000 });
    expect(delays(policyAfter('reading', { attempts: 2 }), busy)).toEqual([20_000, 20_000]);
  });

  it('waits while the page is offline, and spends no attempt', () => {
    const policy = policyAfter('reading', { attempts: 1 });
    for (let round = 0; round < 5; round++) {
      expect(policy.decide(lost, false)).toMatchObject({ type: 'retry', attempt: 0 });
    }
    expect(delays(policy)).toHaveLength(1);
  });

  it('asks again a few times before the server has accepted', () => {
    expect(delays(policyAfter('asking'))).toEqual([500, 1000]);
    expect(delays(policyAfter('asking', { sendAttempts: 1 }))).toEqual([]);
  });

  it('hands a refusal with a long Retry-After to the person at once', () => {
    const busy = new ChatError('overloaded', 'busy', { retryAfterMs: 30_000 });
    expect(endOf(policyAfter('asking'), busy)).toEqual([
      { type: 'end', end: 'error', error: busy },
    ]);
  });

  it.each(['bad-request', 'unauthorized', 'too-large', 'not-found', 'protocol', 'http'] as const)(
    'never repeats a request that was refused as %s',
    (code: ChatErrorCode) => {
      const error = new ChatError(code, 'no');
      expect(endOf(policyAfter('asking'), error)).toEqual([{ type: 'end', end: 'error', error }]);
    },
  );

  it('ends as truncated at once when the server does not keep the run', () => {
    const policy = policyAfter('asking');
    policy.open();
    const error: unknown = expect.objectContaining({ code: 'truncated', cause: lost });
    expect(endOf(policy, lost)).toEqual([{ type: 'end', end: 'truncated', error }]);
  });

  it('says how long to wait when it gives up', () => {
    const busy = new ChatError('overloaded', 'busy', { status: 503, retryAfterMs: 20_000 });
    expect(endOf(policyAfter('reading', { attempts: 0 }), busy)).toMatchObject([
      { end: 'truncated', error: { code: 'truncated', status: 503, retryAfterMs: 20_000 } },
    ]);
  });

  it('goes through its states: connecting, open, waiting, connecting, ended', () => {
    const policy = createRetryPolicy(false, highest, { attempts: 1 });
    const states = [policy.state];
    const note = () => states.push(policy.state);
    policy.open();
    policy.isResumable = true;
    note();
    policy.decide(lost, true);
    note();
    policy.connect();
    note();
    policy.decide(lost, true);
    note();
    expect(states).toEqual(['connecting', 'open', 'waiting', 'connecting', 'ended']);
    expect(policy.isAccepted).toBe(true);
  });

  it('tries soon after an offline page is online again, but never before Retry-After', () => {
    const policy = policyAfter('reading');
    expect(policy.decide(lost, false)).toMatchObject({ wasOnline: false, onlineDelayMs: 250 });
    const busy = new ChatError('overloaded', 'busy', { retryAfterMs: 20_000 });
    expect(policy.decide(busy, true)).toMatchObject({ wasOnline: true, onlineDelayMs: 20_000 });
  });

  it('keeps a question through one wait without a network, then counts on', () => {
    const policy = policyAfter('asking', { sendAttempts: 1, capMs: 7000 });
    expect(policy.decide(lost, false)).toMatchObject({ type: 'retry', attempt: 0, delayMs: 7000 });
    expect(endOf(policy, lost)).toMatchObject([{ end: 'error' }]);
  });

  it('passes a gateway’s page when the run is known, and gives up what nobody can read', () => {
    const page = new ChatError('protocol', 'HTML', { retryable: true });
    expect(policyAfter('reading').decide(page, true)).toMatchObject({ type: 'retry' });
  });

  it('takes a connection for dead when its page was put away, whatever its state', () => {
    expect(policyAfter('asking').judge('suspension', 0, 0)).toBe('cut');
    expect(policyAfter('reading').judge('suspension', 0, 0)).toBe('cut');
  });

  it.each([
    ['seen again after three heartbeats of silence', 'visibility', 15_001, 5000, 'probe'],
    ['seen again sooner', 'visibility', 15_000, 5000, undefined],
    ['seen again, without heartbeats', 'visibility', 99_000, 0, undefined],
    ['online again', 'network', 99_000, 5000, undefined],
  ] as const)('of a page that is %s: %s', (_, change, silentMs, heartbeatMs, verdict) => {
    expect(policyAfter('reading').judge(change, silentMs, heartbeatMs)).toBe(verdict);
    expect(policyAfter('resuming').judge(change, silentMs, heartbeatMs)).toBeUndefined();
  });

  it('ends as truncated when the server has forgotten the run', () => {
    const gone = new ChatError('not-found', 'gone', { status: 404 });
    expect(endOf(policyAfter('reading'), gone)).toMatchObject([{ end: 'truncated' }]);
  });

  it('tells nothing when there is no run to resume', () => {
    expect(endOf(policyAfter('resuming'), new ChatError('not-found', 'none'))).toEqual([]);
  });

  it('ends as expired when the server says so, and as an error for what nobody can read', () => {
    expect(endOf(policyAfter('reading'), new ChatError('expired', 'old'))).toMatchObject([
      { end: 'expired' },
    ]);
    expect(endOf(policyAfter('reading'), new ChatError('protocol', 'junk'))).toMatchObject([
      { end: 'error' },
    ]);
  });
});
