// @vitest-environment node
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ScriptedEngine } from '../../demo-server/engine/scripted-engine.ts';
import {
  chatBody,
  postChat,
  readAll,
  readStream,
  serveEngine,
  textOf,
  type Received,
} from './http-server.ts';
import { openRandomEngine } from './random-engine.ts';

let server: Awaited<ReturnType<typeof serveEngine>>;
beforeAll(async () => {
  server = await serveEngine(await openRandomEngine({ parallel: 2, maxWaiting: 4 }));
}, 60_000);
afterAll(() => server.close());

const load = async () => (await fetch(`${server.url}/health`)).json();
interface RunState {
  readonly message: { readonly metadata: { readonly usage: { readonly outputTokens: number } } };
}

const turn = (role: string, text: string) => ({ role, parts: [{ type: 'text', text }] });

const idle = { status: 'ready', active: 0, waiting: 0 };
const ids = (all: readonly Received[]) =>
  all.slice(0, -1).map(({ id }) => Number(id?.split(':')[1]));

describe('the server with a model, over HTTP', () => {
  it('streams an answer with exact counts', async () => {
    const all = await readAll(
      await postChat(server.url, chatBody('Hello', 'a', { maxTokens: 100 })),
    );
    expect(textOf(all)).toHaveLength(100);
    expect(ids(all)).toEqual([...ids(all).keys()]);
    expect(all.slice(-2).map(({ event }) => event)).toEqual([
      expect.objectContaining({
        type: 'finish',
        finishReason: 'length',
        messageMetadata: expect.objectContaining({
          usage: expect.objectContaining({ outputTokens: 100 }) as unknown,
        }) as unknown,
      }),
      '[DONE]',
    ]);
  });

  // Words that cost nothing: a model on a busy machine may be as slow as the joining.
  it('joins fast words into few events', async () => {
    const reply = 'word '.repeat(400);
    const fast = await serveEngine(new ScriptedEngine({ pace: 0, reply: () => reply }));
    const all = await readAll(await postChat(fast.url, chatBody('Hello')));
    await fast.close();
    const deltas = all.filter(({ event }) => event !== '[DONE]' && event.type === 'text-delta');
    expect(textOf(all).trim()).toBe(reply.trim());
    expect(deltas.length).toBeLessThan(200);
  });

  it('gives the exact text to a reader that is cut again and again', async () => {
    const body = chatBody('Resume', 'resume', { maxTokens: 300, pace: 600 });
    const key = 'resume-run-1';
    const all: Received[] = [];
    let cut = new AbortController();
    let response = await postChat(server.url, body, { key, signal: cut.signal });
    // 204: the cut came between the last event and the end marker, and there is nothing after it.
    while (all.at(-1)?.event !== '[DONE]' && response.status !== 204) {
      let count = 0;
      try {
        for await (const received of readStream(response)) {
          all.push(received);
          if (received.event === '[DONE]') break;
          if (++count === 25) cut.abort();
        }
      } catch {
        cut = new AbortController();
        response = await fetch(`${server.url}/api/runs/${key}/stream`, {
          headers: { 'last-event-id': all.at(-1)?.id ?? '' },
          signal: cut.signal,
        });
      }
    }
    const whole = await readAll(await fetch(`${server.url}/api/runs/${key}/stream`));
    expect(eventsOf(all)).toEqual(eventsOf(whole));
    expect(textOf(all)).toHaveLength(300);
    const after = await fetch(`${server.url}/api/runs/${key}/stream?after=${ids(all).at(-1)}`);
    expect(after.status).toBe(204);
  });

  it('answers several chats in one batch', async () => {
    const answers = await Promise.all(
      ['one', 'two', 'three', 'four'].map(async (id) =>
        readAll(await postChat(server.url, chatBody(id, id, { maxTokens: 80 }))),
      ),
    );
    expect(answers.map((all) => textOf(all).length)).toEqual([80, 80, 80, 80]);
    const queued = answers.map((all) =>
      all.some(({ event }) => event !== '[DONE]' && event.type === 'data-queue'),
    );
    expect(queued).toEqual([false, false, true, true]);
    expect(await load()).toEqual(idle);
  });

  it('stops the model from another connection, and the reader sees the end', async () => {
    const response = await postChat(
      server.url,
      chatBody('Stop', 'stop', { maxTokens: 1900, pace: 100 }),
      {
        key: 'stop-run-1',
      },
    );
    const all: Received[] = [];
    let state: RunState | undefined;
    for await (const received of readStream(response)) {
      all.push(received);
      if (textOf(all).length < 5 || state) continue;
      const cancel = await fetch(`${server.url}/api/runs/stop-run-1/cancel`, { method: 'POST' });
      expect(await load()).toEqual(idle);
      const answer: RunState = await cancel.json();
      state = answer;
    }
    expect(all.slice(-2).map(({ event }) => event)).toEqual([
      { type: 'abort', reason: 'the user stopped it' },
      '[DONE]',
    ]);
    // Every token that was computed was also sent.
    expect(textOf(all)).toHaveLength(state?.message.metadata.usage.outputTokens ?? -1);
  });

  it('goes on after its reader has left, and can be found by its chat', async () => {
    const gone = new AbortController();
    const response = await postChat(
      server.url,
      chatBody('Leave', 'leave', { maxTokens: 60, pace: 200 }),
      {
        key: 'leave-run-1',
        signal: gone.signal,
      },
    );
    for await (const received of readStream(response)) if (received.event) break;
    gone.abort();
    const headers = { cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' };
    const active = await fetch(`${server.url}/api/chats/leave/active`, { headers });
    expect(await active.json()).toMatchObject({ runId: 'leave-run-1' });
    const all = await readAll(
      await fetch(`${server.url}/api/runs/leave-run-1/stream`, { headers }),
    );
    expect(textOf(all)).toHaveLength(60);
  });

  it('refuses what the context cannot hold with the limit, and reports dropped turns', async () => {
    const refused = await postChat(server.url, chatBody('x'.repeat(2500)));
    expect(refused.status).toBe(400);
    expect(await refused.text()).toMatch(/can read 2016/);
    const messages = Array.from({ length: 10 }, (_, index) =>
      turn(index % 2 ? 'assistant' : 'user', 'z'.repeat(300)),
    );
    const all = await readAll(
      await postChat(server.url, {
        id: 'c',
        messages: [...messages, turn('user', 'Last')],
        options: { maxTokens: 5 },
      }),
    );
    const dropped = all.flatMap(({ event }) =>
      event !== '[DONE]' && event.type === 'finish' ? [event.messageMetadata?.droppedTurns] : [],
    );
    expect(dropped[0]).toBeGreaterThan(0);
  });

  it('keeps answering after a storm of aborts and broken connections', async () => {
    const { port } = new URL(server.url);
    for (let round = 0; round < 25; round++) {
      const cut = new AbortController();
      const asked = [0, 1, 2, 3].map((index) =>
        postChat(server.url, chatBody('storm', `storm-${index}`, { maxTokens: 30 }), {
          key: `storm-${round}-${index}`,
          signal: cut.signal,
        }).catch(() => undefined),
      );
      const raw = connect(Number(port), '127.0.0.1');
      raw.on('error', () => undefined);
      raw.end('POST /api/chat HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{"id"');
      if (round % 2) await asked[0];
      cut.abort();
      await Promise.all(asked);
      await Promise.all(
        [0, 1, 2, 3].map((index) =>
          fetch(`${server.url}/api/runs/storm-${round}-${index}/cancel`, { method: 'POST' }),
        ),
      );
    }
    const last = await readAll(
      await postChat(server.url, chatBody('alive', 'alive', { maxTokens: 10 })),
    );
    expect(textOf(last)).toHaveLength(10);
    expect(await load()).toEqual(idle);
  });
});

/** All that was received but the end marker. */
function eventsOf(all: readonly Received[]): Received[] {
  return all.filter(({ event }) => event !== '[DONE]');
}
