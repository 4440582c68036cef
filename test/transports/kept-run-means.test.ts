// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { TransportEvent } from '../../src/protocol/chat-transport.ts';
import { collect } from '../../src/testing/collect.ts';
import {
  httpTransport,
  type HttpTransportOptions,
} from '../../src/transports/http/http-transport.ts';
import type { RunPlace } from '../../src/transports/server-terms.ts';
import { eventsOf, request } from './describe-transport.ts';
import { eagerClock } from './eager-clock.ts';
import { aiSdkServer } from './kept-runs/ai-sdk-server.ts';
import { eventStream, type Backend } from './kept-runs/backend.ts';
import { cuttingFetch } from './kept-runs/cutting-fetch.ts';
import { durableServer } from './kept-runs/durable-server.ts';
import { interactionsServer } from './kept-runs/interactions-server.ts';
import { llamaServer } from './kept-runs/llama-server.ts';
import { ownServer } from './kept-runs/own-server.ts';
import { responsesServer } from './kept-runs/responses-server.ts';
import { tanstackServer } from './kept-runs/tanstack-server.ts';
import { uiEvents, uiFrames } from './kept-runs/ui-frames.ts';

const complete = { type: 'end', end: 'complete' };

function bench(
  backend: Pick<Backend, 'options' | 'answer'>,
  cuts: readonly number[] = [],
  changes: Partial<HttpTransportOptions> = {},
) {
  const way = cuttingFetch(backend, cuts);
  const transport = httpTransport({
    ...backend.options,
    fetch: way.fetch,
    clock: eagerClock(),
    random: () => 0,
    ...changes,
  });
  const { signal } = new AbortController();
  return {
    transport,
    requests: way.requests,
    send: () => collect(transport.send(request())),
    resume: (runId?: string) =>
      collect(transport.resume({ chatId: 'chat-1', ...(runId && { runId }), signal })),
  };
}

const nameOf = (told: readonly TransportEvent[]) =>
  told.reduce((name, one) => ('runId' in one && one.runId) || name, '');

/** A backend that answers each request with the next of these bodies. */
function saying(bodies: readonly (string | Response)[], options: Backend['options']) {
  let turn = 0;
  return {
    options,
    answer: () => {
      const body = bodies[turn++] ?? new Response(null, { status: 204 });
      return typeof body === 'string' ? new Response(body, { headers: eventStream }) : body;
    },
  };
}

describe('httpTransport asks for the rest', () => {
  it('of a response by its number, with the query of the question', async () => {
    const backend = responsesServer()();
    const url = `${backend.options.url}?api-version=1`;
    const { send, requests } = bench(backend, [900], { url });
    const told = await send();
    expect(told.at(-1)).toEqual(complete);
    expect(requests[1]).toMatch(
      /^GET \/v1\/responses\/resp_0\?api-version=1&stream=true&starting_after=[1-9]\d*$/,
    );
    expect(nameOf(told)).toBe('resp_0');
  });

  it('of an interaction after the event’s id', async () => {
    const { send, requests } = bench(interactionsServer(), [500]);
    expect((await send()).at(-1)).toEqual(complete);
    expect(requests[1]).toMatch(
      /^GET \/v1beta\/interactions\/v1_0\?key=k&stream=true&last_event_id=ev%2F\d+%3D$/,
    );
  });

  it('of a llama.cpp stream at a byte', async () => {
    const { send, requests } = bench(llamaServer('path')(), [500]);
    expect((await send()).at(-1)).toEqual(complete);
    expect(requests[1]).toMatch(/^GET \/v1\/stream\/run-1\?from=[1-9]\d*$/);
  });

  it('of a Durable Stream at its offset, live by events', async () => {
    const { send, requests } = bench(durableServer('sse')(), [500]);
    expect((await send()).at(-1)).toEqual(complete);
    expect(requests.slice(0, 2)).toEqual(['POST /api/chat', 'GET /streams/0?offset=-1&live=sse']);
    expect(requests[2]).toMatch(/^GET \/streams\/0\?offset=\S+&live=sse$/);
  });

  it('at the app’s address, by its method, and knows the place', async () => {
    const places: [string, RunPlace][] = [];
    const backend = responsesServer()();
    const { send } = bench(
      {
        ...backend,
        answer: (asked) =>
          asked.method === 'PUT' ? backend.answer(new Request(asked.url)) : backend.answer(asked),
      },
      [900],
      {
        resumeUrl(id, place) {
          places.push([id, place]);
          return { url: `https://openai.test/v1/responses/${id}`, method: 'PUT' };
        },
      },
    );
    expect((await send()).at(-1)).toEqual(complete);
    expect(places).toHaveLength(1);
    const [[id, place] = ['', {}]] = places;
    expect(id).toBe('resp_0');
    expect(place).toEqual({
      chatId: 'chat-1',
      sequence: expect.any(Number),
      cursor: String(place.sequence),
    });
  });

  it('of a background response that the app passes on, where the app says its address', async () => {
    const backend = responsesServer()();
    const passedOn: typeof backend = {
      ...backend,
      answer: ({ url, method }) =>
        backend.answer(new Request(url.replace('/api/chat', '/v1/responses'), { method })),
    };
    const { send, requests, transport } = bench(passedOn, [700], {
      url: 'https://app.test/api/chat',
      resumeUrl: (id) => `https://app.test/api/chat/${id}`,
    });
    const told = await send();
    expect(told.at(-1)).toEqual(complete);
    expect(requests[1]).toMatch(/^GET \/api\/chat\/resp_0\?stream=true&starting_after=\d+$/);
    // Where it is stopped nobody has said.
    await transport.cancel(nameOf(told));
    expect(requests).toHaveLength(2);
  });

  it('of a run with opaque ids, where the app says its address', async () => {
    const backend = tanstackServer();
    const { send, requests } = bench(
      {
        ...backend,
        answer(asked) {
          const headers = new Headers(asked.headers);
          headers.set('x-run-id', 'one');
          return backend.answer(new Request(asked, { headers }));
        },
      },
      [400],
      { resume: undefined, resumeUrl: (id) => `https://tanstack.test/api/chat?run=${id}` },
    );
    expect((await send()).at(-1)).toEqual(complete);
    expect(requests).toHaveLength(2);
  });

  it('and drops what is told once more', async () => {
    const backend = responsesServer()();
    const { send } = bench(
      {
        ...backend,
        // A gateway that heeds no number tells all again.
        answer: (asked) =>
          backend.answer(new Request(asked.url.replace(/&starting_after=\d+/, ''), asked)),
      },
      [900, 1200],
    );
    const told = await send();
    const whole = await bench(responsesServer()()).send();
    expect(eventsOf(told)).toEqual(eventsOf(whole));
  });

  it('of a response whose events are no longer streamed as a whole', async () => {
    const whole = await bench(responsesServer()()).send();
    const { send, requests } = bench(responsesServer({ isOld: true })(), [1100]);
    const told = await send();
    expect(told.at(-1)).toEqual(complete);
    const text = (all: typeof told) =>
      eventsOf(all)
        .map((event) => (event.type === 'text-delta' ? event.delta : ''))
        .join('');
    expect(text(told)).toBe(text(whole));
    expect(requests.at(-1)).toBe('GET /v1/responses/resp_0');
  });
});

