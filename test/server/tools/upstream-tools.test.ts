// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { ChatMessage, MessagePart } from '../../../src/protocol/index.ts';
import { upstream, upstreamCall, type UpstreamFormat } from '../../../src/server/index.ts';
import { openServer, readMessage } from '../chat-client.ts';

const inputSchema = { type: 'object', properties: { city: { type: 'string' } } };
const description = 'Tells the weather.';
const tools = [{ name: 'weather', description, inputSchema }];

const call = (more: Partial<Extract<MessagePart, { toolCallId: string }>>): MessagePart => ({
  type: 'tool-weather',
  toolCallId: 'c1',
  state: 'output-available',
  input: { city: 'Bern' },
  ...more,
});

/** A question after two steps: one of two calls, of which one failed, and a text. */
const messages: ChatMessage[] = [
  { id: 'u1', role: 'user', parts: [{ type: 'text', text: 'Weather?' }] },
  {
    id: 'a1',
    role: 'assistant',
    parts: [
      { type: 'step-start' },
      { type: 'reasoning', text: 'Hm.', providerMetadata: { anthropic: { signature: 'sig' } } },
      { type: 'text', text: 'Let me see.' },
      call({
        output: { sky: 'clear' },
        callProviderMetadata: {
          google: { thoughtSignature: 'mark' },
          openaiCompatible: { extra_content: { google: 'mark' } },
        },
      }),
      call({
        toolCallId: 'c2',
        state: 'output-denied',
        approval: { id: 'c2', approved: false, reason: 'No.' },
      }),
      { type: 'step-start' },
      { type: 'text', text: 'It is sunny.' },
    ],
  },
  { id: 'u2', role: 'user', parts: [{ type: 'text', text: 'Sure?' }] },
];
const functionResult = (response: object) => ({ functionResponse: { name: 'weather', response } });
const denied = 'The user did not allow this call. No.';

function bodyOf(format: UpstreamFormat): Record<string, unknown> {
  const options = { baseUrl: 'http://model.test', model: 'm', format };
  return JSON.parse(upstreamCall({ messages, tools }, options).body) as Record<string, unknown>;
}

