// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';
import { framesOf, openApp, slowly } from './open-app.ts';
import { eventually } from '../../../eventually.ts';

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
    [{ ...ask(), stop: [''] }, /^stop\.0: /],
    [{ ...ask(), temperature: 'hot' }, /^temperature: /],
  ])('refuses %j in the shape that these clients read', async (body, message) => {
    const { post } = openApp();
    const response = await post(path, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: {
        message: expect.stringMatching(message) as unknown,
        type: 'invalid_request_error',
        param: expect.stringMatching(/^[\w.]+$/) as unknown,
        code: 'bad-request',
      },
    });
  });

  it.each([
    ['n', { n: 2 }],
    ['best_of', { best_of: 3 }],
    ['tool_choice', { tool_choice: 'required' }],
    ['tool_choice', { tool_choice: { type: 'function', function: { name: 'time' } } }],
    ['functions', { functions: [{ name: 'time' }] }],
    ['function_call', { function_call: { name: 'time' } }],
    ['logprobs', { logprobs: true }],
    ['top_logprobs', { top_logprobs: 2 }],
    ['modalities', { modalities: ['text', 'audio'] }],
    ['audio', { audio: { voice: 'alloy' } }],
    ['prediction', { prediction: { type: 'content', content: 'x' } }],
    ['web_search_options', { web_search_options: {} }],
    ['reasoning_effort', { reasoning_effort: 'high' }],
    ['verbosity', { verbosity: 'low' }],
    ['grammar', { grammar: 'root ::= "yes"' }],
    ['mirostat', { mirostat: 2 }],
    ['constructor', { constructor: 1 }],
    ['top_k', { top_k: 1.5 }],
    ['min_p', { min_p: 2 }],
    ['frequency_penalty', { frequency_penalty: 3 }],
    ['logit_bias.word', { logit_bias: { word: 1 } }],
    ['logit_bias.300', { logit_bias: { 300: 101 } }],
    ['stop', { stop: Array.from({ length: 17 }, () => 'x') }],
    ['response_format.type', { response_format: { type: 'xml' } }],
    [
      'response_format.json_schema.schema',
      { response_format: { type: 'json_schema', json_schema: { name: 'x' } } },
    ],
    [
      'response_format.json_schema.schema.properties.a.pattern',
      {
        response_format: {
          type: 'json_schema',
          json_schema: {
            schema: { type: 'object', properties: { a: { type: 'string', pattern: '^x' } } },
          },
        },
      },
    ],
    [
      'messages.0.role',
      {
        messages: [
          { role: 'wizard', content: 'x' },
          { role: 'user', content: 'x' },
        ],
      },
    ],
    [
      'messages',
      {
        messages: [
          { role: 'user', content: 'x' },
          { role: 'tool', content: '42' },
        ],
      },
    ],
    [
      'messages.1.content.1',
      {
        messages: [
          { role: 'system', content: 'x' },
          {
            role: 'user',
            content: [
              { type: 'text', text: 'What is it?' },
              { type: 'image_url', image_url: { url: 'data:,' } },
            ],
          },
        ],
      },
    ],
  ])('refuses %s by its name rather than pass it over: %j', async (param, more) => {
    const { post, engine } = openApp();
    const response = await post(path, ask(more));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: {
        type: 'invalid_request_error',
        param,
        message: expect.stringContaining(`${param}: `) as unknown,
      },
    });
    expect(engine.load()).toEqual({ active: 0, waiting: 0 });
  });

  it('takes what changes nothing in the answer', async () => {
    const { post } = openApp();
    const body = ask({
      model: 'gpt-4o',
      n: 1,
      stop: null,
      seed: -1,
      user: 'u',
      metadata: { a: 'b' },
      store: false,
      service_tier: 'auto',
      tools: [{ type: 'function', function: { name: 'time' } }],
      tool_choice: 'auto',
      parallel_tool_calls: true,
      logprobs: false,
      top_logprobs: 0,
      frequency_penalty: 0,
      presence_penalty: 0,
      logit_bias: {},
      response_format: { type: 'text' },
      modalities: ['text'],
      verbosity: 'medium',
      reasoning_effort: null,
      functions: [],
      mirostat: 0,
      prompt_cache_key: 'k',
      safety_identifier: 's',
      id: 'chat of our own client',
      trigger: 'submit-message',
    });
    expect((await post(path, body)).status).toBe(200);
  });

  it('ends before a stop text, streamed and not, and says stop', async () => {
    const { post } = openApp();
    for (const stop of ['o thr', ['never', 'o thr']]) {
      expect(await (await post(path, ask({ stop }))).json()).toMatchObject({
        choices: [{ message: { content: 'one tw' }, finish_reason: 'stop' }],
      });
      const chunks = await chunksOf(await post(path, ask({ stop, stream: true })));
      const choices = chunks.flatMap((chunk) => chunk.choices);
      expect(choices.map(({ delta }) => delta.content ?? '').join('')).toBe('one tw');
    }
  });

  it('asks the engine for what was asked of it', async () => {
    const { post, engine } = openApp();
    const asked = vi.spyOn(engine, 'prepare');
    const bearer = { authorization: 'Bearer me' };
    const more = {
      top_k: -1,
      min_p: 0.1,
      top_p: 0.9,
      frequency_penalty: 1,
      presence_penalty: -1,
      repetition_penalty: 1.2,
      seed: 7,
      stop: 'x',
      max_completion_tokens: 9,
      prompt_cache_key: 'mine',
    };
    await post(path, ask(more), { headers: bearer });
    expect(asked.mock.calls[0]?.[0]).toMatchObject({
      conversation: 'mine',
      owner: expect.stringMatching(/^.{20,}$/) as unknown,
      topK: 0,
      minP: 0.1,
      topP: 0.9,
      frequencyPenalty: 1,
      presencePenalty: -1,
      repeatPenalty: 1.2,
      seed: 7,
      stop: ['x'],
      maxTokens: 9,
      json: undefined,
      logitBias: undefined,
    });
    const response_format = { type: 'json_schema', json_schema: { schema: { enum: ['a'] } } };
    expect((await post(path, ask({ response_format, logit_bias: { 5: -1 } }))).status).toBe(400);
    const { json, logitBias } = asked.mock.calls[1]?.[0] ?? {};
    expect(json).toMatchObject({
      schema: { enum: ['a'] },
      field: 'response_format.json_schema.schema',
    });
    expect(logitBias).toEqual(new Map([[5, -1]]));
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
    await eventually(() => expect(engine.load().active).toBe(0));
  });

  it('stops the model when the client no longer waits for the whole', async () => {
    const { post, engine } = openApp(slowly);
    const gone = new AbortController();
    const answer = post(path, ask(), { signal: gone.signal });
    await eventually(() => expect(engine.load().active).toBe(1));
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
