// @vitest-environment node
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chatBody, postChat, readAll, readStream, textOf, type Received } from './http-server.ts';
import { hasRedis, startRedis } from '../server/redis/redis-server.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

let redis: Awaited<ReturnType<typeof startRedis>>;
let one: ServerProcess;
let two: ServerProcess;
let runs = 0;

const newKey = () => `shared-run-${++runs}`;
const eventsOf = (all: readonly Received[]) => all.map(({ event }) => event);
const framesOf = (all: readonly Received[]) => all.filter(({ event }) => event !== '[DONE]');
const ask = (key: string, pace: number, url = one.url) =>
  postChat(url, chatBody('Tell me', `chat of ${key}`, { pace }), { key });
const streamOf = (server: ServerProcess, key: string, cursor = '') =>
  fetch(`${server.url}/api/runs/${key}/stream`, { headers: { 'last-event-id': cursor } });
const cancel = (server: ServerProcess, key: string) =>
  fetch(`${server.url}/api/runs/${key}/cancel`, { method: 'POST' });

/** Reads some events of a stream and leaves. */
async function readSome(response: Response, count: number): Promise<Received[]> {
  const all: Received[] = [];
  for await (const received of readStream(response)) {
    all.push(received);
    if (all.length === count) break;
  }
  return all;
}

describe.runIf(hasRedis)(
  `two servers with one Redis${hasRedis ? '' : ' (needs redis-server)'}`,
  // Three processes for each test: a busy machine may take its time.
  { timeout: 180_000 },
  () => {
    beforeAll(async () => {
      redis = await startRedis();
    });
    afterAll(() => redis.remove());
    beforeEach(async () => {
      [one, two] = await Promise.all([
        startServerProcess(['--redis', redis.url]),
        startServerProcess(['--redis', redis.url]),
      ]);
    });
    afterEach(async () => {
      await Promise.all([one.kill(), two.kill()]);
    });

    it('resume on the other what was started on one, to the letter', async () => {
      const key = newKey();
      const head = await readSome(await ask(key, 30), 12);
      const tail = await readAll(await streamOf(two, key, head.at(-1)?.id));
      const whole = await readAll(await streamOf(one, key));
      expect([...head, ...framesOf(tail)]).toEqual(framesOf(whole));
      expect(eventsOf(whole).at(-1)).toBe('[DONE]');
      expect(textOf(whole)).toContain('You asked: “Tell me”');
      const after = await streamOf(two, key, framesOf(whole).at(-1)?.id);
      expect(after.status).toBe(204);
    });

    it('show the same snapshot and the same active run of a chat', async () => {
      const key = newKey();
      const asked = await ask(key, 5);
      const cookie = asked.headers.get('set-cookie')?.split(';')[0] ?? '';
      await readSome(asked, 3);
      const active = await fetch(
        `${two.url}/api/chats/${encodeURIComponent(`chat of ${key}`)}/active`,
        { headers: { cookie } },
      );
      expect(await active.json()).toMatchObject({ runId: key });
      await cancel(one, key);
      // What the answer to a cancel tells is in the store by then.
      const states = await Promise.all(
        [one, two].map(async ({ url }) => (await fetch(`${url}/api/runs/${key}`)).json()),
      );
      expect(states[0]).toMatchObject({ status: 'aborted' });
      expect(states[1]).toEqual(states[0]);
    });

    it('stop on one what is cancelled on the other, and all readers see it', async () => {
      const key = newKey();
      const here = readAll(await ask(key, 5));
      const there = readAll(await streamOf(two, key));
      const answer = await cancel(two, key);
      expect([answer.status, await answer.json()]).toMatchObject([200, { status: 'aborted' }]);
      for (const all of await Promise.all([here, there])) {
        expect(eventsOf(all).slice(-2)).toEqual([
          { type: 'abort', reason: 'the user stopped it' },
          '[DONE]',
        ]);
      }
      expect(await (await fetch(`${one.url}/health`)).json()).toMatchObject({ active: 0 });
    });

    it('generate once when both are asked the same', async () => {
      const key = newKey();
      const [first, second] = await Promise.all([ask(key, 100), ask(key, 100, two.url)]);
      expect(await readAll(second)).toEqual(await readAll(first));
    });

    it('end a run as an error when its server is killed, for readers now and later', async () => {
      const key = newKey();
      const here = readSome(await ask(key, 5), 1000).catch(() => 'cut');
      const there = readAll(await streamOf(two, key));
      await readSome(await streamOf(two, key), 5);
      await one.kill();
      const all = await there;
      expect(eventsOf(all).slice(-2)).toEqual([
        { type: 'error', errorText: 'The server that wrote this answer has stopped. Ask again.' },
        '[DONE]',
      ]);
      expect(await readAll(await streamOf(two, key))).toEqual(all);
      expect(await here).toBe('cut');
    });

    it('lose nothing and double nothing when Redis is away for a while', async () => {
      const key = newKey();
      const atOne = await ask(key, 5);
      const there = readAll(await streamOf(two, key));
      const here: Received[] = [];
      const refused: Response[] = [];
      for await (const received of readStream(atOne)) {
        here.push(received);
        if (here.length === 5) await redis.stop();
        // Meanwhile the answer goes on for those who read it where it is written.
        if (here.length === 15) {
          refused.push(await streamOf(two, key), await ask(newKey(), 5));
          await redis.start();
        }
      }
      expect(here.length).toBeGreaterThan(20);
      expect(refused.map(({ status }) => status)).toEqual([503, 503]);
      expect(await there).toEqual(here);
    });

    it('hand the readers over when one is told to stop, and it ends what it writes first', async () => {
      const key = newKey();
      const response = await ask(key, 20);
      const head: Received[] = [];
      for await (const received of readStream(response)) {
        head.push(received);
        if (head.length === 5) one.signal('SIGTERM');
      }
      expect(head.at(-1)?.event).toMatchObject({ type: 'text-delta' });
      expect((await ask(newKey(), 5)).status).toBe(503);
      const tail = await readAll(await streamOf(two, key, head.at(-1)?.id));
      expect(await one.exited).toBe(0);
      const whole = await readAll(await streamOf(two, key));
      expect([...head, ...framesOf(tail)]).toEqual(framesOf(whole));
      expect(eventsOf(whole).slice(-2)).toMatchObject([{ type: 'finish' }, '[DONE]']);
    });
  },
);
