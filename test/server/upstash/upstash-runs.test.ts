// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createChatServer, type RunStore } from '../../../src/server/index.ts';
import { redisRuns } from '../../../src/server/redis/index.ts';
import { upstashRuns } from '../../../src/server/upstash/index.ts';
import { hasRedis, startRedis } from '../redis/redis-server.ts';
import { describeRunStore } from '../runs/describe-run-store.ts';
import { brisk, quick, readToEnd, runOf, slow, sourceOf } from '../runs/scripts.ts';
import { openRestProxy, token } from './rest-proxy.ts';

const fetchPage = () => Promise.resolve(new Response('<html>', { status: 404 }));
const patience = { timeout: 30_000, interval: 20 };

describe.runIf(hasRedis)(
  `over HTTP, as Upstash's REST API has it${hasRedis ? '' : ' (needs redis-server)'}`,
  () => {
    let redis: Awaited<ReturnType<typeof startRedis>>;
    let proxy: Awaited<ReturnType<typeof openRestProxy>>;
    beforeAll(async () => {
      redis = await startRedis();
      proxy = await openRestProxy(redis.url);
    });
    afterAll(async () => {
      await proxy.close();
      await redis.remove();
    });

    describeRunStore('upstashRuns', async () => {
      await redis.clear();
      const here = await upstashRuns({ url: proxy.url, token });
      const there = await upstashRuns({ url: proxy.url, token });
      return {
        here,
        there,
        close: async () => {
          await Promise.all([here.close(), there.close()]);
        },
      };
    });

    async function open(more: Partial<Parameters<typeof upstashRuns>[0]> = {}): Promise<RunStore> {
      const store = await upstashRuns({ url: proxy.url, token, ...more });
      onTestFinished(() => store.close());
      return store;
    }

    it('shares runs with servers that use the same Redis over its own protocol', async () => {
      const [here, there] = [await open(), await redisRuns({ url: redis.url })];
      onTestFinished(() => there.close());
      const [run, other] = [
        await here.create(runOf(brisk, 'by-http')),
        await there.create(runOf(brisk, 'by-resp')),
      ];
      const read = await readToEnd(await there.get('by-http', ''));
      expect(read).toEqual(await readToEnd(run));
      expect(await readToEnd(await here.get('by-resp', ''))).toEqual(await readToEnd(other));
      expect(read.at(-1)).toMatchObject({ type: 'finish' });
    });

    it('reads on and hears of a stop though its stream of bells is cut again and again', async () => {
      const [here, there] = [await open(), await open()];
      const run = await here.create(runOf(slow, 'deaf'));
      const mirror = await there.get('deaf', '');
      const reading = readToEnd(mirror);
      for (let count = 4; count <= 12; count += 4) {
        await expect.poll(() => mirror?.log.lastSeq, patience).toBeGreaterThan(count);
        proxy.deafen();
      }
      await there.cancel('deaf', 'enough', '');
      expect((await reading).at(-1)).toEqual({ type: 'abort', reason: 'enough' });
      expect(await readToEnd(run)).toEqual(await reading);
    });

    it('loses nothing and says nothing twice when nothing goes through for a while', async () => {
      const own = await openRestProxy(redis.url);
      onTestFinished(() => own.close());
      const patient = { leaseMs: 60_000, maxCutMs: 60_000 };
      const here = await open({ url: own.url, ...patient });
      const there = await open(patient);
      const run = await here.create(runOf(brisk, 'cut-off'));
      const reading = readToEnd(await there.get('cut-off', ''));
      own.cut();
      await expect.poll(() => run.log.lastSeq, patience).toBeGreaterThan(10);
      await expect(here.get('another', '')).rejects.toMatchObject({ code: 'overloaded' });
      own.mend();
      expect(await reading).toEqual(await readToEnd(run));
    });

    it('has an answer gone on with whose server has died', async () => {
      const own = await openRestProxy(redis.url);
      onTestFinished(() => own.close());
      const times = { leaseMs: 400, graceMs: 400, maxCutMs: 60_000 };
      const dying = await open({ url: own.url, ...times });
      const heir = await open(times);
      const brief = { words: ['and on'], paceMs: 0 };
      heir.onLeft?.(async (left) => {
        await left.adopt({ ...runOf(brief, left.id), source: sourceOf(brief, left.id) });
      });
      await dying.create({ ...runOf(slow, 'left'), question: 'How long?' });
      const there = await heir.get('left', '');
      const reading = readToEnd(there);
      await expect.poll(() => there?.log.lastSeq, patience).toBeGreaterThan(4);
      own.cut();
      const events = await reading;
      own.mend();
      expect(events.filter(({ type }) => type === 'text-start')).toHaveLength(1);
      expect(events.slice(-3)).toMatchObject([
        { type: 'text-delta', delta: 'and on' },
        { type: 'text-end' },
        { type: 'finish' },
      ]);
    });

    it('serves a chat from two servers, each question once', async () => {
      const asked: string[] = [];
      const servers = [await open(), await open()].map((runs, index) =>
        createChatServer({
          runs,
          owner: () => 'alice',
          async *answer({ runId }) {
            asked.push(`${runId} at ${index}`);
            yield* ['one ', 'two ', 'three'];
          },
        }),
      );
      const ask = (server: (typeof servers)[number] | undefined) =>
        server!.fetch(
          new Request('http://app.test/api/chat', {
            method: 'POST',
            headers: { 'idempotency-key': 'the-same-run' },
            body: JSON.stringify({
              id: 'chat',
              messages: [{ id: 'u', role: 'user', parts: [{ type: 'text', text: 'Count.' }] }],
            }),
          }),
        );
      const answers = await Promise.all([ask(servers[0]), ask(servers[1])]);
      const [first, second] = await Promise.all(answers.map((answer) => answer.text()));
      expect(asked).toHaveLength(1);
      for (const text of [first, second]) {
        expect(text).toContain('three');
        expect(text).toContain('[DONE]');
      }
    });

    it('sends what is asked for in one moment as one request', async () => {
      const store = await open();
      const before = { ...proxy.count };
      await (
        await store.create(runOf(quick, 'together', { owner: 'alice' }))
      ).settled;
      const requests = proxy.count.requests - before.requests;
      expect(proxy.count.commands - before.commands).toBeGreaterThan(requests);
    });

    it('says what to do about a wrong token, a wrong address and one that is no Redis', async () => {
      for (const [more, words] of [
        [{ token: 'wrong' }, /does not take the token/],
        [{ url: 'http://127.0.0.1:1' }, /cannot be reached/],
        [{ fetch: fetchPage }, /status 404/],
      ] as const) {
        await expect(upstashRuns({ url: proxy.url, token, ...more })).rejects.toMatchObject({
          code: 'config',
          message: expect.stringMatching(words) as string,
        });
      }
    });
  },
);
