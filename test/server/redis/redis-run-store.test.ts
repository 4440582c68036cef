// @vitest-environment node
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RedisRunStore } from '../../../src/server/redis/redis-run-store.ts';
import type { RedisRunStoreOptions } from '../../../src/server/redis/redis-stream-runs.ts';
import { runKeys } from '../../../src/server/redis/run-keys.ts';
import type { Run } from '../../../src/server/index.ts';
import { describeRunStore } from '../runs/describe-run-store.ts';
import { brisk, quick, readToEnd, runOf, slow } from '../runs/scripts.ts';
import { hasRedis, startRedis } from './redis-server.ts';
import { openTcpProxy } from './tcp-proxy.ts';

const failure = (text: RegExp) => ({
  type: 'error',
  errorText: expect.stringMatching(text) as string,
});

describe.runIf(hasRedis)(`over a real Redis${hasRedis ? '' : ' (needs redis-server)'}`, () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.remove());

  describeRunStore('RedisRunStore', async () => {
    await redis.clear();
    const here = await RedisRunStore.open(redis.url);
    const there = await RedisRunStore.open(redis.url);
    return {
      here,
      there,
      close: async () => {
        await Promise.all([here.close(), there.close()]);
      },
    };
  });

  it('writes few keys for the many cancels of runs that never come, and stops the known ones all the same', async () => {
    await redis.clear();
    const store = await RedisRunStore.open(redis.url);
    const run = await store.create(runOf(slow, 'known'));
    const strangers = Array.from({ length: 2000 }, (_, index) =>
      store.cancel(`never-${index}`, 'noise', '', '192.0.2.9'),
    );
    await Promise.all(strangers);
    const keys = Number(/^\*(\d+)/.exec(await redis.command('KEYS *never-*'))?.[1]);
    expect(keys).toBeLessThanOrEqual(128);
    const other = await RedisRunStore.open(redis.url);
    await other.cancel('known', 'enough', '', '192.0.2.9');
    await run.settled;
    expect((await readToEnd(run)).at(-1)).toEqual({ type: 'abort', reason: 'enough' });
    await Promise.all([store.close(), other.close()]);
  });

  describe('a store whose server is cut off from Redis', () => {
    const times = { leaseMs: 400, graceMs: 400, maxCutMs: 1000 };
    let proxy: Awaited<ReturnType<typeof openTcpProxy>>;
    const stores: RedisRunStore[] = [];
    beforeEach(async () => {
      proxy = await openTcpProxy(redis.port);
    });
    afterEach(async () => {
      await Promise.all(stores.splice(0).map((store) => store.close()));
      await proxy.close();
    });

    async function open(url: string, more: RedisRunStoreOptions = {}): Promise<RedisRunStore> {
      const store = await RedisRunStore.open(url, { ...times, ...more });
      stores.push(store);
      return store;
    }
    const openCutOff = (more?: RedisRunStoreOptions) =>
      open(`redis://127.0.0.1:${proxy.port}`, more);

    it('waits as a reader, and then has everything once and in order', async () => {
      const [writer, reader] = [await open(redis.url), await openCutOff({ maxCutMs: 60_000 })];
      const run = await writer.create(runOf(brisk, 'waits'));
      const reading = readToEnd(await reader.get('waits', ''));
      proxy.cut();
      await reach(run, 20);
      await expect(reader.get('waits', '')).rejects.toMatchObject({
        code: 'overloaded',
        status: 503,
      });
      proxy.mend();
      expect(await reading).toEqual(await readToEnd(run));
    });

    it('goes on as a writer, and catches up in the order of its log', async () => {
      const more = { leaseMs: 60_000, maxCutMs: 60_000 };
      const [writer, reader] = [await openCutOff(more), await open(redis.url, more)];
      const run = await writer.create(runOf(brisk, 'catches-up'));
      const reading = readToEnd(await reader.get('catches-up', ''));
      proxy.cut();
      await reach(run, 20);
      proxy.mend();
      expect(await reading).toEqual(await readToEnd(run));
    });

    it('gives readers a snapshot of what was folded while it was cut off', async () => {
      const more = { leaseMs: 60_000, maxCutMs: 60_000 };
      const [writer, reader] = [await openCutOff(more), await open(redis.url, more)];
      const run = await writer.create(runOf(brisk, 'folds', { limits: { maxEvents: 10 } }));
      const mirror = await reader.get('folds', '');
      const leave = mirror?.attach();
      proxy.cut();
      await reach(run, 30);
      proxy.mend();
      await Promise.all([run.settled, mirror?.settled]);
      expect(mirror?.log.snapshot()).toEqual(run.log.snapshot());
      leave?.();
    });

    it.each([1, 2, 3, 4])('is exact whatever is cut and whenever (seed %i)', async (seed) => {
      const random = randomOf(seed);
      const other = await openTcpProxy(redis.port);
      const more = { leaseMs: 60_000, maxCutMs: 60_000 };
      const writer = await openCutOff(more);
      const reader = await open(`redis://127.0.0.1:${other.port}`, more);
      const limits = seed % 2 ? {} : { maxEvents: 15 };
      const start = (name: string) => writer.create(runOf(brisk, `${name}-${seed}`, { limits }));
      const first = await start('first');
      const runs = [first, ...(await Promise.all(['b', 'c', 'd', 'e'].map(start)))];
      const mirrors = await Promise.all(runs.map(({ id }) => reader.get(id, '')));
      const leave = mirrors.map((mirror) => mirror?.attach());
      for (let count = 3; count < 60; count += 3) {
        await reach(first, count);
        const side = random() < 0.5 ? proxy : other;
        if (random() < 0.5) side.cut();
        else side.mend();
      }
      proxy.mend();
      other.mend();
      await Promise.all([...runs, ...mirrors].map(async (run) => run?.settled));
      expect(mirrors.map((mirror) => mirror?.log.snapshot())).toEqual(
        runs.map((run) => run.log.snapshot()),
      );
      for (const off of leave) off?.();
      await other.close();
    });

    it('ends its runs as errors when the cut lasts too long', async () => {
      const writer = await openCutOff({ leaseMs: 60_000 });
      const run = await writer.create(runOf(slow, 'too-long'));
      proxy.cut();
      expect((await readToEnd(run)).at(-1)).toEqual(failure(/cannot reach the store/));
    });

    it('tells its readers so when the cut lasts too long for them', async () => {
      const [writer, reader] = [await open(redis.url), await openCutOff()];
      await writer.create(runOf(slow, 'no-news'));
      const reading = readToEnd(await reader.get('no-news', ''));
      proxy.cut();
      expect((await reading).at(-1)).toEqual(failure(/cannot reach the store/));
    });

    it('is shut out when the others have taken it for dead, and its readers hear so too', async () => {
      const more = { maxCutMs: 60_000 };
      const [writer, reader] = [await openCutOff(more), await open(redis.url, more)];
      const run = await writer.create(runOf(slow, 'fenced'));
      const local = readToEnd(run);
      const remote = readToEnd(await reader.get('fenced', ''));
      proxy.cut();
      const told = await remote;
      expect(told.at(-1)).toEqual(failure(/has stopped/));
      proxy.mend();
      expect((await local).at(-1)).toEqual(failure(/lost touch/));
      expect(await readToEnd(await reader.get('fenced', ''))).toEqual(told);
    });

    it('leaves no empty run behind when it never hears that it may begin', async () => {
      const more = { leaseMs: 60_000, maxCutMs: 60_000 };
      const [writer, reader] = [await openCutOff(more), await open(redis.url, more)];
      proxy.deafen();
      const starting = writer.create(runOf(brisk, 'unheard'));
      await expect.poll(() => reader.get('unheard', '')).toMatchObject({ id: 'unheard' });
      proxy.cut();
      await expect(starting).rejects.toMatchObject({ status: 503 });
      const reading = readToEnd(await reader.get('unheard', ''));
      proxy.mend();
      expect(await reading).toEqual([failure(/has lost this one/)]);
      expect((await readToEnd(await reader.create(runOf(quick, 'unheard')))).at(-1)?.type).toBe(
        'finish',
      );
    });

    it('notices a path that swallows everything', async () => {
      const more = { leaseMs: 60_000, maxCutMs: 60_000 };
      const [writer, reader] = [await openCutOff(more), await open(redis.url, more)];
      const run = await writer.create(runOf(slow, 'silent'));
      const mirror = await reader.get('silent', '');
      proxy.silence();
      await reach(run, 10);
      await expect(writer.get('another', '')).rejects.toMatchObject({ status: 503 });
      proxy.mend();
      await writer.cancel('silent', 'enough', '');
      expect((await readToEnd(mirror)).at(-1)).toEqual({ type: 'abort', reason: 'enough' });
    });
  });

  it('stops a run that nobody reads anywhere, and none that is read on another server', async () => {
    const clock = { now: 0 };
    const writer = await RedisRunStore.open(redis.url, { leaseMs: 400, now: () => clock.now });
    const reader = await RedisRunStore.open(redis.url);
    const read = await writer.create(runOf(slow, 'read-elsewhere'));
    const unread = await writer.create(runOf(slow, 'not-read'));
    const leave = (await reader.get('read-elsewhere', ''))?.attach();
    clock.now = 400_000;
    // The reader's server says every second that there is one.
    await expect.poll(() => read, { timeout: 20_000 }).toMatchObject({ unreadSince: 400_000 });
    writer.sweep();
    await unread.settled;
    expect(unread.log.snapshot().message.end).toBe('aborted');
    expect(read.log.isEnded).toBe(false);
    leave?.();
    await Promise.all([writer.close(), reader.close()]);
  });

  it('writes once more what a Redis has not heard that took the place of another', async () => {
    const [writer, reader] = [
      await RedisRunStore.open(redis.url),
      await RedisRunStore.open(redis.url),
    ];
    const run = await writer.create(runOf(brisk, 'unheard-end'));
    const { log } = runKeys(run.id);
    await reach(run, 10);
    await redis.command(`COPY ${log} ${log}:before`);
    await reach(run, 30);
    // As a replica does that is a little behind.
    await redis.command(`COPY ${log}:before ${log} REPLACE`);
    await run.settled;
    const late = await reader.get(run.id, '');
    expect(await readToEnd(late)).toEqual(await readToEnd(run));
    await Promise.all([writer.close(), reader.close()]);
  });

  it('explains that nobody answers at the address', async () => {
    await expect(RedisRunStore.open('redis://127.0.0.1:1')).rejects.toThrow(
      /^Redis cannot be reached \(.*ECONNREFUSED.*\)\. Start it, or check the address/,
    );
  });
});

/** Waits until a run has written so many events, or all: on a busy machine words come together, and there are fewer. */
async function reach({ log }: Run, count: number): Promise<void> {
  while (log.lastSeq < count - 1 && !log.isEnded) await log.changed();
}

/** Random numbers from 0 to 1 that a seed repeats (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
