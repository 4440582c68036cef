// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createChatServer, type RunStore } from '../../../src/server/index.ts';
import { durableStreamRuns } from '../../../src/server/durable-streams/index.ts';
import { describeRunStore } from '../runs/describe-run-store.ts';
import { brisk, readToEnd, runOf, slow, sourceOf } from '../runs/scripts.ts';
import { StreamServer } from './stream-server.ts';

const url = 'http://streams.test/v1/stream/app';
/** Is written for as long as it takes to lose something. */
const steady = { words: Array.from({ length: 40 }, (_, word) => `word${word} `), paceMs: 8 };
const patience = { timeout: 30_000, interval: 20 };

describeRunStore('durableStreamRuns', async () => {
  const { fetch } = new StreamServer();
  const here = await durableStreamRuns({ url, fetch });
  const there = await durableStreamRuns({ url, fetch });
  return {
    here,
    there,
    close: async () => {
      await Promise.all([here.close(), there.close()]);
    },
  };
});

/** A server's way to the streams that loses requests or replies, one after the other, while it is not open. */
function losing(
  server: StreamServer,
  way: { readonly lost: readonly string[]; isOpen: boolean; asked: number },
): typeof fetch {
  return async (input, init) => {
    const lost = way.isOpen ? 'nothing' : way.lost[way.asked++];
    if (lost === 'request') throw new TypeError('fetch failed');
    const response = await server.fetch(input, init);
    if (lost === 'reply') throw new TypeError('fetch failed');
    return response;
  };
}

type Options = Parameters<typeof durableStreamRuns>[0];

const answering = (status: number) => async () => new Response('no', { status });
const away = () => Promise.reject(new TypeError('fetch failed'));

/** A server's way to the streams, which can be cut for it alone. */
function wayTo(server: StreamServer): { isCut: boolean; readonly fetch: typeof fetch } {
  const way = {
    isCut: false,
    fetch: (async (input, init) => {
      if (way.isCut) throw new TypeError('fetch failed');
      const response = await server.fetch(input, init);
      if (way.isCut) throw new TypeError('fetch failed');
      return response;
    }) satisfies typeof fetch,
  };
  return way;
}

async function open(options: Omit<Options, 'url'>): Promise<RunStore> {
  const store = await durableStreamRuns({ url, ...options });
  onTestFinished(() => store.close());
  return store;
}

