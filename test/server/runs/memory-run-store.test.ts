// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { MemoryRunStore, type RunSource } from '../../../src/server/index.ts';
import { describeRunStore } from './describe-run-store.ts';
import { quick, runOf, slow, sourceOf } from './scripts.ts';

function createStore(options = {}) {
  const clock = { now: 0 };
  const store = new MemoryRunStore({ ...options, now: () => clock.now });
  const start = (id: string, from = quick) => store.create(runOf(from, id));
  return { clock, store, start };
}

/** Runs of which so many write at once; the others wait in line. */
function openLine(places: number) {
  const waiting: (() => void)[] = [];
  let free = places;
  return (id: string, address: string) => {
    const source: RunSource = async function* write(task) {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      yield* sourceOf(slow, id)(task);
      const next = waiting.shift();
      if (next) next();
      else free++;
    };
    return runOf(slow, id, { address, source });
  };
}

describeRunStore('MemoryRunStore', async () => {
  const store = new MemoryRunStore();
  return { here: store, there: store, close: () => store.close() };
});

describe('a run', () => {
  it('may begin in the moment in which it is asked for', async () => {
    const { clock, store } = createStore();
    const source: RunSource = (task) => {
      task.begin();
      clock.now = 20;
      return sourceOf(quick, 'a')(task);
    };
    const run = await store.create(runOf(quick, 'a', { source }));
    await run.settled;
    expect(run.busyMs).toBe(20);
  });
});

describe('the memory of a MemoryRunStore', () => {
  it('forgets an early cancel after a minute', async () => {
    const { clock, store, start } = createStore();
    await store.cancel('a', 'user', '');
    clock.now = 60_000;
    store.sweep();
    const run = await start('a');
    await run.settled;
    expect(run.log.snapshot().message.end).toBe('complete');
  });

  it('while memory is short takes no new run, and forgets the older half of those that have ended', async () => {
    const memory = { isTight: false };
    const { store, start } = createStore({ isTight: () => memory.isTight });
    for (const id of ['a', 'b', 'c', 'd']) await (await start(id)).settled;
    const writing = await start('e', slow);
    memory.isTight = true;
    await expect(start('f')).rejects.toMatchObject({ code: 'overloaded', status: 503 });
    // What is there is found again all the same.
    expect(await start('e', slow)).toBe(writing);
    const kept = async () => {
      const found = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => store.get(id, '')));
      return found.flatMap((run) => run?.id ?? []).join('');
    };
    expect(await kept()).toBe('cde');
    store.sweep();
    expect(await kept()).toBe('de');
    store.sweep();
    expect(await kept()).toBe('e');
    memory.isTight = false;
    await (
      await start('f')
    ).settled;
    writing.cancel('done');
    await writing.settled;
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
    expect(store.size).toBeLessThan(10);
    expect(await store.get('run-19', '')).toBeDefined();
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

describe('a MemoryRunStore with many runs', () => {
  it('forgets an ended run though it is read, and its reader goes on', async () => {
    const { store, start } = createStore({ maxRuns: 3 });
    const runs = [await start('a'), await start('b'), await start('c')];
    const leave = runs.map((run) => run.attach());
    await Promise.all(runs.map((run) => run.settled));
    await start('d');
    expect([await store.get('a', ''), store.size]).toEqual([undefined, 3]);
    expect(runs[0]?.log.snapshot().message.end).toBe('complete');
    for (const go of leave) go();
  });

  it('forgets the runs of whoever starts many before those of others', async () => {
    const { store } = createStore({ maxRuns: 8 });
    const ask = async (id: string, address: string) => {
      await (
        await store.create(runOf(quick, id, { address }))
      ).settled;
    };
    await ask('mine', '192.0.2.1');
    for (let index = 0; index < 50; index++) await ask(`flood-${index}`, '192.0.2.9');
    expect(await store.get('mine', '')).toBeDefined();
    expect(store.size).toBe(8);
  });

  it('stops what nobody reads sooner when somebody of another address waits', async () => {
    const { clock, store } = createStore();
    const inLine = openLine(1);
    const left = await store.create(inLine('left', 'there'));
    const waiting = await store.create(inLine('waits', 'here'));
    const leave = waiting.attach();
    while (left.startedAt === undefined) await left.log.changed();
    clock.now = 29_999;
    store.sweep();
    expect(left.log.isEnded).toBe(false);
    clock.now = 30_000;
    store.sweep();
    await left.settled;
    while (waiting.startedAt === undefined) await waiting.log.changed();
    leave();
    await store.close();
  });

  it('ends the longest answer of an address that has all places, for one that waits', async () => {
    const { clock, store } = createStore();
    const inLine = openLine(2);
    const held = [
      await store.create(inLine('first', 'there')),
      await store.create(inLine('second', 'there')),
    ];
    const readers = held.map((run) => run.attach());
    for (const run of held) while (run.startedAt === undefined) await run.log.changed();
    clock.now = 55_000;
    const waiting = await store.create(inLine('waits', 'here'));
    readers.push(waiting.attach());
    clock.now = 64_999;
    store.sweep();
    expect(held.map(({ log }) => log.isEnded)).toEqual([false, false]);
    clock.now = 65_000;
    store.sweep();
    await held[0]?.settled;
    expect(held[0]?.log.snapshot().message.error?.message).toMatch(/let others in/);
    expect(held[1]?.log.isEnded).toBe(false);
    for (const leave of readers) leave();
    await store.close();
  });
});

describe('an answer that takes longer than the server allows', () => {
  it('ends as an error that says so, counted from where its turn has come', async () => {
    const { start } = createStore({ longestRunMs: 30 });
    const run = await start('a', slow);
    await run.settled;
    const { message } = run.log.snapshot();
    expect(message.end).toBe('error');
    expect(message.error?.message).toMatch(/ended after 0 seconds, the longest/);
    const brief = await start('b', quick);
    await brief.settled;
    expect(brief.log.snapshot().message.end).toBe('complete');
  });
});

describe('draining a MemoryRunStore', () => {
  const steady = { words: slow.words.slice(0, 20), paceMs: 20 };

  it('waits for the runs that somebody reads', async () => {
    const store = new MemoryRunStore();
    const run = await store.create(runOf(steady, 'a'));
    const leave = run.attach();
    await store.drain(60_000);
    expect(run.log.snapshot().message.end).toBe('complete');
    leave();
  });

  it('does not wait for a run whose readers do not come back, unless it can be read elsewhere', async () => {
    for (const isShared of [false, true]) {
      const clock = { now: 0 };
      const store = new MemoryRunStore({ isShared, now: () => clock.now });
      const run = await store.create(runOf(steady, 'a'));
      clock.now = 3000;
      await store.drain(60_000);
      expect(run.log.isEnded).toBe(isShared);
      await store.close();
    }
  });

  it('waits no longer than it may', async () => {
    const store = new MemoryRunStore();
    const run = await store.create(runOf(slow, 'a'));
    const leave = run.attach();
    await store.drain(30);
    expect(run.log.isEnded).toBe(false);
    leave();
    await store.close();
  });
});