describe('tools in the words of each format', () => {
  it('openai-chat', () => {
    const body = bodyOf('openai-chat');
    expect(body['tools']).toEqual([
      { type: 'function', function: { name: 'weather', description, parameters: inputSchema } },
    ]);
    const asked = { name: 'weather', arguments: '{"city":"Bern"}' };
    const extra_content = { google: 'mark' };
    expect(body['messages']).toEqual([
      { role: 'user', content: 'Weather?' },
      {
        role: 'assistant',
        content: 'Let me see.',
        tool_calls: [
          { id: 'c1', type: 'function', function: asked, extra_content },
          { id: 'c2', type: 'function', function: asked },
        ],
      },
      { role: 'tool', tool_call_id: 'c1', content: '{"sky":"clear"}' },
      { role: 'tool', tool_call_id: 'c2', content: denied },
      { role: 'assistant', content: 'It is sunny.' },
      { role: 'user', content: 'Sure?' },
    ]);
  });

  it('openai-responses', () => {
    const body = bodyOf('openai-responses');
    expect(body['tools']).toMatchObject([{ type: 'function', name: 'weather', description }]);
    const asked = { type: 'function_call', name: 'weather', arguments: '{"city":"Bern"}' };
    const result = { type: 'function_call_output' };
    expect(body['input']).toMatchObject([
      { role: 'user' },
      { role: 'assistant', content: [{ type: 'output_text', text: 'Let me see.' }] },
      { ...asked, call_id: 'c1' },
      { ...asked, call_id: 'c2' },
      { ...result, call_id: 'c1', output: '{"sky":"clear"}' },
      { ...result, call_id: 'c2', output: denied },
      { role: 'assistant', content: [{ type: 'output_text', text: 'It is sunny.' }] },
      { role: 'user' },
    ]);
  });

  it('anthropic, with the thoughts that led to the calls', () => {
    const body = bodyOf('anthropic');
    expect(body['tools']).toEqual([{ name: 'weather', description, input_schema: inputSchema }]);
    const use = { type: 'tool_use', name: 'weather', input: { city: 'Bern' } };
    expect(body['messages']).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'Weather?' }] },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Hm.', signature: 'sig' },
          { type: 'text', text: 'Let me see.' },
          { ...use, id: 'c1' },
          { ...use, id: 'c2' },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'c1', content: '{"sky":"clear"}' },
          { type: 'tool_result', tool_use_id: 'c2', content: denied, is_error: true },
        ],
      },
      { role: 'assistant', content: [{ type: 'text', text: 'It is sunny.' }] },
      { role: 'user', content: [{ type: 'text', text: 'Sure?' }] },
    ]);
  });

  it('gemini, with the signatures of its calls', () => {
    const body = bodyOf('gemini');
    expect(body['tools']).toEqual([
      {
        functionDeclarations: [{ name: 'weather', description, parametersJsonSchema: inputSchema }],
      },
    ]);
    const functionCall = { name: 'weather', args: { city: 'Bern' } };
    expect(body['contents']).toEqual([
      { role: 'user', parts: [{ text: 'Weather?' }] },
      {
        role: 'model',
        parts: [
          { text: 'Let me see.' },
          { functionCall, thoughtSignature: 'mark' },
          { functionCall },
        ],
      },
      {
        role: 'user',
        parts: [functionResult({ output: '{"sky":"clear"}' }), functionResult({ error: denied })],
      },
      { role: 'model', parts: [{ text: 'It is sunny.' }] },
      { role: 'user', parts: [{ text: 'Sure?' }] },
    ]);
  });

  it('ollama', () => {
    const body = bodyOf('ollama');
    expect(body['tools']).toMatchObject([{ type: 'function', function: { name: 'weather' } }]);
    const asked = { function: { name: 'weather', arguments: { city: 'Bern' } } };
    expect(body['messages']).toMatchObject([
      { role: 'user' },
      { role: 'assistant', content: 'Let me see.', tool_calls: [asked, asked] },
      { role: 'tool', tool_name: 'weather', content: '{"sky":"clear"}' },
      { role: 'tool', tool_name: 'weather', content: denied },
      { role: 'assistant', content: 'It is sunny.' },
      { role: 'user' },
    ]);
  });
});

const sse = (...chunks: object[]) =>
  new Response(
    [...chunks.map((chunk) => JSON.stringify(chunk)), '[DONE]']
      .map((d) => `data: ${d}\n\n`)
      .join(''),
    { headers: { 'content-type': 'text/event-stream' } },
  );
const delta = (fields: object, finish_reason: string | null = null) => ({
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta: fields, finish_reason }],
});
const piece = (part: object) => delta({ tool_calls: [{ index: 0, ...part }] });

it('a model server’s call is done, and the server is asked again with its result', async () => {
  const asked: { messages: object[] }[] = [];
  const { ask } = openServer({
    tools: { weather: { description, execute: () => ({ sky: 'clear' }) } },
    answer: upstream({
      baseUrl: 'http://model.test',
      model: 'm',
      fetch: async (_, init) => {
        asked.push(JSON.parse(init?.body as string) as { messages: object[] });
        if (asked.length > 1) return sse(delta({ content: 'Sunny.' }), delta({}, 'stop'));
        return sse(
          piece({ id: 'c1', type: 'function', function: { name: 'weather', arguments: '{"ci' } }),
          piece({ function: { arguments: 'ty":"Bern"}' } }),
          delta({}, 'tool_calls'),
        );
      },
    }),
  });
  const { text } = await readMessage(await ask());
  expect(text).toBe('Sunny.');
  expect(asked[1]?.messages.slice(1)).toMatchObject([
    { role: 'assistant', content: null, tool_calls: [{ id: 'c1' }] },
    { role: 'tool', tool_call_id: 'c1', content: '{"sky":"clear"}' },
  ]);
});
