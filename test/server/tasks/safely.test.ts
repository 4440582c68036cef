// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { ChatError } from '../../../src/protocol/index.ts';
import {
  safely,
  type SafeOptions,
  type SafePiece,
  type SafeTry,
} from '../../../src/server/index.ts';

async function all<Value>(pieces: AsyncIterable<SafePiece<Value>>) {
  const read: SafePiece<Value>[] = [];
  for await (const piece of pieces) read.push(piece);
  return read;
}

/** Tells numbers from where it was and fails after each of these many of them. */
function flaky(
  total: number,
  failsAfter: readonly number[],
  error: () => Error = () => new Error('secret'),
) {
  return async function* make({ attempt, told }: SafeTry) {
    const until = failsAfter[attempt - 1];
    for (let n = told; n < total; n++) {
      if (until !== undefined && n - told >= until) throw error();
      yield n;
    }
    if (until !== undefined) throw error();
  };
}

const bad = () => new ChatError('bad-request', 'The text is too short.');
const fast: SafeOptions = { delayMs: 0 };

describe('a stream that is kept safe', () => {
  it('tells each value once and in order, however often it is tried again', async () => {
    const plan = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 20 }), plan, async (total, failsAfter) => {
        const retries = failsAfter.length;
        const pieces = await all(safely(flaky(total, failsAfter), { ...fast, retries }));
        const values = pieces.flatMap((piece) => (piece.type === 'value' ? [piece.value] : []));
        expect(values).toEqual(Array.from({ length: total }, (_, index) => index));
        expect(pieces.filter(({ type }) => type === 'retry')).toHaveLength(retries);
        expect(pieces.at(-1)?.type).not.toBe('error');
      }),
    );
  });

  it('ends with one error of a kind to be switched on, in words that give nothing away', async () => {
    const onError = vi.fn();
    const onRetry = vi.fn();
    const pieces = await all(safely(flaky(9, [1, 1]), { ...fast, retries: 1, onError, onRetry }));
    expect(pieces.at(-1)).toEqual({
      type: 'error',
      errorText: 'The work failed on the server. Ask again.',
      code: 'server',
      retryable: true,
    });
    expect([onRetry.mock.calls.length, onError.mock.calls.length]).toEqual([1, 1]);
    expect(JSON.stringify(pieces)).not.toContain('secret');
  });

  it('does not try again what cannot help', async () => {
    const pieces = await all(safely(flaky(9, [0], bad), { ...fast, retries: 5 }));
    expect(pieces).toEqual([
      { type: 'error', errorText: 'The text is too short.', code: 'bad-request', retryable: false },
    ]);
  });

  it('waits twice as long each time, or as long as the error says', async () => {
    vi.useFakeTimers();
    const waits: number[] = [];
    const read = async (error: () => Error) => {
      for await (const piece of safely(flaky(1, [0, 0, 0], error), { retries: 3, delayMs: 100 })) {
        if (piece.type === 'retry') waits.push(piece.delayMs);
      }
    };
    const first = read(() => new Error('x'));
    await vi.runAllTimersAsync();
    await first;
    const second = read(() => new ChatError('rate-limited', 'Wait.', { retryAfterMs: 7 }));
    await vi.runAllTimersAsync();
    await second;
    expect(waits).toEqual([100, 200, 400, 7, 7, 7]);
    vi.useRealTimers();
  });

  it('ends its source when its reader leaves, and throws the reason of a stop', async () => {
    let isEnded = false;
    const endless = async function* () {
      try {
        for (;;) yield 1;
      } finally {
        isEnded = true;
      }
    };
    const pieces = safely(endless);
    await pieces.next();
    await pieces.return();
    expect(isEnded).toBe(true);
    const stop = new AbortController();
    const waiting = safely(flaky(1, [0]), { retries: 1, delayMs: 60_000, signal: stop.signal });
    await waiting.next();
    const next = waiting.next();
    stop.abort(new Error('enough'));
    await expect(next).rejects.toThrow('enough');
  });
});
