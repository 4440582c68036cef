// @vitest-environment node
import { expect, it } from 'vitest';
import { createChatMeter } from '../../src/chat/run/chat-meter.ts';
import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import { chatBench } from './chat-bench.ts';

const delta = (text: string): ChatEvent => ({ type: 'text-delta', id: '1', delta: text });

it('measures the time to the first token from the send, reasoning included', () => {
  const meter = createChatMeter(1000);
  meter.receive({ type: 'start' }, 1050);
  expect(meter.read().timeToFirstTokenMs).toBeUndefined();
  meter.receive({ type: 'reasoning-delta', id: 'r', delta: 'hm' }, 1200);
  meter.receive(delta('a'), 1300);
  expect(meter.read().timeToFirstTokenMs).toBe(200);
});

it('estimates model tokens from the text until the server counts them', () => {
  const meter = createChatMeter(0);
  for (let at = 0; at <= 1000; at += 100) meter.receive(delta('12345678'), at);
  // 10 intervals of 8 characters, 2 model tokens each, in one second.
  expect(meter.read()).toMatchObject({ isEstimated: true, outputTokens: 22, tokensPerSecond: 20 });
  meter.receive(
    {
      type: 'finish',
      messageMetadata: {
        usage: { outputTokens: 33, promptTokens: 7 },
        timings: { tokensPerSecond: 31.5, queueMs: 4, prefillMs: 12 },
      },
    },
    1000,
  );
  expect(meter.read()).toMatchObject({
    isEstimated: false,
    outputTokens: 33,
    promptTokens: 7,
    tokensPerSecond: 31.5,
    queueMs: 4,
    prefillMs: 12,
  });
});

it("measures the speed of the server's count when the server sends no speed", () => {
  const meter = createChatMeter(0);
  for (let at = 0; at <= 1000; at += 100) meter.receive(delta('x'), at);
  meter.receive({ type: 'finish', messageMetadata: { usage: { outputTokens: 110 } } }, 1000);
  expect(meter.read()).toMatchObject({ isEstimated: false, outputTokens: 110 });
  expect(meter.read().tokensPerSecond).toBeCloseTo(100);
});

it('measures no speed over less than a quarter of a second', () => {
  const meter = createChatMeter(0);
  meter.receive(delta('a whole answer, '), 5);
  meter.receive(delta('all within a moment'), 254);
  expect(meter.read().tokensPerSecond).toBeUndefined();
  meter.receive(delta('.'), 255);
  expect(meter.read().tokensPerSecond).toBeCloseTo((9 * (1 - 16 / 36)) / 0.25);
});

it('takes the speed the server tells, however short the answer was', () => {
  const meter = createChatMeter(0);
  meter.receive(delta('a'), 5);
  meter.receive({ type: 'finish', messageMetadata: { timings: { tokensPerSecond: 900 } } }, 6);
  expect(meter.read().tokensPerSecond).toBe(900);
});

it("follows the server's queue and prompt progress", () => {
  const meter = createChatMeter(0);
  meter.receive({ type: 'data-queue', data: { position: 3, length: 5 }, transient: true }, 1);
  expect(meter.read()).toMatchObject({ queuePosition: 3, queueLength: 5 });
  meter.receive({ type: 'data-prefill', data: { processed: 10, total: 40, cached: 0 } }, 2);
  expect(meter.read()).toMatchObject({
    queuePosition: 0,
    prefillProcessed: 10,
    prefillTotal: 40,
  });
});

it('leaves the queue with the first token when there was no prompt progress', () => {
  const meter = createChatMeter(0);
  meter.receive({ type: 'data-queue', data: { position: 1, length: 1 } }, 1);
  meter.receive(delta('a'), 2);
  expect(meter.read().queuePosition).toBe(0);
});

it('believes no figure that is not a number', () => {
  const meter = createChatMeter(0);
  const odd: ChatEvent[] = [
    { type: 'data-queue', data: null },
    { type: 'data-queue', data: { position: '1', length: Number.NaN } },
    { type: 'data-prefill', data: 'x' },
  ];
  for (const event of odd) meter.receive(event, 1);
  const { queuePosition, queueLength, prefillTotal } = meter.read();
  expect([queuePosition, queueLength, prefillTotal]).toEqual([0, undefined, undefined]);
});

it('reports the median and the 95th percentile of gaps, and the 95th of paints', () => {
  const meter = createChatMeter(0);
  let at = 0;
  for (let index = 0; index <= 100; index += 1) {
    // 10 of 100 gaps are long.
    at += index % 10 === 5 ? 500 : 10;
    meter.receive(delta('a'), at);
  }
  for (let index = 1; index <= 100; index += 1) meter.painted(index);
  expect(meter.read()).toMatchObject({
    interTokenP50Ms: 10,
    interTokenP95Ms: 500,
    receiveToPaintP95Ms: 96,
  });
});

it('keeps no more samples than it needs', () => {
  const meter = createChatMeter(0);
  for (let index = 0; index < 1000; index += 1) meter.painted(index < 488 ? 1000 : 1);
  expect(meter.read().receiveToPaintP95Ms).toBe(1);
});

it('takes times of a resumed run from the server alone', () => {
  const meter = createChatMeter();
  meter.receive(delta('a long replay of text'), 5);
  meter.receive(delta('and more of it'), 6);
  expect(meter.read().timeToFirstTokenMs).toBeUndefined();
  expect(meter.read().tokensPerSecond).toBeUndefined();
  const timings = { timeToFirstTokenMs: 80, tokensPerSecond: 50 };
  meter.receive({ type: 'finish', messageMetadata: { timings } }, 7);
  expect(meter.read()).toMatchObject({ timeToFirstTokenMs: 80, tokensPerSecond: 50 });
});

it('counts bytes and lost connections', () => {
  const meter = createChatMeter(0);
  meter.receive(delta('a'), 1, 120);
  meter.receive(delta('b'), 2, 80);
  meter.reconnecting();
  expect(meter.read()).toMatchObject({ bytes: 200, reconnects: 1 });
});

it('measures from the oldest event of a frame to its paint', async () => {
  const { chat, clock, frames } = chatBench(['a', { wait: 9 }, 'b', { wait: 9 }, 'c', { wait: 9 }]);
  void chat.send('Hi');
  await clock.advance(9);
  frames.tick();
  await clock.advance(9);
  frames.tick();
  expect(chat.getState().metrics).toMatchObject({
    timeToFirstTokenMs: 0,
    receiveToPaintP95Ms: 9,
    interTokenP95Ms: 9,
  });
});

it('begins anew with each run', async () => {
  const { chat, pass } = chatBench(['a', { reconnect: 10 }, 'b']);
  void chat.send('Hi');
  await pass(10);
  expect(chat.getState().metrics.reconnects).toBe(1);
  void chat.send('again');
  expect(chat.getState().metrics).toEqual({ isEstimated: true, bytes: 0, reconnects: 0 });
});
