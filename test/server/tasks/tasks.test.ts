// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ChatError, streamReader, streamTypes } from '../../../src/protocol/index.ts';
import { defineTask, type ServerEvent, type TaskDefinition } from '../../../src/server/index.ts';
import { eventually } from '../../eventually.ts';
import { clientOf, openServer, readEvents } from '../chat-client.ts';

const answer = () => 'Hi';
const tagged = { accept: 'application/x-typed-stream' };
const lines = { accept: 'application/x-ndjson' };
const json = { accept: 'application/json' };

const count = defineTask({
  input: z.object({ to: z.number().int().min(0).max(100) }),
  async *run({ to }, { header, progress }) {
    yield header({ to });
    for (let n = 1; n <= to; n++) {
      yield { n };
      yield progress({ done: n, total: to });
    }
    return { sum: (to * (to + 1)) / 2 };
  },
});
const types = streamTypes({
  header: z.object({ to: z.number() }),
  item: z.object({ n: z.number() }),
  footer: z.object({ sum: z.number() }),
});
const itemsTo = (to: number) => Array.from({ length: to }, (_, index) => ({ n: index + 1 }));

/** A task that waits in the middle until it is let go on, and says how it ended. */
function gated() {
  const gate = new EventTarget();
  const opened = new Promise((resolve) => gate.addEventListener('open', resolve));
  const told: string[] = [];
  const task = defineTask({
    async *run(_input, { signal }) {
      try {
        yield 1;
        const stopped = new Promise((resolve) => signal.addEventListener('abort', resolve));
        if (!signal.aborted) await Promise.race([opened, stopped]);
        yield 2;
      } finally {
        told.push(signal.aborted ? 'stopped' : 'done');
      }
    },
  });
  return { task, told, open: () => gate.dispatchEvent(new Event('open')) };
}

/** A task that fails once it has told something. */
function failing(error: Error) {
  return defineTask({
    async *run() {
      yield 1;
      throw error;
    },
  });
}

