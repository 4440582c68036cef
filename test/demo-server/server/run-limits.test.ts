// @vitest-environment node
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { RedisRunStore } from '../../../src/server/redis/redis-run-store.ts';
import { rateFields, type Standing } from '../../../demo-server/server/rate-fields.ts';
import { RunLimits, type RunLimitsOptions } from '../../../demo-server/server/run-limits.ts';
import { hasRedis, startRedis } from '../../server/redis/redis-server.ts';

const refused = { code: 'rate-limited', status: 429 };
const ask = (limits: RunLimits, owner: string, address = '192.0.2.1') =>
  limits.enter({ owner, address });

/** Asks, and returns what the answer's fields would say. */
async function fieldsOf(limits: RunLimits, owner: string) {
  let told: Standing | undefined;
  const onStanding = (standing: Standing) => (told = standing);
  await limits.enter({ owner, address: '192.0.2.1', onStanding }).catch(() => undefined);
  return Object.fromEntries(told ? rateFields(told) : []);
}

describe('runs at once', () => {
  it('are never more than a user and an address may have, and are there again when they have ended', async () => {
    const step = fc.record({
      owner: fc.constantFrom('', 'alice', 'bob'),
      address: fc.constantFrom('here', 'there'),
      isEnd: fc.boolean(),
    });
    const law = fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const most = { runs: 2, runsPerAddress: 3, runsPerMinute: 1000 };
      const limits = new RunLimits(most);
      const under: { owner: string; address: string; leave: () => void }[] = [];
      for (const { owner, address, isEnd } of steps) {
        const count = (key: 'owner' | 'address', value: string) =>
          under.filter((run) => run[key] === value).length;
        const hasRoom =
          count('address', address) < most.runsPerAddress &&
          (owner === '' || count('owner', owner) < most.runs);
        const place = await limits.enter({ owner, address }).catch(() => undefined);
        expect(place !== undefined).toBe(hasRoom);
        if (place) under.push({ owner, address, leave: () => place.leave() });
        if (isEnd) under.shift()?.leave();
      }
    });
    await fc.assert(law);
  });

  it('are refused with what to do, and not for the next user behind the address', async () => {
    const limits = new RunLimits({ runs: 1, runsPerAddress: 2 });
    const place = await ask(limits, 'alice');
    await expect(ask(limits, 'alice')).rejects.toMatchObject({
      ...refused,
      message: expect.stringMatching(/1 answers under way.*Wait for one of them, or stop it/),
    });
    await ask(limits, 'bob');
    await expect(ask(limits, 'carol')).rejects.toMatchObject({
      ...refused,
      message: expect.stringMatching(/2 answers are under way for your address/),
    });
    await ask(limits, 'carol', '192.0.2.2');
    place.leave();
    place.leave();
    await ask(limits, 'alice');
    await expect(ask(limits, 'dave')).rejects.toMatchObject(refused);
  });

  it('are counted by the address alone for nobody, and for whoever holds the key of all', async () => {
    for (const owner of ['', 'key of all']) {
      const limits = new RunLimits({ runs: 1, runsPerAddress: 3, sharedOwner: 'key of all' });
      for (let count = 0; count < 3; count++) await ask(limits, owner);
      await expect(ask(limits, owner)).rejects.toMatchObject(refused);
      await ask(limits, owner, '192.0.2.2');
    }
  });
});

const manyAtOnce = { runs: 1000, runsPerAddress: 1000 };

