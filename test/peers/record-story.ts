// Records what foreign servers send for the story “Foreign backends” into stories/recordings, each in its own format:
// `node --import tsx test/peers/record-story.ts`.
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { AGUIMock, LLMock, type AGUIEvent } from '@copilotkit/aimock';
import { ChatOpenAI } from '@langchain/openai';
import {
  EventType,
  memoryStream,
  toServerSentEventsResponse,
  type StreamChunk,
} from '@tanstack/ai';
import { simulateReadableStream, streamText } from 'ai';
import { MockLanguageModelV3 } from 'ai/test';
import { storyAnswer, storyThought } from '../../stories/story-answer.ts';
import { deltas, finish } from './scripted-model.ts';

const folder = fileURLToPath(new URL('../../stories/recordings/', import.meta.url));
const question = 'How does it work?';
// The mock has no reasoning in Cohere's format, and writes it as text.
const plainQuestion = 'How does it work without a thought?';
const size = 9;
const pieces = (text: string) => text.match(/[^]{1,9}/gu) ?? [];

const model = 'tiny';
const messages = [{ role: 'user', content: question }];
const chat = { model, stream: true, messages };
const contents = [{ role: 'user', parts: [{ text: question }] }];

/** Where the mock answers in each format, and to what. */
const calls: Readonly<Record<string, readonly [path: string, body: object]>> = {
  'openai-chat.txt': ['/v1/chat/completions', { ...chat, stream_options: { include_usage: true } }],
  'openai-responses.txt': ['/v1/responses', { model, stream: true, input: messages }],
  'anthropic.txt': ['/v1/messages', { ...chat, max_tokens: 999 }],
  'gemini.txt': ['/v1beta/models/tiny:streamGenerateContent?alt=sse', { contents }],
  'gemini-interactions.txt': ['/v1beta/interactions', { model, stream: true, input: question }],
  'ollama.txt': ['/api/chat', chat],
  'cohere.txt': ['/v2/chat', { ...chat, messages: [{ role: 'user', content: plainQuestion }] }],
  'bedrock.bin': [
    '/model/tiny/converse-stream',
    { messages: [{ role: 'user', content: [{ text: question }] }] },
  ],
};

async function record(name: string, response: Response): Promise<void> {
  await writeFile(`${folder}${name}`, new Uint8Array(await response.arrayBuffer()));
}

async function recordMock(): Promise<void> {
  const mock = new LLMock({ port: 0, chunkSize: size })
    .onMessage(plainQuestion, { content: storyAnswer })
    .onMessage(question, { content: storyAnswer, reasoning: storyThought });
  await mock.start();
  const headers = {
    'content-type': 'application/json',
    authorization: 'Bearer -',
    'x-api-key': '-',
  };
  for (const [name, [path, body]] of Object.entries(calls)) {
    const request = { method: 'POST', headers, body: JSON.stringify(body) };
    await record(name, await fetch(`${mock.url}${path}`, request));
  }
  const langchain = new ChatOpenAI({
    model,
    apiKey: 'none',
    configuration: { baseURL: `${mock.url}/v1` },
  });
  const encoding = 'text/event-stream' as const;
  const events = langchain.streamEvents(question, { version: 'v2', encoding });
  await record('langserve.txt', new Response(events));
  await mock.stop();
}

async function recordAgUi(): Promise<void> {
  const run = { threadId: 't', runId: 'r' };
  const events = [
    { type: 'RUN_STARTED', ...run },
    { type: 'REASONING_START', messageId: 'thought' },
    { type: 'REASONING_MESSAGE_START', messageId: 'thought', role: 'reasoning' },
    ...pieces(storyThought).map((delta) => ({
      type: 'REASONING_MESSAGE_CONTENT',
      messageId: 'thought',
      delta,
    })),
    { type: 'REASONING_MESSAGE_END', messageId: 'thought' },
    { type: 'REASONING_END', messageId: 'thought' },
    { type: 'TEXT_MESSAGE_START', messageId: 'answer', role: 'assistant' },
    ...pieces(storyAnswer).map((delta) => ({
      type: 'TEXT_MESSAGE_CONTENT',
      messageId: 'answer',
      delta,
    })),
    { type: 'TEXT_MESSAGE_END', messageId: 'answer' },
    { type: 'RUN_FINISHED', ...run, outcome: { type: 'success' } },
  ] as AGUIEvent[];
  const mock = new AGUIMock({ port: 0 }).onRun(question, events);
  const url = await mock.start();
  const input = { ...run, tools: [], context: [], state: {}, forwardedProps: {} };
  const body = { ...input, messages: [{ id: 'u', role: 'user', content: question }] };
  await record('ag-ui.txt', await fetch(url, { method: 'POST', body: JSON.stringify(body) }));
  await mock.stop();
}

async function recordAiSdk(): Promise<void> {
  const chunks = [
    { type: 'stream-start' as const, warnings: [] },
    ...deltas('reasoning', '0', storyThought),
    ...deltas('text', '1', storyAnswer),
    finish('stop'),
  ];
  const mock = new MockLanguageModelV3({
    doStream: async () => ({ stream: simulateReadableStream({ chunks, chunkDelayInMs: null }) }),
  });
  await record(
    'ai-sdk.txt',
    streamText({ model: mock, prompt: question }).toUIMessageStreamResponse(),
  );
}

async function recordTanstack(): Promise<void> {
  const run = { threadId: 't', runId: 'r', model, timestamp: 1 };
  async function* answer(): AsyncGenerator<StreamChunk> {
    yield { type: EventType.RUN_STARTED, ...run };
    yield { type: EventType.REASONING_START, messageId: 'thought', timestamp: 1 };
    yield { type: EventType.REASONING_MESSAGE_START, messageId: 'thought', role: 'reasoning' };
    for (const delta of pieces(storyThought)) {
      yield { type: EventType.REASONING_MESSAGE_CONTENT, messageId: 'thought', delta };
    }
    yield { type: EventType.REASONING_MESSAGE_END, messageId: 'thought' };
    yield { type: EventType.REASONING_END, messageId: 'thought' };
    yield { type: EventType.TEXT_MESSAGE_START, messageId: 'answer', role: 'assistant' };
    for (const delta of pieces(storyAnswer)) {
      yield { type: EventType.TEXT_MESSAGE_CONTENT, messageId: 'answer', delta };
    }
    yield { type: EventType.TEXT_MESSAGE_END, messageId: 'answer' };
    yield { type: EventType.RUN_FINISHED, ...run, finishReason: 'stop' };
  }
  const request = new Request('http://localhost/api/chat', { method: 'POST' });
  const adapter = memoryStream(request);
  await record('tanstack.txt', toServerSentEventsResponse(answer(), { durability: { adapter } }));
}

await mkdir(folder, { recursive: true });
await recordMock();
await recordAgUi();
await recordAiSdk();
await recordTanstack();
