// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../../demo-server/engine/engine.ts';
import { ScriptedEngine } from '../../../demo-server/engine/scripted-engine.ts';
import { MemoryRunStore, type RunStore } from '../../../src/server/index.ts';
import { RedisRunStore } from '../../../src/server/redis/redis-run-store.ts';
import { RunTally } from '../../../demo-server/runs/run-tally.ts';
import { ChatError } from '../../../src/protocol/index.ts';
import { hasRedis, startRedis } from '../../server/redis/redis-server.ts';
import { keepWatch } from '../server/watched.ts';
import { readToEnd } from '../../server/runs/scripts.ts';
import { runOf, slow } from './run-of.ts';

const three = () => new ScriptedEngine({ pace: 0, reply: () => 'one two three' });

function describeRunEnds(
  name: string,
  openStore: () => Promise<{ store: RunStore; close: () => Promise<void> }>,
): void {
  async function watched() {
    const watch = keepWatch();
    return { ...watch, ...(await openStore()) };
  }

  describe(`the end of a run in a ${name}`, () => {
    it('is told once, with its owner, its tokens and its times', async () => {
      const { store, close, ends, began, observer } = await watched();
      await readToEnd(await store.create(runOf(three(), 'run-1', { owner: 'who', observer })));
      expect(began).toMatchObject([{ id: 'run-1', outputTokens: 3 }]);
      await close();
      expect(ends).toEqual([
        {
          id: 'run-1',
          owner: 'who',
          end: 'complete',
          promptTokens: 1,
          outputTokens: 3,
          queueMs: expect.any(Number) as number,
          timeToFirstTokenMs: expect.any(Number) as number,
          durationMs: expect.any(Number) as number,
        },
      ]);
    });

    it('is told of one that is stopped, with the tokens up to then', async () => {
      const { store, close, ends, observer } = await watched();
      const run = await store.create(runOf(slow, 'run-1', { observer }));
      while (run.log.lastSeq < 6) await run.log.changed();
      await store.cancel('run-1', 'enough', '');
      await run.settled;
      const told = run.log.snapshot().message.metadata?.usage?.outputTokens;
      expect(ends).toMatchObject([{ end: 'aborted', outputTokens: told }]);
      await close();
    });

    it('is told of one whose engine fails in the middle, with the cause and the tokens up to then', async () => {
      const { store, close, ends, observer } = await watched();
      const cause = new Error('out of memory');
      const error = new ChatError('server', 'The model failed.', { cause });
      const open = () => breaking(error);
      const run = await store.create(runOf(three(), 'run-1', { open, observer }));
      const events = await readToEnd(run);
      expect(events.at(-1)).toEqual({ type: 'error', errorText: 'The model failed.' });
      await close();
      expect(ends).toMatchObject([
        { end: 'error', error, promptTokens: 7, outputTokens: 2, queueMs: 5 },
      ]);
    });

    it('is not told of a question that the engine refuses', async () => {
      const { store, close, ends, began, observer } = await watched();
      const refused = runOf(three(), 'run-1', { open: refusing, observer });
      await expect(store.create(refused)).rejects.toThrow(/many/);
      await close();
      expect([ends, began]).toEqual([[], []]);
    });
  });
}

/** An engine that is too busy. */
function refusing(): never {
  throw new ChatError('overloaded', 'Too many wait.');
}

/** An engine's answer that breaks after two tokens. */
async function* breaking(error: Error): AsyncGenerator<EngineEvent, void, undefined> {
  yield { type: 'start', promptTokens: 7, cachedTokens: 0, droppedTurns: 0, queueMs: 5 };
  yield { type: 'text', text: 'one ', outputTokens: 1 };
  yield { type: 'reasoning', text: 'two', outputTokens: 2 };
  throw error;
}

describeRunEnds('MemoryRunStore', async () => {
  const store = new MemoryRunStore();
  return { store, close: () => store.close() };
});

describe.runIf(hasRedis)('over a real Redis', () => {
  describeRunEnds('RedisRunStore', async () => {
    const redis = await startRedis();
    const store = await RedisRunStore.open(redis.url);
    return {
      store,
      close: async () => {
        await store.close();
        await redis.remove();
      },
    };
  });
});

describe('the tally of a run', () => {
  it('takes the engine’s own times, and measures where the engine fails', () => {
    const clock = { now: 100 };
    const tally = new RunTally('a', 'who', () => clock.now);
    clock.now = 130;
    tally.push({ type: 'start', promptTokens: 4, cachedTokens: 0, droppedTurns: 0, queueMs: 30 });
    clock.now = 150;
    tally.push({ type: 'text', text: 'a', outputTokens: 1 });
    clock.now = 190;
    tally.push({ type: 'text', text: 'b', outputTokens: 2 });
    const error = new Error('x');
    const counted = { id: 'a', owner: 'who', promptTokens: 4, outputTokens: 2 };
    expect(tally.end(error)).toEqual({
      ...counted,
      end: 'error',
      queueMs: 30,
      timeToFirstTokenMs: 50,
      durationMs: 90,
      error,
    });
    tally.push({
      type: 'end',
      reason: 'length',
      usage: { promptTokens: 4, cachedTokens: 0, outputTokens: 2 },
      timings: { queueMs: 1, prefillMs: 2, timeToFirstTokenMs: 3, tokensPerSecond: 4, totalMs: 5 },
      droppedTurns: 0,
    });
    expect(tally.end()).toEqual({
      ...counted,
      end: 'complete',
      queueMs: 1,
      timeToFirstTokenMs: 3,
      durationMs: 5,
    });
  });

  it('says of one that never got its turn that it only waited', () => {
    const clock = { now: 0 };
    const tally = new RunTally('a', '', () => clock.now);
    clock.now = 70;
    expect(tally.end(new Error('x'))).toMatchObject({ queueMs: 70, durationMs: 70 });
  });
});
