// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { memoryHistory, type ServerEvent } from '../../src/server/index.ts';
import { eventually } from '../eventually.ts';
import { clientOf, openServer, question, readEvents, slowWords } from './chat-client.ts';

describe('deleting an owner', () => {
  it('stops and forgets his runs and his chats, and nobody else’s', async () => {
    const { chat, ask, call } = openServer({ answer: slowWords(), history: memoryHistory() });
    const bob = clientOf(chat, 'bob');
    const readings = [
      readEvents(await ask('alice-001', { id: 'one' })),
      readEvents(await ask('alice-002', { id: 'two' })),
    ];
    const foreign = readEvents(await bob.ask('bob-00001', { id: 'one' }));
    await chat.deleteOwner('alice');
    for (const { events } of await Promise.all(readings))
      expect(events.at(-1)).toMatchObject({ type: 'abort' });
    expect((await call('/runs/alice-001')).status).toBe(404);
    expect(await (await call('/chats')).json()).toMatchObject({ chats: [] });
    expect((await bob.call('/runs/bob-00001')).status).toBe(200);
    expect(await (await bob.call('/chats')).json()).toMatchObject({ chats: [{ id: 'one' }] });
    await bob.post('/runs/bob-00001/cancel', '');
    await foreign;
  });
});

const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? '';

describe('two tabs on the first visit of a browser', () => {
  const ask = { method: 'POST', body: JSON.stringify(question()) };

  it('read their answers to the end though the later cookie stays', async () => {
    const { call } = openServer({ answer: () => ['one ', 'two'], owner: undefined });
    const answers = await Promise.all([call('/chat', ask), call('/chat', ask)]);
    expect(new Set(answers.map(cookieOf)).size).toBe(2);
    for (const answer of answers) expect((await readEvents(answer)).isWhole).toBe(true);
  });

  it.each(['the first', 'the second'])(
    'read on, ask again and stop, both of them, whichever cookie stays: %s',
    async (staying) => {
      let asked = 0;
      const { call } = openServer({
        owner: undefined,
        answer(given) {
          asked++;
          return slowWords()(given);
        },
      });
      const runs = ['run-of-one-tab', 'run-of-another'];
      const chats = ['chat-1', 'chat-2'];
      const askIn = (tab: number, cookie = '') =>
        call('/chat', {
          method: 'POST',
          headers: { 'idempotency-key': runs[tab]!, cookie },
          body: JSON.stringify(question('Hi', chats[tab])),
        });
      const answers = await Promise.all([askIn(0), askIn(1)]);
      // As a browser keeps them: of one name the one that came last.
      const jar = new Map<string, string>();
      for (const answer of staying === 'the first' ? answers.toReversed() : answers) {
        for (const line of answer.headers.getSetCookie()) {
          const [pair = ''] = line.split(';');
          jar.set(pair.split('=')[0]!, pair);
        }
      }
      const cookie = [...jar.values()].join('; ');
      const headers = { cookie };
      for (const [tab, id] of runs.entries()) {
        expect((await call(`/runs/${id}`, { headers })).status).toBe(200);
        const active = await call(`/chats/${chats[tab]}/active`, { headers });
        expect(await active.json()).toMatchObject({ runId: id });
        expect((await askIn(tab, cookie)).headers.get('x-run-id')).toBe(id);
        const stream = await call(`/runs/${id}/stream`, { headers });
        const stopped = await call(`/runs/${id}/cancel`, { method: 'POST', headers });
        expect(await stopped.json()).toMatchObject({ status: 'aborted' });
        expect((await readEvents(stream)).events.at(-1)).toMatchObject({ type: 'abort' });
        expect((await readEvents(answers[tab]!)).isWhole).toBe(true);
      }
      expect(asked).toBe(2);
      // A visitor of his own finds neither.
      const stranger = cookieOf(await call('/chats/none/active'));
      for (const id of runs)
        expect((await call(`/runs/${id}`, { headers: { cookie: stranger } })).status).toBe(404);
    },
  );

  it('are one where the cookie came with the page', async () => {
    const { call } = openServer({ answer: () => ['one ', 'two'], owner: undefined });
    const cookie = cookieOf(await call('/chats/none/active'));
    const tab = async () => {
      const answer = await call('/chat', { ...ask, headers: { cookie } });
      expect(answer.headers.has('set-cookie')).toBe(false);
      const id = answer.headers.get('x-run-id') ?? '';
      return (await call(`/runs/${id}/stream`, { headers: { cookie } })).status;
    };
    expect(await Promise.all([tab(), tab()])).toEqual([200, 200]);
  });
});

describe('the log of a server', () => {
  it('is told of calls, and of the start and the end of each answer, and nothing that was said', async () => {
    const told: ServerEvent[] = [];
    const { ask, call } = openServer({
      log: (event) => void told.push(event),
      answer: () => ['Hi', { type: 'finish', messageMetadata: { usage: { outputTokens: 1 } } }],
    });
    await readEvents(await ask('run-00001'));
    await readEvents(await ask('run-00001'));
    await call('/runs/nothing-here?token=secret');
    const run = { runId: 'run-00001', chatId: 'chat-1', owner: 'alice' };
    const post = { type: 'call', method: 'POST', path: '/api/chat', status: 200 };
    await eventually(() => expect(told).toHaveLength(5));
    const start = { type: 'start', ...run, trigger: 'submit-message' };
    const end = { type: 'end', ...run, end: 'complete', usage: { outputTokens: 1 } };
    const missing = { type: 'call', method: 'GET', path: '/api/runs/nothing-here' };
    for (const event of [start, end, post, { ...missing, status: 404, code: 'not-found' }])
      expect(told).toContainEqual(expect.objectContaining(event));
    expect(JSON.stringify(told)).not.toMatch(/secret|Hi/);
    expect(told.every((event) => event.type === 'start' || event.ms >= 0)).toBe(true);
  });

  it('fails by itself alone', async () => {
    const places: string[] = [];
    const { ask } = openServer({
      answer: () => 'ok',
      log() {
        throw new Error('the disk is full');
      },
      onError: (_, where) => places.push(where),
    });
    const { events } = await readEvents(await ask());
    expect(events.at(-1)?.type).toBe('finish');
    await eventually(() => expect(places).toEqual(['log', 'log', 'log']));
  });
});
