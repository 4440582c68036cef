import OpenAI, { APIError } from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { question } from './clients/foreign-client.ts';
import { answer, startPeerServer, type PeerServer } from './peer-server.ts';
import { eventually } from '../eventually.ts';

let server: PeerServer;
let client: OpenAI;
beforeAll(async () => {
  server = await startPeerServer({ pace: 2000 });
  client = new OpenAI({ apiKey: 'none', baseURL: `${server.url}/v1`, maxRetries: 0 });
});
afterAll(() => server.close());

const model = 'any';
const messages = [{ role: 'user' as const, content: question }];

describe('the calls of openai on our server', () => {
  it('gets a whole completion with its counts', async () => {
    const { choices, usage } = await client.chat.completions.create({ model, messages });
    expect(choices[0]?.message.content).toBe(answer);
    expect(choices[0]?.finish_reason).toBe('stop');
    expect(usage?.total_tokens).toBe((usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0));
  });

  it('collects a stream by its own helper', async () => {
    const stream = client.chat.completions.stream({ model, messages });
    expect(await stream.finalContent()).toBe(answer);
    expect((await stream.finalChatCompletion()).choices[0]?.finish_reason).toBe('stop');
  });

  it('is told of a limit as the reason of the end', async () => {
    const completion = await client.chat.completions.create({ model, messages, max_tokens: 3 });
    expect(completion.choices[0]?.finish_reason).toBe('length');
    expect(completion.usage?.completion_tokens).toBe(3);
  });

  it('throws its own errors for ours', async () => {
    const refused = client.chat.completions.create({ model, messages, n: 2 });
    const error = await refused.catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({
      status: 400,
      code: 'bad-request',
      type: 'invalid_request_error',
    });
    await expect(client.models.retrieve('gpt')).rejects.toMatchObject({ status: 404 });
  });

  it('lists the model', async () => {
    const { data } = await client.models.list();
    expect(data.map(({ id }) => id)).toEqual(['Scripted answers']);
  });

  it('stops the model when it aborts a stream', async () => {
    const stream = await client.chat.completions.create({ model, messages, stream: true });
    for await (const { choices } of stream) if (choices[0]?.delta.content) break;
    await eventually(() => expect(server.activeRuns()).toBe(0));
  });

  it('stops the model when it no longer waits for the whole', async () => {
    const gone = new AbortController();
    const asked = client.chat.completions.create({ model, messages }, { signal: gone.signal });
    await eventually(() => expect(server.activeRuns()).toBe(1));
    gone.abort();
    await expect(asked).rejects.toThrow(/aborted/);
    await eventually(() => expect(server.activeRuns()).toBe(0));
  });
});
