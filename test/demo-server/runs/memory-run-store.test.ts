// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { ChatError, messageText } from '../../../src/protocol/index.ts';
import { ScriptedEngine } from '../../../demo-server/engine/scripted-engine.ts';
import { MemoryRunStore } from '../../../demo-server/runs/memory-run-store.ts';
import type { OpenAnswer } from '../../../demo-server/runs/run.ts';

const engine = new ScriptedEngine({ parallel: 64, pace: 0, reply: () => 'one two three' });
const slow = new ScriptedEngine({ parallel: 64, pace: 20, reply: () => 'word '.repeat(1000) });

function ask(from: ScriptedEngine, text = 'x'): OpenAnswer {
  return (signal) => from.open({ conversation: 'c', turns: [{ role: 'user', text }], signal });
}

/** An engine that fails when its answer is read. */
function failing(error: Error): OpenAnswer {
  const next = async () => {
    throw error;
  };
  return () => ({ [Symbol.asyncIterator]: () => ({ next }) });
}

function createStore(options = {}) {
  const clock = { now: 0 };
  const store = new MemoryRunStore({ ...options, now: () => clock.now });
  const start = (id: string, from = engine, chatId = 'chat', owner = '') =>
    store.create({ id, chatId, owner, info: from.info, open: ask(from) });
  return { clock, store, start };
}

describe('MemoryRunStore', () => {
  it('writes an answer into the log though nobody reads it', async () => {
    const { start } = createStore();
    const run = await start('a');
    await run.settled;
    expect(run.log.isEnded).toBe(true);
    const { message } = run.log.snapshot();
    expect(message).toMatchObject({
      id: 'a',
      end: 'complete',
      metadata: { usage: { outputTokens: 3 } },
    });
    expect(messageText(message)).toBe('one two three');
  });

  it('finds the run that writes in a chat, and none when it has ended', async () => {
    const { store, start } = createStore();
    const run = await start('a', slow);
    await start('b', slow, 'other');
    expect(await store.activeIn('chat', '')).toBe(run);
    run.cancel();
    await run.settled;
    expect(await store.activeIn('chat', '')).toBeUndefined();
    await store.close();
  });

  it('stops a run whose cancel came before its question, and no other', async () => {
    const { store, start } = createStore();
    expect(await store.cancel('a', 'user', '')).toBeUndefined();
    const stopped = await start('a', slow);
    const other = await start('b');
    await Promise.all([stopped.settled, other.settled]);
    expect(stopped.log.snapshot().message).toMatchObject({ end: 'aborted', parts: [] });
    expect(other.log.snapshot().message.end).toBe('complete');
  });

  it('forgets an early cancel after a minute', async () => {
    const { clock, store, start } = createStore();
    await store.cancel('a', 'user', '');
    clock.now = 60_000;
    store.sweep();
    const run = await start('a');
    await run.settled;
    expect(run.log.snapshot().message.end).toBe('complete');
  });

  it('forgets a run five minutes after its end', async () => {
    const { clock, store, start } = createStore();
    await (
      await start('a')
    ).settled;
    clock.now = 299_999;
    store.sweep();
    expect(await store.get('a', '')).toBeDefined();
    clock.now = 300_000;
    store.sweep();
    expect(await store.get('a', '')).toBeUndefined();
  });

  it('stops a run that nobody has read for five minutes and says so in the log', async () => {
    const { clock, store, start } = createStore();
    const run = await start('a', slow);
    const leave = run.attach();
    clock.now = 400_000;
    store.sweep();
    expect(run.log.isEnded).toBe(false);
    leave();
    clock.now = 700_000;
    store.sweep();
    await run.settled;
    expect(run.log.snapshot().message.end).toBe('aborted');
    expect(run.log.read(run.log.lastSeq - 1)?.frames).toContain('nobody reads it');
  });

  it('makes room by dropping the oldest that has ended, and refuses when all still write', async () => {
    const { store, start } = createStore({ maxRuns: 2 });
    await (
      await start('a')
    ).settled;
    await start('b', slow);
    await start('c', slow);
    expect([await store.get('a', ''), store.size]).toEqual([undefined, 2]);
    await expect(start('d')).rejects.toEqual(
      expect.objectContaining({ code: 'overloaded', status: 503 }),
    );
    await store.close();
    expect((await start('e')).id).toBe('e');
  });

  it('keeps all runs together below its bytes', async () => {
    const { store, start } = createStore({ maxBytes: 3000 });
    for (let index = 0; index < 20; index++) await (await start(`run-${index}`)).settled;
    store.sweep();
    expect(store.size).toBeLessThan(6);
    expect(await store.get('run-19', '')).toBeDefined();
  });

  it('ends a run with an error when its engine fails, without saying more than it should', async () => {
    const { store } = createStore();
    const known = await store.create({
      id: 'a',
      chatId: 'c',
      owner: '',
      info: engine.info,
      open: failing(new ChatError('server', 'The model failed.')),
    });
    const foreign = await store.create({
      id: 'b',
      chatId: 'c',
      owner: '',
      info: engine.info,
      open: failing(new Error('/secret/path')),
    });
    await Promise.all([known.settled, foreign.settled]);
    expect(known.log.snapshot().message).toMatchObject({
      end: 'error',
      error: { message: 'The model failed.' },
    });
    expect(foreign.log.read(-1)?.frames).not.toContain('secret');
  });

  it('cancels once, and an ended run not at all', async () => {
    const { start } = createStore();
    const run = await start('a', slow);
    run.cancel('first');
    run.cancel('second');
    await run.settled;
    const { seq, message } = run.log.snapshot();
    run.cancel('third');
    expect(run.log.read(seq - 1)?.frames).toContain('"reason":"first"');
    expect([run.log.lastSeq, message.end]).toEqual([seq, 'aborted']);
  });
});
