// Records what foreign servers send into test/dialects/fixtures, and what they were told to say:
// `node --import tsx test/peers/record.ts`.
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { LLMock } from '@copilotkit/aimock';
import { createUIMessageStreamResponse, streamText } from 'ai';
import type { MessageFacts } from '../dialects/message-facts.ts';
import { providers, type Provider } from './providers.ts';
import { find, said, scriptedModel, thought, type Question } from './scripted-model.ts';

const folder = fileURLToPath(new URL('../dialects/fixtures/', import.meta.url));
const text = 'Grüße, 世界 😀!';
const reasoning = 'Hm, **so**.';
const tools = [
  ['find', { q: 'x "y"', n: [1, 2.5] }],
  ['add', {}],
] as const;
const nothing: MessageFacts = { text: '', reasoning: '', tools: [], finishReason: 'stop' };
const told: Record<string, MessageFacts> = {};

async function record(name: string, response: Response, facts: object): Promise<void> {
  told[name] = { ...nothing, ...facts };
  await writeFile(`${folder}${name}.txt`, await response.text());
}

async function recordProvider(provider: Provider, origin: string): Promise<void> {
  const ask = (question: string) =>
    fetch(`${origin}${provider.path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer -', 'x-api-key': '-' },
      body: JSON.stringify(provider.body(question)),
    });
  const name = provider.name.toLowerCase().replaceAll(' ', '-');
  await record(`${name}-text`, await ask('text'), { text });
  if (provider.reasoning === undefined) {
    await record(`${name}-think`, await ask('think'), { text, reasoning });
  }
  if (provider.hasTools !== false) {
    const facts = { tools, reasoning: provider.plan ?? '', finishReason: 'tool-calls' };
    await record(`${name}-call`, await ask('call'), facts);
  }
}

async function recordMock(): Promise<void> {
  const toolCalls = tools.map(([name, input]) => ({ name, arguments: JSON.stringify(input) }));
  const mock = new LLMock({ port: 0, chunkSize: 4 })
    .onMessage('text', { content: text })
    .onMessage('think', { content: text, reasoning })
    .onMessage('call', { toolCalls });
  await mock.start();
  for (const provider of providers) await recordProvider(provider, mock.url);
  await mock.stop();
}

async function recordAiSdk(question: Question, facts: object): Promise<void> {
  const run = streamText({ model: scriptedModel(question), prompt: question, tools: { find } });
  const response = createUIMessageStreamResponse({ stream: run.toUIMessageStream() });
  await record(`ai-sdk-${question}`, response, facts);
}

await mkdir(folder, { recursive: true });
await recordMock();
await recordAiSdk('text', { text: said });
await recordAiSdk('think', { text: said, reasoning: thought, finishReason: 'length' });
await recordAiSdk('call', { tools: [['find', { q: 'x' }]], finishReason: 'tool-calls' });
await writeFile(`${folder}told.json`, `${JSON.stringify(told, null, 2)}\n`);
