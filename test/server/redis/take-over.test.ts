// @vitest-environment node
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { decodeSse, type ChatEvent } from '../../../src/protocol/index.ts';
import type { LeftRun, RunSource } from '../../../src/server/index.ts';
import { RedisRunStore } from '../../../src/server/redis/redis-run-store.ts';
import { readToEnd, runOf, slow, sourceOf } from '../runs/scripts.ts';
import { hasRedis, startRedis } from './redis-server.ts';
import { openTcpProxy } from './tcp-proxy.ts';

const patience = { timeout: 60_000, interval: 20 };
const whole = (count: number) => Array.from({ length: count }, (_, index) => `${index} `).join('');

describe.runIf(hasRedis)(
  `an answer whose server dies${hasRedis ? '' : ' (needs redis-server)'}`,
  () => {
    let redis: Awaited<ReturnType<typeof startRedis>>;
    beforeAll(async () => {
      redis = await startRedis();
    });
    afterAll(async () => {
      await redis.remove();
    });

    it('is gone on with by one other server, and nothing is lost or said twice', async () => {
      const [writer, one, other] = await Promise.all([1, 2, 3].map(() => startProcess(redis.url)));
      await writer!.ask('run-killed', 100);
      const readers = [one!.read('run-killed'), other!.read('run-killed')];
      await expect.poll(() => readers.every(({ text }) => text().length > 50), patience).toBe(true);
      writer!.signal('SIGKILL');
      const [first, second] = await Promise.all(readers.map(({ events }) => events));
      expect(readers.map(({ text }) => text())).toEqual([whole(100), whole(100)]);
      expect(first).toEqual(second);
      expect(first?.filter(({ type }) => type === 'text-start')).toHaveLength(1);
      expect(first?.at(-1)).toMatchObject({ type: 'finish' });
      // One of the two went on, and it alone tells the end.
      const told = [...one!.told, ...other!.told];
      expect(told.filter((line) => 'goesOnAt' in line)).toHaveLength(1);
      await expect.poll(() => told.length, patience).toBeGreaterThan(0);
    });

    it('is gone on with while its server sleeps, which says no more of its own when it wakes up', async () => {
      const [writer, other] = await Promise.all([1, 2].map(() => startProcess(redis.url)));
      await writer!.ask('run-asleep', 120);
      const readers = [writer!.read('run-asleep'), other!.read('run-asleep')];
      await expect.poll(() => readers.every(({ text }) => text().length > 50), patience).toBe(true);
      writer!.signal('SIGSTOP');
      await expect.poll(() => other!.told.length, patience).toBe(1);
      writer!.signal('SIGCONT');
      const [here, there] = await Promise.all(readers.map(({ events }) => events));
      expect(readers.map(({ text }) => text())).toEqual([whole(120), whole(120)]);
      expect(here).toEqual(there);
      expect(here?.at(-1)).toMatchObject({ type: 'finish' });
      // Who reads it from the beginning later reads the same.
      const late = writer!.read('run-asleep');
      expect(await late.events).toEqual(here);
    });

    describe('in one process', () => {
      const times = { leaseMs: 400, graceMs: 400, maxCutMs: 60_000 };

      async function open(url = redis.url) {
        const store = await RedisRunStore.open(url, times);
        onTestFinished(() => store.close());
        const left: LeftRun[] = [];
        return { store, left };
      }
      it('knows what was asked and written, and is read on by those who read it at the old server', async () => {
        const proxy = await openTcpProxy(redis.port);
        onTestFinished(async () => void (await proxy.close()));
        const [writer, heir] = [await open(`redis://127.0.0.1:${proxy.port}`), await open()];
        heir.store.onLeft(async (run) => {
          heir.left.push(run);
          await goOnAs('cut')(run);
        });
        const reading = readToEnd(await writer.store.create(ask('cut')));
        const there = await heir.store.get('cut', '');
        const readingThere = readToEnd(there);
        while ((there?.log.lastSeq ?? 0) < 5) await there?.log.changed();
        proxy.cut();
        const events = await readingThere;
        proxy.mend();
        expect(await reading).toEqual(events);
        expect(heir.left).toMatchObject([{ id: 'cut', chatId: 'chat', question: 'How long?' }]);
        expect(events.slice(-3)).toEqual([
          { type: 'text-delta', id: '1', delta: 'and on' },
          { type: 'text-end', id: '1' },
          expect.objectContaining({ type: 'finish' }),
        ]);
      });

      it('ends as an error in the words of who cannot go on with it', async () => {
        const proxy = await openTcpProxy(redis.port);
        onTestFinished(async () => void (await proxy.close()));
        const [writer, heir] = [await open(`redis://127.0.0.1:${proxy.port}`), await open()];
        heir.store.onLeft(async () => {
          throw new Error('/secret/path');
        });
        await writer.store.create(ask('refused'));
        const reading = readToEnd(await heir.store.get('refused', ''));
        proxy.cut();
        const errorText = 'The server that wrote this answer has stopped. Ask again.';
        expect((await reading).at(-1)).toEqual({ type: 'error', errorText });
      });

      it('is left alone when the store was away, and not its server', async () => {
        const own = await startRedis();
        onTestFinished(() => own.remove());
        const [writer, heir] = [await open(own.url), await open(own.url)];
        heir.store.onLeft(async (run) => void heir.left.push(run));
        let said = 0;
        const source: RunSource = async function* count(task) {
          for await (const event of sourceOf(slow, 'away')(task)) {
            said++;
            yield event;
          }
        };
        const run = await writer.store.create({ ...ask('away'), source });
        const there = await heir.store.get('away', '');
        const reading = readToEnd(there);
        await expect.poll(() => there?.log.lastSeq, patience).toBeGreaterThan(3);
        await own.stop();
        await expect.poll(() => heir.store.trouble, patience).toBeDefined();
        // As long as its lease and the grace together, and longer: the model goes on meanwhile.
        const heard = said;
        await expect.poll(() => said, patience).toBeGreaterThan(heard + 25);
        const before = there?.log.lastSeq ?? 0;
        await own.start();
        await expect.poll(() => there?.log.lastSeq, patience).toBeGreaterThan(before + 40);
        expect(heir.left).toEqual([]);
        await writer.store.cancel('away', 'enough', '');
        expect(await reading).toEqual(await readToEnd(run));
      });
    });
  },
);