/** What holds wherever the questions are counted. */
function describeRate(name: string, open: (options: RunLimitsOptions) => RunLimits): void {
  describe(`questions in a minute, counted ${name}`, () => {
    it('are limited for a user at every address, who is told when the minute is over', async () => {
      const limits = open({ ...manyAtOnce, runsPerMinute: 3 });
      const owner = `alice ${name}`;
      for (let count = 0; count < 3; count++) await ask(limits, owner, `192.0.2.${count}`);
      const error: unknown = await ask(limits, owner, '192.0.2.7').catch((thrown) => thrown);
      expect(error).toMatchObject({
        ...refused,
        message: expect.stringMatching(/asked 3 questions in a minute.*Ask again in \d+ seconds/),
      });
      const { retryAfterMs = 0 } = error as { retryAfterMs?: number };
      expect(retryAfterMs > 0 && retryAfterMs <= 61_000).toBe(true);
      await ask(limits, `bob ${name}`);
    });

    it('are limited for an address, whatever users a stranger makes up there', async () => {
      const limits = open({ ...manyAtOnce, runsPerMinutePerAddress: 5 });
      for (let count = 0; count < 5; count++) await ask(limits, `made up ${count}`, '192.0.2.8');
      await expect(ask(limits, 'one more', '192.0.2.8')).rejects.toMatchObject(refused);
      await ask(limits, 'one more', '192.0.2.9');
    });

    it('are not counted when the server had no room for them', async () => {
      const limits = open({ ...manyAtOnce, runsPerMinute: 2 });
      const owner = `unlucky ${name}`;
      for (let count = 0; count < 5; count++) await (await ask(limits, owner)).giveBack();
      await ask(limits, owner);
      await ask(limits, owner);
      await expect(ask(limits, owner)).rejects.toMatchObject(refused);
    });
  });
}

describeRate('by one process', (options) => new RunLimits(options));

describe.runIf(hasRedis)(`with Redis${hasRedis ? '' : ' (needs redis-server)'}`, () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let store: RedisRunStore;
  beforeAll(async () => {
    redis = await startRedis();
    store = await RedisRunStore.open(redis.url);
  });
  afterAll(async () => {
    await store.close();
    await redis.remove();
  });

  describeRate('in Redis', (options) => {
    const { sharedClient } = store;
    return new RunLimits({ ...options, sharedClient });
  });

  it('servers count together', async () => {
    const options = { ...manyAtOnce, runsPerMinute: 4, sharedClient: store.sharedClient };
    const servers = [new RunLimits(options), new RunLimits(options)];
    for (const server of [...servers, ...servers]) await ask(server, 'traveller', '192.0.2.20');
    for (const server of servers) {
      await expect(ask(server, 'traveller', '192.0.2.21')).rejects.toMatchObject(refused);
    }
  });

  it('each counts for itself while Redis is away', async () => {
    const other = await startRedis();
    const cutOff = await RedisRunStore.open(other.url);
    onTestFinished(async () => {
      await cutOff.close();
      await other.remove();
    });
    const options = { ...manyAtOnce, runsPerMinute: 2, sharedClient: cutOff.sharedClient };
    const limits = new RunLimits(options);
    await other.stop();
    await ask(limits, 'alice');
    await ask(limits, 'alice');
    await expect(ask(limits, 'alice')).rejects.toMatchObject(refused);
  });
});

describe('the fields of an answer', () => {
  it('name every limit and where its asker stands in it', async () => {
    const limits = new RunLimits({ runs: 8, runsPerMinute: 60, runsPerAddress: 24 });
    const policy =
      '"address-at-once";q=24;qu="concurrent-requests", "user-at-once";q=8;qu="concurrent-requests", "address";q=300;w=60, "user";q=60;w=60';
    expect(await fieldsOf(limits, 'alice')).toEqual({
      'ratelimit-policy': policy,
      ratelimit:
        '"address-at-once";r=23, "user-at-once";r=7, "address";r=299;t=60, "user";r=59;t=60',
    });
  });

  it('of a refusal tell of the limit that refused it alone', async () => {
    const limits = new RunLimits({ runs: 1 });
    await fieldsOf(limits, 'alice');
    expect((await fieldsOf(limits, 'alice'))['ratelimit']).toBe('"user-at-once";r=0');
    const slow = new RunLimits({ ...manyAtOnce, runsPerMinute: 1 });
    await fieldsOf(slow, 'alice');
    expect((await fieldsOf(slow, 'alice'))['ratelimit']).toMatch(/^"user";r=0;t=(?:60|59)$/);
  });
});