describe('httpTransport asks our own server by our own protocol', () => {
  it.each(['/api/responses', '/api/interactions'])('also at %s', async (path) => {
    const backend = ownServer();
    const url = `https://own.test${path}`;
    const answer = (asked: Request) =>
      backend.answer(
        asked.url === url ? new Request('https://own.test/api/chat', { method: 'POST' }) : asked,
      );
    const { send, requests, transport, resume } = bench({ ...backend, answer }, [600], { url });
    const told = await send();
    expect(told.at(-1)).toEqual(complete);
    await transport.cancel(nameOf(told));
    expect(requests.slice(1)).toEqual([
      'GET /api/runs/run-0/stream',
      'POST /api/runs/run-0/cancel',
    ]);
    expect(eventsOf(await resume('run-0'))).toEqual(uiEvents);
  });
});

describe('httpTransport does not ask for the rest', () => {
  it('of a response that does not run in the background', async () => {
    const backend = responsesServer()();
    const { send, requests } = bench(
      {
        ...backend,
        async answer(asked) {
          const text = await (await backend.answer(asked)).text();
          return new Response(text.replaceAll('"background":true', '"background":false'), {
            headers: eventStream,
          });
        },
      },
      [900],
    );
    const told = await send();
    expect(told.at(-1)).toMatchObject({ end: 'truncated' });
    expect(requests).toHaveLength(1);
    expect(told[0]).toMatchObject({ type: 'open', isNamed: false });
  });

  it('before it has heard what the run is called, nor the question again', async () => {
    for (const make of [responsesServer(), interactionsServer]) {
      const { send, requests } = bench(make(), [60]);
      expect((await send()).at(-1)).toMatchObject({ end: 'truncated' });
      expect(requests).toHaveLength(1);
    }
  });

  it.each([
    ['our own server', ownServer],
    ['the AI SDK', aiSdkServer],
    ['OpenAI', responsesServer()],
  ])('where that is switched off: %s', async (_name, make) => {
    const { send, requests, resume, transport } = bench(make(), [600], {
      resumeUrl: false,
      cancelUrl: false,
    });
    const told = await send();
    expect(told.at(-1)).toMatchObject({ end: 'truncated' });
    await resume(nameOf(told));
    await transport.cancel(nameOf(told));
    expect(requests).toHaveLength(1);
  });

  it('of an answer that is one JSON document', async () => {
    const whole = { id: 'resp_1', object: 'response', status: 'completed', background: true };
    const item = { type: 'message', content: [{ type: 'output_text', text: 'Hello' }] };
    const backend = saying([Response.json({ ...whole, output: [item] })], {
      url: 'https://openai.test/v1/responses',
    });
    const { send, requests } = bench(backend);
    const told = await send();
    expect(told.at(-1)).toEqual(complete);
    expect(JSON.stringify(eventsOf(told))).toContain('Hello');
    expect(requests).toHaveLength(1);
  });
});

