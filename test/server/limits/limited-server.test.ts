// @vitest-environment node
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { expect, it } from 'vitest';
import type { MessageUsage } from '../../../src/protocol/index.ts';
import { memoryLimits, type LimitedQuestion } from '../../../src/server/index.ts';
import { eventually } from '../../eventually.ts';
import { errorOf, openServer, readEvents } from '../chat-client.ts';

it('a server refuses what is over its limits before anything is generated, and says when to ask again', async () => {
  let calls = 0;
  const { ask } = openServer({
    limits: memoryLimits({ questionsPerMinute: 1, now: () => 0 }),
    answer: () => {
      calls++;
      return 'ok';
    },
  });
  await readEvents(await ask('run-00001'));
  const refused = await ask('run-00002');
  expect(refused.headers.get('retry-after')).toBe('60');
  expect(await errorOf(refused)).toMatchObject({ status: 429, code: 'rate-limited' });
  // The same question again is no other question, but the same key in another chat is a mistake.
  expect((await ask('run-00001', { id: 'another-chat' })).status).toBe(409);
  await readEvents(await ask('run-00001'));
  expect(calls).toBe(1);
});

it('limits are told who asks, and what the answer cost', async () => {
  const asked: Partial<LimitedQuestion>[] = [];
  const costs: (MessageUsage | undefined)[] = [];
  const { ask } = openServer({
    address: () => '10.0.0.1',
    limits: {
      take({ owner, address, chatId }) {
        asked.push({ owner, address, chatId });
        return { end: (usage) => void costs.push(usage) };
      },
    },
    answer: () => ['Hi', { type: 'finish', messageMetadata: { usage: { outputTokens: 7 } } }],
  });
  await readEvents(await ask());
  expect(asked).toEqual([{ owner: 'alice', address: '10.0.0.1', chatId: 'chat-1' }]);
  await eventually(() => expect(costs).toEqual([{ outputTokens: 7 }]));
});

it('a question that two tabs send at once is counted once', async () => {
  const given: string[] = [];
  const { ask } = openServer({
    limits: {
      async take() {
        await Promise.resolve();
        given.push('taken');
        return { end: () => void given.push('end'), giveBack: () => void given.push('back') };
      },
    },
    answer: () => 'ok',
  });
  await Promise.all([1, 2].map(async () => readEvents(await ask('run-00001'))));
  await eventually(() => expect(given.toSorted()).toEqual(['back', 'end', 'taken', 'taken']));
});

it('a question that cannot be answered is given back', async () => {
  const given: string[] = [];
  const { ask } = openServer({
    maxStreams: 0,
    limits: { take: () => ({ giveBack: () => void given.push('back') }) },
    answer: () => 'ok',
  });
  expect((await ask()).status).toBe(503);
  expect(given).toEqual(['back']);
});

it('a limiter of rate-limiter-flexible refuses in its own way', async () => {
  const limiter = new RateLimiterMemory({ points: 1, duration: 60 });
  const { ask } = openServer({
    answer: () => 'ok',
    limits: {
      async take({ owner }) {
        await limiter.consume(owner);
      },
    },
  });
  await readEvents(await ask());
  const refused = await ask();
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
  expect(await errorOf(refused)).toMatchObject({ status: 429, code: 'rate-limited' });
});

it('what limits throw by mistake is told to who runs the server, and to nobody else', async () => {
  const told: unknown[] = [];
  const { ask } = openServer({
    answer: () => 'ok',
    onError: (error, where) => told.push([error, where]),
    limits: {
      take() {
        throw new Error('password=tiger');
      },
    },
  });
  const refused = await errorOf(await ask());
  expect(refused).toMatchObject({ status: 500, code: 'server' });
  expect(refused.message).not.toContain('tiger');
  expect(told).toEqual([[new Error('password=tiger'), 'request']]);
});
