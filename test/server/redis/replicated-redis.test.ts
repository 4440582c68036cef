// @vitest-environment node
import { createClient, createCluster, createSentinel } from 'redis';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { redisRuns, type RedisAddress } from '../../../src/server/redis/index.ts';
import { describeRunStore } from '../runs/describe-run-store.ts';
import { quick, readToEnd, runOf, slow } from '../runs/scripts.ts';
import { startRedisCluster } from './redis-cluster.ts';
import { primaryName, startWatchedRedis } from './redis-sentinel.ts';
import { hasRedis, startRedis } from './redis-server.ts';

const stopped = { type: 'abort', reason: 'enough' };
const patience = { timeout: 30_000, interval: 20 };

async function openTwo(address: RedisAddress) {
  const here = await redisRuns({ ...address });
  const there = await redisRuns({ ...address });
  const close = async () => void (await Promise.all([here.close(), there.close()]));
  return { here, there, close };
}

/** Has an answer written on one server and read on another while a Redis is killed, and compares them. */
async function readOverFailOver(
  address: RedisAddress,
  id: string,
  redis: { kill: () => Promise<void>; hasTakenOver: () => Promise<boolean> },
) {
  const { here, there, close } = await openTwo(address);
  onTestFinished(close);
  const run = await here.create(runOf(slow, id));
  const mirror = await there.get(id, '');
  const reading = readToEnd(mirror);
  while (run.log.lastSeq < 10) await run.log.changed();
  await redis.kill();
  const before = run.log.lastSeq;
  await expect.poll(redis.hasTakenOver, patience).toBe(true);
  // What was said while nobody could hear it comes as well.
  await expect.poll(() => mirror?.log.lastSeq, patience).toBeGreaterThan(before);
  await expect
    .poll(() => there.cancel(id, 'enough', '').then(() => run.log.isEnded), patience)
    .toBe(true);
  const after = await readToEnd(await there.create(runOf(quick, `after ${id}`)));
  return { read: await reading, written: await readToEnd(run), after };
}

describe.runIf(hasRedis)(`over a cluster${hasRedis ? '' : ' (needs redis-server)'}`, () => {
  let cluster: Awaited<ReturnType<typeof startRedisCluster>>;
  beforeAll(async () => {
    cluster = await startRedisCluster();
  });
  afterAll(() => cluster.remove());

  describeRunStore('a Redis Cluster', async () => {
    await cluster.clear();
    return openTwo({ cluster: cluster.urls });
  });

  it('takes the way of a client that is connected already, and leaves it as it is', async () => {
    const client = createCluster({ rootNodes: cluster.urls.map((url) => ({ url })) });
    onTestFinished(() => client.destroy());
    await client.connect();
    const { here, there, close } = await openTwo({ client });
    const run = await here.create(runOf(quick, 'by-client'));
    expect(await readToEnd(await there.get('by-client', ''))).toEqual(await readToEnd(run));
    await close();
    expect(await client.ping()).toBe('PONG');
  });

  // The last one: the cluster is not whole afterwards.
  it('loses nothing and doubles nothing when a primary is killed in mid-answer', async () => {
    let count = 0;
    while (!(await cluster.isOnFirst(`run-${count}`))) count++;
    const { killFirst: kill, hasTakenOver } = cluster;
    const { read, written, after } = await readOverFailOver(
      { cluster: cluster.urls },
      `run-${count}`,
      { kill, hasTakenOver },
    );
    expect(read).toEqual(written);
    expect([read.at(-1), after.at(-1)]).toMatchObject([stopped, { type: 'finish' }]);
  });
});

describe.runIf(hasRedis)(`over Sentinels${hasRedis ? '' : ' (needs redis-server)'}`, () => {
  let watched: Awaited<ReturnType<typeof startWatchedRedis>>;
  beforeAll(async () => {
    watched = await startWatchedRedis();
  });
  afterAll(() => watched.remove());

  const address = () => ({ sentinels: watched.sentinels, primary: primaryName });

  describeRunStore('a Redis that a Sentinel watches', async () => {
    await watched.clear();
    return openTwo(address());
  });

  it('takes the way of a client that is connected already, and leaves it as it is', async () => {
    const client = createSentinel({ name: primaryName, sentinelRootNodes: watched.sentinels });
    onTestFinished(() => client.destroy());
    await client.connect();
    const { here, there, close } = await openTwo({ client });
    const run = await here.create(runOf(quick, 'by-client'));
    expect(await readToEnd(await there.get('by-client', ''))).toEqual(await readToEnd(run));
    await close();
    expect(await client.ping()).toBe('PONG');
  });

  it('loses nothing and doubles nothing when the primary is killed in mid-answer', async () => {
    const { killPrimary: kill, hasTakenOver } = watched;
    const redis = { kill, hasTakenOver };
    const { read, written, after } = await readOverFailOver(address(), 'watched', redis);
    expect(read).toEqual(written);
    expect([read.at(-1), after.at(-1)]).toMatchObject([stopped, { type: 'finish' }]);
  });
});

describe.runIf(hasRedis)('a store on a client of one’s own', () => {
  it('is the same for one Redis that stands alone', async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.remove());
    const client = createClient({ url: redis.url });
    onTestFinished(() => client.destroy());
    await client.connect();
    const { here, there, close } = await openTwo({ client });
    const run = await here.create(runOf(quick, 'by-client'));
    expect(await readToEnd(await there.get('by-client', ''))).toEqual(await readToEnd(run));
    await close();
    expect(await client.ping()).toBe('PONG');
  });

  it('says what to give where it is no client', () => {
    return expect(redisRuns({ client: {} as never })).rejects.toThrow(
      /createClient, createCluster/,
    );
  });
});

it('says so where no node of a cluster answers', async () => {
  await expect(redisRuns({ cluster: ['redis://127.0.0.1:1'] })).rejects.toThrow(
    /^Redis cannot be reached/,
  );
});