describe('httpTransport with a chat of the AI SDK', () => {
  it('needs no more than the address of its stream', async () => {
    const { send, requests } = bench(aiSdkServer(), [600], {
      resume: undefined,
      resumeUrl: (_id, { chatId }) => `https://ai-sdk.test/api/chat/${chatId}/stream`,
    });
    const told = await send();
    expect(eventsOf(told)).toEqual(uiEvents);
    expect(told.at(-1)).toEqual(complete);
    expect(requests).toEqual(['POST /api/chat', 'GET /api/chat/chat-1/stream']);
  });

  const half = uiFrames.slice(0, 9).join('');
  const { options } = aiSdkServer();

  it('finds the answer that is active, without its name', async () => {
    const { transport, requests, resume, send } = bench(aiSdkServer());
    expect(await resume()).toEqual([]);
    await send();
    const told = await resume();
    expect(told[0]).toEqual({ type: 'open', runId: 'chat-1' });
    expect(eventsOf(told)).toEqual(uiEvents);
    await transport.cancel('chat-1');
    expect(requests).toEqual([
      'GET /api/chat/chat-1/stream',
      'POST /api/chat',
      'GET /api/chat/chat-1/stream',
      'POST /api/chat/chat-1/stop',
    ]);
  });

  it('does not mix another answer into this one', async () => {
    const other = uiFrames.join('').replace('m1', 'm2');
    const { send } = bench(saying([half, other], options));
    const told = await send();
    expect(eventsOf(told)).toEqual(uiEvents.slice(0, 9));
    expect(told.at(-1)).toMatchObject({ end: 'expired', error: { code: 'expired' } });
  });

  it('takes the same answer in other pieces from its beginning', async () => {
    const joined = uiFrames
      .join('')
      .replaceAll(/"delta":"世界 "/g, '"delta":"世 界"')
      .replace('Hm.', 'Hm!');
    const { send } = bench(saying([half, joined, joined], options));
    const told = await send();
    expect(told.at(-1)).toEqual(complete);
    const snapshot = told.findIndex(({ type }) => type === 'snapshot');
    expect(told[snapshot]).toMatchObject({ message: { id: 'm1', parts: [] }, seq: -1 });
    expect(JSON.stringify(eventsOf(told.slice(snapshot)))).toBe(
      JSON.stringify(uiEvents).replaceAll('世界 "', '世 界"').replace('Hm.', 'Hm!'),
    );
  });

  it('ends what is no longer active, with the text that had come', async () => {
    const { send } = bench(saying([half, new Response(null, { status: 204 })], options));
    const told = await send();
    expect(eventsOf(told)).toEqual(uiEvents.slice(0, 9));
    expect(told.at(-1)).toMatchObject({
      end: 'expired',
      error: { message: 'The server no longer has the rest of this answer. Ask again.' },
    });
  });
});

describe('httpTransport stops a run', () => {
  it('of llama.cpp before its first token, as often as asked', async () => {
    const backend = llamaServer('query')({ holdAfter: 0 });
    const { transport, requests } = bench(backend);
    const stop = new AbortController();
    const told = collect(transport.send(request({ signal: stop.signal })));
    while (backend.runs.length === 0) await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    await transport.cancel('run-1');
    await transport.cancel('run-1');
    expect((await told).at(-1)).toEqual({ type: 'end', end: 'aborted' });
    expect(backend.runs[0]?.isStopped()).toBe(true);
    expect(requests.filter((one) => one.startsWith('DELETE'))).toContain(
      'DELETE /v1/stream?conv_id=run-1',
    );
  });

  it('at the app’s address, by its method, and says of which chat', async () => {
    const stops: unknown[] = [];
    const { send, transport, requests } = bench(durableServer('sse')(), [], {
      cancelUrl(id, place) {
        stops.push([id, place]);
        return { url: `https://durable.test/stop/${id}`, method: 'DELETE' };
      },
    });
    await send();
    await transport.cancel('run-1');
    expect(stops).toEqual([['run-1', { chatId: 'chat-1' }]]);
    expect(requests.at(-1)).toBe('DELETE /stop/run-1');
  });

  it('that has ended without a word', async () => {
    const refusals = [404, 400].map((status) =>
      Response.json({ error: { message: 'Cannot cancel a completed response.' } }, { status }),
    );
    const { transport } = bench(saying(refusals, { url: 'https://openai.test/v1/responses' }));
    await expect(transport.cancel('resp_1')).resolves.toBeUndefined();
    await expect(transport.cancel('resp_1')).resolves.toBeUndefined();
  });
});
