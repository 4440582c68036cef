// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';
import { framesOf, openApp, slowly } from './open-app.ts';

const path = '/v1/chat/completions';
const ask = (more: object = {}) => ({
  model: 'any',
  messages: [
    { role: 'developer', content: 'Be short.' },
    { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
  ],
  ...more,
});

interface Chunk {
  readonly choices: readonly {
    readonly delta: { readonly content?: string };
    readonly finish_reason: string | null;
  }[];
  readonly usage?: unknown;
}

async function chunksOf(response: Response): Promise<Chunk[]> {
  const frames = await framesOf(response);
  expect(frames.at(-1)?.data).toBe('[DONE]');
  return frames.slice(0, -1).map(({ data }): Chunk => JSON.parse(data));
}

const usage = { prompt_tokens: 3, completion_tokens: 3, total_tokens: 6 };

describe('POST /v1/chat/completions', () => {
  it('streams chunks up to [DONE]', async () => {
    const { post } = openApp();
    const response = await post(path, ask({ stream: true }));
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const chunks = await chunksOf(response);
    const choices = chunks.flatMap((chunk) => chunk.choices);
    expect(choices.map(({ delta }) => delta.content ?? '').join('')).toBe('one two three');
    expect(choices.map((choice) => choice.finish_reason).filter(Boolean)).toEqual(['stop']);
    expect(chunks.every((chunk) => !('usage' in chunk))).toBe(true);
  });

  it('counts in a last chunk of its own when it is asked to', async () => {
    const { post } = openApp();
    const body = ask({ stream: true, stream_options: { include_usage: true }, max_tokens: 2 });
    const chunks = await chunksOf(await post(path, body));
    expect(chunks.at(-1)).toMatchObject({
      choices: [],
      usage: { ...usage, completion_tokens: 2, total_tokens: 5 },
    });
    expect(chunks.at(-2)).toMatchObject({ choices: [{ finish_reason: 'length' }], usage: null });
  });

  it('answers in one piece without stream', async () => {
    const { post, engine } = openApp();
    const response = await post(path, ask());
    expect(await response.json()).toMatchObject({
      object: 'chat.completion',
      model: engine.info.name,
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'one two three' },
          finish_reason: 'stop',
        },
      ],
      usage,
    });
  });

  it.each([
    [{ messages: [] }, /^messages: /],
    [{ messages: [{ role: 'user' }] }, /^messages: /],
    [{ messages: [{ role: 'assistant', content: 'Hi' }] }, /^messages: /],
    [{ ...ask(), n: 2 }, /^n: .*one answer/],
    [{ ...ask(), stop: ['x'] }, /^stop: .*no stop sequences/],
    [{ ...ask(), temperature: 'hot' }, /^temperature: /],
  ])('refuses %j in the shape that these clients read', async (body, message) => {
    const { post } = openApp();
    const response = await post(path, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: {
        message: expect.stringMatching(message) as unknown,
        type: 'invalid_request_error',
        param: null,
        code: 'bad-request',
      },
    });
  });

  it('passes over fields that do not change the answer, and null', async () => {
    const { post } = openApp();
    const body = ask({ n: null, stop: null, seed: -1, tools: [], user: 'u', logprobs: false });
    expect((await post(path, body)).status).toBe(200);
  });

  it('asks for the key, like every way to the model', async () => {
    const { post } = openApp({}, { key: 'secret' });
    const refused = await post(path, ask());
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ error: { type: 'authentication_error' } });
    const headers = { authorization: 'Bearer secret' };
    expect((await post(path, ask(), { headers })).status).toBe(200);
  });

  it('stops the model when the client leaves its stream', async () => {
    const { post, engine } = openApp(slowly);
    const response = await post(path, ask({ stream: true }));
    await response.body?.cancel();
    await vi.waitFor(() => expect(engine.load().active).toBe(0));
  });

  it('stops the model when the client no longer waits for the whole', async () => {
    const { post, engine } = openApp(slowly);
    const gone = new AbortController();
    const answer = post(path, ask(), { signal: gone.signal });
    await vi.waitFor(() => expect(engine.load().active).toBe(1));
    gone.abort();
    expect((await answer).status).toBe(500);
    expect(engine.load().active).toBe(0);
  });

  it('tells a failure of the engine in the stream, without [DONE]', async () => {
    const { post } = openApp({
      reply: () => {
        throw new Error('out of memory');
      },
    });
    const frames = await framesOf(await post(path, ask({ stream: true })));
    expect(JSON.parse(frames.at(-1)?.data ?? '')).toMatchObject({
      error: { type: 'server_error', message: expect.stringContaining('Ask again') as unknown },
    });
  });
});

describe('GET /v1/models', () => {
  it('lists the one model, and finds it by its name', async () => {
    const { app, engine } = openApp();
    const id = engine.info.name;
    const list = await app.request('/v1/models');
    expect(await list.json()).toMatchObject({ object: 'list', data: [{ id, object: 'model' }] });
    const found = await app.request(`/v1/models/${encodeURIComponent(id)}`);
    expect(await found.json()).toMatchObject({ id });
    const missing = await app.request('/v1/models/gpt');
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({ error: { type: 'not_found_error' } });
    expect((await app.request('/v1/nothing')).status).toBe(404);
  });
});