describe('runs in Durable Streams', () => {
  it('are streams of the events as they are, behind one message about the run, closed at their end', async () => {
    const server = new StreamServer();
    const store = await open({ fetch: server.fetch });
    const run = await store.create(runOf(brisk, 'seen', { owner: 'alice' }));
    const events = await readToEnd(run);
    const [name] = server.names('runs');
    const read = async () => (await server.fetch(`${url}/${name}`)).json() as Promise<unknown[]>;
    await expect.poll(async () => (await read()).at(-1), patience).toEqual(events.at(-1));
    const [first, ...rest] = await read();
    expect(first).toMatchObject({ rivulet: 'run', id: 'seen', owner: 'alice' });
    expect(rest).toEqual(events);
    expect((await server.fetch(`${url}/${name}`)).headers.get('stream-closed')).toBe('true');
    // Names tell nothing of chats, owners and ids.
    const names = ['runs', 'chats', 'owners'].flatMap((kind) => server.names(kind));
    expect(names).toHaveLength(3);
    for (const each of names) expect(each).toMatch(/^[a-z]+\/[\da-f]{64}$/);
  });

  it('lose nothing and say nothing twice when nothing goes through for a while, or no reply comes', async () => {
    const server = new StreamServer();
    const patient = { fetch: server.fetch, leaseMs: 60_000, maxCutMs: 60_000 };
    const [here, there] = [await open(patient), await open(patient)];
    const run = await here.create(runOf(brisk, 'cut-off'));
    const reading = readToEnd(await there.get('cut-off', ''));
    for (const fault of ['isCut', 'losesReplies'] as const) {
      const { lastSeq } = run.log;
      server[fault] = true;
      await expect.poll(() => run.log.lastSeq, patience).toBeGreaterThan(lastSeq + 8);
      await expect(there.get('another', '')).rejects.toMatchObject({ code: 'overloaded' });
      server[fault] = false;
    }
    expect(await reading).toEqual(await readToEnd(run));
  });

  it('reach every reader whole and once, whichever requests and replies are lost', async () => {
    const losses = fc.array(fc.constantFrom('request', 'reply', 'nothing', 'nothing'), {
      minLength: 4,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(losses, losses, async (ofWriter, ofReader) => {
        const server = new StreamServer();
        const patient = { leaseMs: 60_000, maxCutMs: 60_000 };
        const ways = [ofWriter, ofReader].map((lost) => ({ lost, isOpen: true, asked: 0 }));
        const [here, there] = await Promise.all(
          ways.map((way) => durableStreamRuns({ url, ...patient, fetch: losing(server, way) })),
        );
        const run = await here!.create(runOf(steady, 'a-run'));
        const mirror = await there!.get('a-run', '');
        for (const way of ways) way.isOpen = false;
        expect(await readToEnd(mirror)).toEqual(await readToEnd(run));
        expect(run.log.snapshot().message.end).toBe('complete');
        for (const { asked } of ways) expect(asked).toBeGreaterThan(0);
        await Promise.all([here!.close(), there!.close()]);
      }),
      { numRuns: 8 },
    );
  });

  it('end as errors when their process has died, and it may not say more', async () => {
    const server = new StreamServer();
    const times = { leaseMs: 400, graceMs: 400, maxCutMs: 60_000 };
    const way = wayTo(server);
    const [dying, there] = [
      await open({ ...times, fetch: way.fetch }),
      await open({ ...times, fetch: server.fetch }),
    ];
    const run = await dying.create(runOf(slow, 'left'));
    const mirror = await there.get('left', '');
    const reading = readToEnd(mirror);
    await expect.poll(() => mirror?.log.lastSeq, patience).toBeGreaterThan(4);
    way.isCut = true;
    const end = { type: 'error', errorText: expect.stringMatching(/has stopped/) as string };
    expect((await reading).at(-1)).toEqual(end);
    way.isCut = false;
    expect((await readToEnd(run)).at(-1)).toMatchObject({
      type: 'error',
      errorText: expect.stringMatching(/lost touch/) as string,
    });
    expect((await readToEnd(await there.get('left', ''))).at(-1)).toEqual(end);
  });

  it('are gone on with by one of the others when their process has died', async () => {
    const server = new StreamServer();
    const times = { leaseMs: 400, graceMs: 400, maxCutMs: 60_000 };
    const way = wayTo(server);
    const dying = await open({ ...times, fetch: way.fetch });
    const heirs = [
      await open({ ...times, fetch: server.fetch }),
      await open({ ...times, fetch: server.fetch }),
    ];
    const brief = { words: ['and on'], paceMs: 0 };
    let adopted = 0;
    for (const heir of heirs) {
      heir.onLeft?.(async (left) => {
        adopted++;
        await left.adopt({ ...runOf(brief, left.id), source: sourceOf(brief, left.id) });
      });
    }
    await dying.create({ ...runOf(slow, 'left'), question: 'How long?' });
    const there = await Promise.all(heirs.map((heir) => heir.get('left', '')));
    const reading = there.map(readToEnd);
    await expect.poll(() => there[0]?.log.lastSeq, patience).toBeGreaterThan(4);
    way.isCut = true;
    const [events = [], others] = await Promise.all(reading);
    way.isCut = false;
    expect(others).toEqual(events);
    expect(adopted).toBe(1);
    expect(events.filter(({ type }) => type === 'text-start')).toHaveLength(1);
    expect(events.slice(-3)).toMatchObject([
      { type: 'text-delta', delta: 'and on' },
      { type: 'text-end' },
      { type: 'finish' },
    ]);
  });

  it('end for their readers when the store has lost them', async () => {
    const server = new StreamServer();
    const [here, there] = [await open(server), await open(server)];
    await here.create(runOf(slow, 'lost'));
    const reading = readToEnd(await there.get('lost', ''));
    for (const name of server.names('runs')) server.forget(name);
    expect((await reading).at(-1)).toMatchObject({
      type: 'error',
      errorText: expect.stringMatching(/has lost this one/) as string,
    });
  });

  it('are not stopped for want of readers while somebody reads them elsewhere', async () => {
    const server = new StreamServer();
    let now = 0;
    const here = await open({
      fetch: server.fetch,
      leaseMs: 400,
      abandonMs: 60_000,
      now: () => now,
    });
    const there = await open({ fetch: server.fetch });
    const run = await here.create(runOf(slow, 'read'));
    const mirror = await there.get('read', '');
    const leave = mirror?.attach();
    for (let minute = 0; minute < 3; minute++) {
      now += 50_000;
      // One look of the reader's server, and one beat of the writer's.
      const isNoted = () => server.names('readers').length > 0;
      await expect.poll(isNoted, patience).toBe(true);
      const beats = () => server.requests.filter((one) => one === 'HEAD readers').length;
      const before = beats();
      await expect.poll(beats, patience).toBeGreaterThan(before + 1);
      here.sweep();
      expect(run.log.isEnded).toBe(false);
    }
    leave?.();
  });

  it('serve a chat from two servers, each question once', async () => {
    const server = new StreamServer();
    const asked: string[] = [];
    const servers = [await open(server), await open(server)].map((runs, index) =>
      createChatServer({
        runs,
        owner: () => 'alice',
        async *answer({ runId }) {
          asked.push(`${runId} at ${index}`);
          yield* ['one ', 'two ', 'three'];
        },
      }),
    );
    const question = { id: 'u', role: 'user', parts: [{ type: 'text', text: 'Count.' }] };
    const answers = await Promise.all(
      servers.map((each) =>
        each.fetch(
          new Request('http://app.test/api/chat', {
            method: 'POST',
            headers: { 'idempotency-key': 'the-same-run' },
            body: JSON.stringify({ id: 'chat', messages: [question] }),
          }),
        ),
      ),
    );
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(asked).toHaveLength(1);
    for (const text of texts) {
      expect(text).toContain('three');
      expect(text).toContain('[DONE]');
    }
  });

  it('say what to do about a wrong address, a place for something else and a missing key', async () => {
    for (const [fetch, words] of [
      [away, /cannot be reached.*fetch failed/],
      [answering(404), /no place for Durable Streams.*status 404/],
      [answering(401), /does not let this server in.*headers/],
    ] as const) {
      await expect(durableStreamRuns({ url, fetch })).rejects.toMatchObject({
        code: 'config',
        message: expect.stringMatching(words) as string,
      });
    }
  });
});
