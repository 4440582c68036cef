// @vitest-environment node
import { describe, expect, it } from 'vitest';
import {
  findModel,
  type UpstreamWanted,
} from '../../../../demo-server/engine/upstream/find-model.ts';
import { modelServer } from './model-server.ts';

const openai = (...ids: string[]) => ({ object: 'list', data: ids.map((id) => ({ id })) });

const page: typeof fetch = () => Promise.resolve(new Response('<html>Welcome</html>'));

function find(url: string, more: Partial<UpstreamWanted> = {}) {
  return findModel({ url, format: 'auto', model: undefined, apiKey: undefined, ...more });
}

describe('findModel', () => {
  it.each([
    [
      'vLLM',
      { '/v1/models': { data: [{ id: 'qwen', max_model_len: 8192 }] } },
      'openai-chat',
      '/v1',
      8192,
    ],
    [
      'llama.cpp',
      { '/v1/models': { models: [], data: [{ id: 'x', meta: { n_ctx: 4096 } }] } },
      'openai-chat',
      '/v1',
      4096,
    ],
    ['Ollama', { '/api/tags': { models: [{ name: 'llama3:latest' }] } }, 'ollama', '', undefined],
  ] as const)(
    'finds out what %s speaks, wherever its API begins',
    async (_, lists, format, path, contextSize) => {
      const { origin } = await modelServer([], { lists });
      expect(await find(origin)).toMatchObject({ format, baseUrl: origin + path, contextSize });
    },
  );

  it('asks in the words that it is told', async () => {
    const lists = { '/v1beta/models': { models: [{ name: 'models/gem', inputTokenLimit: 1000 }] } };
    const { origin } = await modelServer([], { lists });
    expect(await find(`${origin}/v1beta/`, { format: 'gemini', model: 'gem' })).toEqual({
      format: 'gemini',
      baseUrl: `${origin}/v1beta`,
      model: 'gem',
      contextSize: 1000,
    });
  });

  it('takes the only model, and asks for a name among several', async () => {
    const one = await modelServer([], { lists: { '/v1/models': openai('only') } });
    expect((await find(one.url)).model).toBe('only');
    const two = await modelServer([], { lists: { '/v1/models': openai('a', 'b') } });
    await expect(find(two.url)).rejects.toThrow(
      /several models: a, b\. Name one with --upstream-model/,
    );
    await expect(find(two.url, { model: 'c' })).rejects.toThrow(/no model “c”\. It has a, b/);
    expect((await find(two.url, { model: 'b' })).model).toBe('b');
  });

  it('knows the names of Ollama without their tag', async () => {
    const lists = { '/api/tags': { models: [{ name: 'llama3:latest' }] } };
    const { origin } = await modelServer([], { lists });
    expect((await find(origin, { model: 'llama3' })).model).toBe('llama3');
  });

  it('says where it looked when there is no list, unless all is named', async () => {
    const { origin, url } = await modelServer([], { lists: {} });
    await expect(find(origin)).rejects.toThrow(/lists no models .*\/v1\/models.*--upstream/);
    const named = { format: 'openai-chat', model: 'm' } as const;
    expect(await find(url, named)).toMatchObject({ baseUrl: url, ...named });
  });

  it('takes a page for no list', async () => {
    const wanted = {
      url: 'http://h/v1',
      format: 'auto',
      model: undefined,
      apiKey: undefined,
    } as const;
    await expect(findModel(wanted, page)).rejects.toThrow(/lists no models/);
  });

  it.each([
    [401, false, /asks for a key/],
    [503, true, /status 503: loading/],
    [429, true, /status 429/],
  ])(
    'tells a refusal with %i, and whether waiting may cure it',
    async (status, isWaiting, told) => {
      const body = JSON.stringify({ error: { message: 'loading' } });
      const refuse: typeof fetch = () => Promise.resolve(new Response(body, { status }));
      const wanted = {
        url: 'http://h/v1',
        format: 'auto',
        model: undefined,
        apiKey: undefined,
      } as const;
      const error: unknown = await findModel(wanted, refuse).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        name: 'NotServing',
        isWaiting,
        message: expect.stringMatching(told),
      });
    },
  );

  it('waits for a server that is not there', async () => {
    const { url, close } = await modelServer([]);
    close();
    await expect(find(url)).rejects.toMatchObject({
      isWaiting: true,
      message: /does not answer \(.*ECONNREFUSED/,
    });
  });
});