const ask = (id: string) => ({ ...runOf(slow, id), question: 'How long?' });
const goOnAs = (id: string) => async (run: LeftRun) => {
  const brief = { words: ['and on'], paceMs: 0 };
  await run.adopt({ ...runOf(brief, id), source: sourceOf(brief, id) });
};

type Told = Readonly<Record<string, unknown>>;

/** A server in a process of its own. */
async function startProcess(redisUrl: string) {
  const file = fileURLToPath(new URL('take-over-server.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', file, redisUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  });
  const told: Told[] = [];
  const lines = createInterface({ input: child.stdout });
  const [first] = (await once(lines, 'line')) as [string];
  lines.on('line', (line) => told.push(JSON.parse(line) as Told));
  const { port } = JSON.parse(first) as { port: number };
  const url = `http://127.0.0.1:${port}/api`;
  return {
    told,
    signal: (name: NodeJS.Signals) => void child.kill(name),
    /** Asks to count, and leaves. */
    async ask(id: string, count: number) {
      const question = { id: 'u', role: 'user', parts: [{ type: 'text', text: String(count) }] };
      const response = await fetch(`${url}/chat`, {
        method: 'POST',
        headers: { 'idempotency-key': id },
        body: JSON.stringify({ id: 'chat', messages: [question] }),
      });
      await response.body?.cancel();
    },
    /** Reads a run from its beginning to its end. */
    read(id: string) {
      const got: ChatEvent[] = [];
      const events = (async () => {
        const response = await fetch(`${url}/runs/${id}/stream`);
        for await (const { data } of decodeSse(response.body!)) {
          if (data && data !== '[DONE]') got.push(JSON.parse(data) as ChatEvent);
        }
        return got;
      })();
      const text = () =>
        got.map((event) => (event.type === 'text-delta' ? event.delta : '')).join('');
      return { events, text };
    },
  };
}
