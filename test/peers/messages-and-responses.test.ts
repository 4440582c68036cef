import Anthropic, { APIError } from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { question } from './clients/foreign-client.ts';
import { answer, startPeerServer, type PeerServer } from './peer-server.ts';

let server: PeerServer;
let anthropic: Anthropic;
let openai: OpenAI;
beforeAll(async () => {
  server = await startPeerServer({ pace: 2000 });
  anthropic = new Anthropic({ apiKey: 'none', baseURL: server.url, maxRetries: 0 });
  openai = new OpenAI({ apiKey: 'none', baseURL: `${server.url}/v1`, maxRetries: 0 });
});
afterAll(() => server.close());

const model = 'any';
const messages = [{ role: 'user' as const, content: question }];
const tools = [{ name: 'find', input_schema: { type: 'object' as const } }];

describe('the calls of @anthropic-ai/sdk on our server', () => {
  it('gets a whole message with its counts, tools offered or not', async () => {
    const message = await anthropic.messages.create({ model, max_tokens: 1000, messages, tools });
    expect(message.content).toEqual([{ type: 'text', text: answer }]);
    expect(message.stop_reason).toBe('end_turn');
    expect(message.usage.output_tokens).toBeGreaterThan(0);
  });

  it('collects a stream by its own helper, and is told of a limit as the reason of the end', async () => {
    const system = 'Be short.';
    const stream = anthropic.messages.stream({ model, max_tokens: 3, system, messages });
    expect((await stream.finalMessage()).stop_reason).toBe('max_tokens');
    expect(answer.startsWith(await stream.finalText())).toBe(true);
  });

  it('counts the tokens of a question', async () => {
    const { input_tokens } = await anthropic.messages.countTokens({ model, messages });
    expect(input_tokens).toBeGreaterThan(0);
  });

  it('throws its own errors for ours', async () => {
    const source = { type: 'base64' as const, media_type: 'image/png' as const, data: 'AA' };
    const content = [{ type: 'image' as const, source }];
    const asked = anthropic.messages.create({
      model,
      max_tokens: 9,
      messages: [{ role: 'user', content }],
    });
    const error = await asked.catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({
      status: 400,
      message: expect.stringMatching(/reads text/) as string,
    });
  });
});

describe('the calls of openai’s Responses on our server', () => {
  it('gets a whole response with its counts', async () => {
    const response = await openai.responses.create({ model, input: question });
    expect([response.output_text, response.status]).toEqual([answer, 'completed']);
    expect(response.usage?.output_tokens).toBeGreaterThan(0);
  });

  it('is told of a limit as an incomplete response', async () => {
    const stream = openai.responses.stream({ model, input: question, max_output_tokens: 3 });
    const { status, incomplete_details: details } = await stream.finalResponse();
    expect([status, details?.reason]).toEqual(['incomplete', 'max_output_tokens']);
  });
});
