// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChatError } from '../../../src/protocol/index.ts';
import {
  memoryLimits,
  type LimitTicket,
  type MemoryLimitsOptions,
} from '../../../src/server/index.ts';
import { LeakyCounts } from '../../../src/server/limits/leaky-counts.ts';

/** Limits with a clock that is held in the hand. */
function openLimits(options: MemoryLimitsOptions) {
  let now = 0;
  const limits = memoryLimits({ ...options, now: () => now });
  const request = new Request('http://app.test');
  return {
    pass: (ms: number) => (now += ms),
    ask: (owner: string, address = '') =>
      limits.take({ owner, address, chatId: 'c', request }) as LimitTicket,
  };
}

function refusalOf(act: () => unknown): ChatError {
  try {
    act();
  } catch (error) {
    if (error instanceof ChatError) return error;
    throw error;
  }
  throw new Error('It was admitted.');
}

describe('limits in memory', () => {
  it('take as many questions as they are told, and say when there is room again', () => {
    const { ask, pass } = openLimits({ questionsPerMinute: 2 });
    ask('a');
    ask('a');
    const refusal = refusalOf(() => ask('a'));
    expect(refusal).toMatchObject({ code: 'rate-limited', status: 429, retryAfterMs: 30_000 });
    expect(refusal.message).toMatch(/2 questions in a minute.*30 seconds/);
    ask('b');
    pass(30_000);
    ask('a');
    expect(refusalOf(() => ask('a')).retryAfterMs).toBe(30_000);
  });

  it('count a question for nothing that is given back', () => {
    const { ask } = openLimits({ questionsPerMinute: 1, answersAtOnce: 1 });
    for (let time = 0; time < 3; time++) void ask('a').giveBack?.();
    ask('a');
    expect(refusalOf(() => ask('a')).code).toBe('rate-limited');
  });

  it('write as many answers at once as they are told', () => {
    const { ask } = openLimits({ answersAtOnce: 1 });
    const first = ask('a');
    expect(refusalOf(() => ask('a')).message).toMatch(/^An answer is under way/);
    void first.end?.(undefined);
    ask('a');
  });

  it('give tokens until they are used, and again as they run out', () => {
    const { ask, pass } = openLimits({ tokensPerHour: 100 });
    void ask('a').end?.({ promptTokens: 50, outputTokens: 100 });
    expect(refusalOf(() => ask('a')).message).toMatch(/100 tokens/);
    pass(30 * 60_000);
    expect(refusalOf(() => ask('a')).code).toBe('rate-limited');
    pass(60_000);
    void ask('a').end?.(undefined);
  });

  it('know who is nobody in particular by his address', () => {
    const { ask } = openLimits({ questionsPerMinute: 1 });
    ask('', '10.0.0.1');
    ask('', '10.0.0.2');
    expect(refusalOf(() => ask('', '10.0.0.1')).code).toBe('rate-limited');
  });

  it('bound an address, whoever asks from there, and count a refusal against nobody', () => {
    const { ask, pass } = openLimits({
      questionsPerMinute: 1,
      perAddress: { questionsPerMinute: 2 },
    });
    ask('a', '10.0.0.1');
    for (let time = 0; time < 5; time++) refusalOf(() => ask('a', '10.0.0.1'));
    ask('b', '10.0.0.1');
    expect(refusalOf(() => ask('c', '10.0.0.1')).code).toBe('rate-limited');
    pass(30_000);
    ask('c', '10.0.0.1');
  });
});

describe('leaky counts', () => {
  it('never let more through in a window than twice what they are told, and always that in each', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 5 }), (steps, most) => {
        let now = 0;
        const counts = new LeakyCounts({ most, windowMs: 100, now: () => now });
        const admitted: number[] = [];
        for (const step of steps) {
          now += step;
          // Rounding apart, there is room when it says so.
          const wait = counts.waitMs('k', 1);
          now += wait > 0 ? wait + 1e-6 : 0;
          expect(counts.waitMs('k', 1)).toBe(0);
          counts.add('k', 1);
          admitted.push(now);
        }
        const inWindow = admitted.map(
          (from) => admitted.filter((at) => at >= from && at < from + 100).length,
        );
        expect(Math.max(...inWindow)).toBeLessThanOrEqual(2 * most);
      }),
    );
  });

  it('keep nothing of those whose count has run out', () => {
    let now = 0;
    const counts = new LeakyCounts({ most: 1, windowMs: 100, now: () => now });
    for (let key = 0; key < 50; key++) counts.add(`k${key}`, 1);
    expect(counts.size).toBe(50);
    now = 200;
    counts.add('last', 1);
    expect(counts.size).toBe(1);
  });
});