describe('a task of a server', () => {
  it('answers in each framing by what its client accepts, with the same values', async () => {
    const { post } = openServer({ answer, tasks: { count } });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 30 }), async (to) => {
        const { events } = await readEvents(await post('/tasks/count', { to }));
        const items = events.flatMap((event) => (event.type === 'data-item' ? [event.data] : []));
        expect(items).toEqual(itemsTo(to));
        expect([events[0]?.type, events.at(-1)?.type]).toEqual(['start', 'finish']);

        const reader = streamReader(types, await post('/tasks/count', { to }, tagged));
        expect(await reader.header()).toEqual({ to });
        const read: unknown[] = [];
        for await (const item of reader.items()) read.push(item);
        expect(read).toEqual(itemsTo(to));
        expect(await reader.footer()).toEqual({ sum: (to * (to + 1)) / 2 });

        const told = await (await post('/tasks/count', { to }, lines)).text();
        const messageId = expect.any(String) as string;
        const startAnew = (event: (typeof events)[number]) =>
          event.type === 'start' ? { ...event, messageId } : event;
        const toldLines = told.trim().split('\n');
        expect(toldLines.map((line) => JSON.parse(line) as unknown)).toEqual(events.map(startAnew));

        const whole = await (await post('/tasks/count', { to }, json)).json();
        expect(whole).toEqual({
          header: { to },
          items: itemsTo(to),
          footer: { sum: (to * (to + 1)) / 2 },
          processing_time: expect.any(Number) as number,
        });
      }),
      { numRuns: 20 },
    );
  });

  it('takes the heaviest of what its client accepts, and events where it says nothing of use', async () => {
    const { post } = openServer({ answer, tasks: { count } });
    const typeFor = async (accept: string) =>
      (await post('/tasks/count', { to: 1 }, { accept })).headers
        .get('content-type')
        ?.split(';')[0];
    expect(await typeFor('application/json;q=0.4, application/x-ndjson;q=0.5')).toBe(
      'application/x-ndjson',
    );
    expect(await typeFor('text/html, */*')).toBe('text/event-stream');
    expect(await typeFor('application/json')).toBe('application/json');
  });

  it('refuses what does not fit by the field’s name, and runs nothing', async () => {
    const begun: unknown[] = [];
    const task: TaskDefinition<{ to: number }> = {
      input: z.object({ to: z.number() }),
      async *run(input) {
        begun.push(input);
        yield 1;
      },
    };
    const { post } = openServer({ answer, tasks: { task } });
    for (const [body, said] of [
      [{}, 'to'],
      [{ to: 'many' }, 'to'],
      ['{', 'JSON'],
      ['[1]', 'expected object'],
    ] as const) {
      const response = await post('/tasks/task', body);
      expect([response.status, await response.text()]).toEqual([
        400,
        expect.stringContaining(said) as string,
      ]);
    }
    expect(begun).toEqual([]);
  });

  it('knows no other names, not even those that every object has', async () => {
    const { post } = openServer({ answer, tasks: { count } });
    for (const name of ['nope', 'constructor', '__proto__']) {
      expect((await post(`/tasks/${name}`, {})).status).toBe(404);
    }
  });

  it('is one run: asked twice under a key it is done once, and any of its readers goes on anywhere', async () => {
    const { task, open } = gated();
    const { post, call } = openServer({ answer, tasks: { task } });
    const key = { 'idempotency-key': 'one-key-for-all' };
    const first = await post('/tasks/task', {}, key);
    const second = await post('/tasks/task', {}, key);
    open();
    const [one, two] = await Promise.all([readEvents(first), readEvents(second)]);
    expect(two).toEqual(one);
    for (let at = 0; at < one.events.length; at++) {
      const after = { 'last-event-id': `one-key-for-all:${at}` };
      const rest = await call('/runs/one-key-for-all/stream', { headers: after });
      const { events } = await readEvents(rest);
      expect(events).toEqual(one.events.slice(at + 1));
    }
    const other = clientOf(openServer({ answer, tasks: { task } }).chat, 'mallory');
    expect((await other.call('/runs/one-key-for-all')).status).toBe(404);
  });

  it('goes on after any line, where its client has counted them', async () => {
    const { post } = openServer({ answer, tasks: { count } });
    const key = { ...lines, 'idempotency-key': 'a-key-with-lines' };
    const all = (await (await post('/tasks/count', { to: 5 }, key)).text()).trim().split('\n');
    for (let at = 0; at < all.length - 1; at++) {
      const rest = await post(`/tasks/count?after=${at}`, { to: 5 }, key);
      expect((await rest.text()).trim().split('\n')).toEqual(all.slice(at + 1));
    }
  });

  it('stops when it is cancelled, and says so to who waits for all of it', async () => {
    const { task, told } = gated();
    const { post } = openServer({ answer, tasks: { task } });
    const key = { 'idempotency-key': 'to-be-cancelled' };
    const stream = await post('/tasks/task', {}, key);
    const whole = post('/tasks/task', {}, { ...key, ...json });
    await post('/runs/to-be-cancelled/cancel', {});
    expect((await readEvents(stream)).events.at(-1)?.type).toBe('abort');
    expect((await whole).status).toBe(409);
    await eventually(() => expect(told).toEqual(['stopped']));
  });

  it('tells only a ChatError in its own words, in each framing', async () => {
    const onError: unknown[] = [];
    const tasks = {
      secret: failing(new Error('password=1')),
      told: failing(new ChatError('overloaded', 'The oven is full.')),
    };
    const { post } = openServer({ answer, tasks, onError: (error) => onError.push(error) });
    for (const headers of [{}, lines, tagged, json]) {
      expect(await (await post('/tasks/secret', {}, headers)).text()).not.toContain('password');
      expect(await (await post('/tasks/told', {}, headers)).text()).toContain('The oven is full.');
    }
    expect(onError).toHaveLength(4);
  });

  it('is limited and logged as an answer is', async () => {
    const events: ServerEvent[] = [];
    const ended: unknown[] = [];
    const limits = {
      take: () => {
        if (ended.length > 0)
          throw new ChatError('rate-limited', 'Enough.', { retryAfterMs: 5000 });
        return { end: (usage: unknown) => void ended.push(usage) };
      },
    };
    const log = (event: ServerEvent) => void events.push(event);
    const { post } = openServer({ answer, tasks: { count }, limits, log });
    await readEvents(await post('/tasks/count', { to: 2 }));
    await eventually(() => expect(ended).toEqual([undefined]));
    const refused = await post('/tasks/count', { to: 2 });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
    const told = events.filter(({ type }) => type !== 'call');
    expect(told).toMatchObject([
      { type: 'start', chatId: 'task:count', owner: 'alice' },
      { type: 'end', end: 'complete' },
    ]);
  });
});
