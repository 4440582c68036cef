import Anthropic from '@anthropic-ai/sdk';
import { LLMock } from '@copilotkit/aimock';
import { GoogleGenAI } from '@google/genai';
import { Ollama } from 'ollama';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askAs } from './our-client.ts';
import { optionsFor, providers } from './providers.ts';

/** What a provider's own client made of an answer. */
interface Read {
  readonly text: string;
  /** Name and input of each tool call. */
  readonly tools: readonly (readonly [string, unknown])[];
}

const text = 'Grüße, 世界 😀! '.repeat(6);
const toolCalls = [
  { name: 'find', arguments: '{"q":"x \\"y\\"","n":[1,2.5,null]}' },
  { name: 'add', arguments: '{}' },
];
const mock = new LLMock({ port: 0, chunkSize: 5 })
  .onMessage('text', { content: text })
  .onMessage('both', { content: text, toolCalls });
beforeAll(async () => void (await mock.start()));
afterAll(() => mock.stop());

const model = 'tiny';
const apiKey = 'none';
const asMessages = (content: string) => [{ role: 'user' as const, content }];

async function readOpenaiChat(question: string): Promise<Read> {
  const client = new OpenAI({ apiKey, baseURL: `${mock.url}/v1` });
  const stream = client.chat.completions.stream({ model, messages: asMessages(question) });
  const { choices } = await stream.finalChatCompletion();
  const { content, tool_calls: calls = [] } = choices[0]?.message ?? {};
  const tools = calls.flatMap((call) =>
    call.type === 'function'
      ? [[call.function.name, JSON.parse(call.function.arguments)] as const]
      : [],
  );
  return { text: content ?? '', tools };
}

async function readOpenaiResponses(question: string): Promise<Read> {
  const client = new OpenAI({ apiKey, baseURL: `${mock.url}/v1` });
  const input = asMessages(question);
  const { output } = await client.responses.stream({ model, input }).finalResponse();
  const parts = output.flatMap((item) => (item.type === 'message' ? item.content : []));
  const tools = output.flatMap((item) =>
    item.type === 'function_call' ? [[item.name, JSON.parse(item.arguments)] as const] : [],
  );
  return { text: parts.map((part) => ('text' in part ? part.text : '')).join(''), tools };
}

async function readAnthropic(question: string): Promise<Read> {
  const client = new Anthropic({ apiKey, baseURL: mock.url });
  const messages = asMessages(question);
  const { content } = await client.messages
    .stream({ model, max_tokens: 99, messages })
    .finalMessage();
  const tools = content.flatMap((block) =>
    block.type === 'tool_use' ? [[block.name, block.input] as const] : [],
  );
  return { text: content.map((block) => ('text' in block ? block.text : '')).join(''), tools };
}

async function readGemini(contents: string): Promise<Read> {
  const httpOptions = { baseUrl: mock.url, apiVersion: 'v1beta' };
  const client = new GoogleGenAI({ apiKey, httpOptions });
  const read = { text: '', tools: [] as [string, unknown][] };
  for await (const chunk of await client.models.generateContentStream({ model, contents })) {
    for (const part of chunk.candidates?.[0]?.content?.parts ?? []) {
      read.text += part.text ?? '';
      const { name = '', args } = part.functionCall ?? {};
      if (part.functionCall) read.tools.push([name, args]);
    }
  }
  return read;
}

async function readOllama(question: string): Promise<Read> {
  const client = new Ollama({ host: mock.url });
  const read = { text: '', tools: [] as [string, unknown][] };
  const messages = asMessages(question);
  for await (const { message } of await client.chat({ model, messages, stream: true })) {
    read.text += message.content;
    for (const { function: called } of message.tool_calls ?? []) {
      read.tools.push([called.name, called.arguments]);
    }
  }
  return read;
}

const clients: Readonly<Record<string, (question: string) => Promise<Read>>> = {
  'OpenAI chat': readOpenaiChat,
  'OpenAI responses': readOpenaiResponses,
  Anthropic: readAnthropic,
  Gemini: readGemini,
  Ollama: readOllama,
};
const known = providers.flatMap((provider) => {
  const read = clients[provider.name];
  return read ? [{ provider, read, name: provider.name }] : [];
});

describe.each(known)('our client and the official one of $name', ({ provider, read }) => {
  it.each(['text', 'both'])('read the same: %s', async (question) => {
    const official = await read(question);
    expect(official.text).toBe(text);
    expect(official.tools).toHaveLength(question === 'text' ? 0 : toolCalls.length);
    const ours = await askAs(question, optionsFor(provider, mock.url));
    expect({ text: ours.text, tools: ours.tools }).toEqual(official);
  });
});
