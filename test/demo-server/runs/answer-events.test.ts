// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../../demo-server/engine/engine.ts';
import { AnswerEvents } from '../../../demo-server/runs/answer-events.ts';

const usage = { promptTokens: 5, cachedTokens: 2, outputTokens: 3 };
const timings = { queueMs: 1, prefillMs: 2, timeToFirstTokenMs: 3, tokensPerSecond: 4, totalMs: 5 };
const end = (reason: 'stop' | 'length' | 'abort'): EngineEvent => ({
  type: 'end',
  reason,
  usage,
  timings,
  droppedTurns: 1,
});

function run(events: readonly EngineEvent[], times: readonly number[] = []) {
  const clock = [...times];
  const answer = new AnswerEvents({ now: () => clock.shift() ?? 0 });
  return events.flatMap((event) => answer.push(event));
}

describe('AnswerEvents', () => {
  it('tells the place in line and the prompt’s progress as transient data', () => {
    const events = run([
      { type: 'queue', position: 2, length: 3 },
      { type: 'prefill', processed: 1, total: 4, cached: 0 },
    ]);
    expect(events).toEqual([
      { type: 'data-queue', data: { position: 2, length: 3 }, transient: true },
      { type: 'data-prefill', data: { processed: 1, total: 4, cached: 0 }, transient: true },
    ]);
  });

  it('gives reasoning and text a part each and closes the one before the next', () => {
    const events = run([
      { type: 'reasoning', text: 'hm', outputTokens: 1 },
      { type: 'reasoning', text: 'm', outputTokens: 2 },
      { type: 'text', text: 'Yes', outputTokens: 3 },
      end('stop'),
    ]);
    expect(events).toEqual([
      { type: 'reasoning-start', id: '1' },
      { type: 'reasoning-delta', id: '1', delta: 'hm' },
      { type: 'reasoning-delta', id: '1', delta: 'm' },
      { type: 'reasoning-end', id: '1' },
      { type: 'text-start', id: '2' },
      { type: 'text-delta', id: '2', delta: 'Yes' },
      { type: 'text-end', id: '2' },
      {
        type: 'finish',
        finishReason: 'stop',
        messageMetadata: { usage, timings, droppedTurns: 1, finishReason: 'stop' },
      },
    ]);
  });

  it('tells the exact count of model tokens twice a second', () => {
    const pieces = [1, 2, 3].map((outputTokens): EngineEvent => ({
      type: 'text',
      text: 'a',
      outputTokens,
    }));
    const counts = run(pieces, [0, 499, 501]).flatMap((event) =>
      event.type === 'message-metadata' ? [event.messageMetadata.usage?.outputTokens] : [],
    );
    expect(counts).toEqual([3]);
  });

  it('gives the counts of an aborted answer before its end', () => {
    const answer = new AnswerEvents();
    expect(answer.push(end('abort'))).toEqual([
      {
        type: 'message-metadata',
        messageMetadata: { usage, timings, droppedTurns: 1, finishReason: 'interrupted' },
      },
    ]);
  });
});
