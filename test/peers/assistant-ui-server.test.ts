import {
  AssistantStream,
  DataStreamEncoder,
  PlainTextEncoder,
  createAssistantStream,
  createAssistantStreamResponse,
  type AssistantStreamController,
} from 'assistant-stream';
import { afterEach, describe, expect, it } from 'vitest';
import { startFaultProxy, type ProxyFaults } from './fault-proxy.ts';
import { askAs, type OurOutcome } from './our-client.ts';
import { serveWeb } from './web-server.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of open.splice(0).reverse()) await server.close();
});

const said = 'Grüße, 世界 😀! '.repeat(20);
const thought = 'Hm, let me **see**.';
const pieces = (text: string) => text.match(/[^]{1,9}/g) ?? [];

// What a server of assistant-ui's says: a thought, a call with its result, a source, the text.
async function answer(controller: AssistantStreamController): Promise<void> {
  for (const piece of pieces(thought)) controller.appendReasoning(piece);
  const call = controller.addToolCallPart({ toolCallId: 'c1', toolName: 'find' });
  for (const piece of pieces('{"q":"x y"}')) call.argsText.append(piece);
  call.argsText.close();
  call.setResponse({ result: { found: 3 } });
  const source = { sourceType: 'url', id: 's1', url: 'https://a.example/', title: 'A' } as const;
  controller.appendSource({ type: 'source', ...source });
  for (const piece of pieces(said)) controller.appendText(piece);
}

async function wholeAnswer(controller: AssistantStreamController): Promise<void> {
  await answer(controller);
  const usage = { inputTokens: 7, outputTokens: 3 };
  controller.enqueue({ type: 'message-finish', path: [], finishReason: 'stop', usage });
}

async function brokenAnswer(controller: AssistantStreamController): Promise<void> {
  await answer(controller);
  throw new Error('It broke.');
}

async function ask(respond: () => Response, faults: ProxyFaults = {}): Promise<OurOutcome> {
  const server = await serveWeb(respond);
  open.push(server);
  const proxy = await startFaultProxy(server.url, faults);
  open.push(proxy);
  return askAs('Hi', { url: proxy.url });
}

const read = {
  text: said,
  reasoning: thought,
  tools: [['find', { q: 'x y' }]],
} as const;

const respond = () => createAssistantStreamResponse(wholeAnswer);
const bytes = () =>
  AssistantStream.toByteStream(createAssistantStream(wholeAnswer), new DataStreamEncoder());

describe('our client on assistant-ui’s data stream', () => {
  it('reads reasoning, a call with its result, a source, text and usage', async () => {
    const outcome = await ask(respond);
    expect(outcome).toMatchObject({ ...read, end: 'complete', error: undefined });
    const { parts = [], metadata } = outcome.message ?? {};
    expect(parts.map(({ type }) => type)).toEqual([
      'reasoning',
      'dynamic-tool',
      'source-url',
      'text',
    ]);
    expect(parts[1]).toMatchObject({ state: 'output-available', output: { found: 3 } });
    const usage = { promptTokens: 7, outputTokens: 3 };
    expect(metadata).toMatchObject({ finishReason: 'stop', usage });
  });

  it('is exact when the bytes come three at a time', async () => {
    expect(await ask(respond, { slice: 3 })).toMatchObject({ ...read, end: 'complete' });
  });

  it('is told the words of an error, and keeps what had come', async () => {
    const outcome = await ask(() => createAssistantStreamResponse(brokenAnswer));
    expect(outcome).toMatchObject({ ...read, end: 'error' });
    expect(outcome.error?.message).toContain('It broke.');
  });

  it.each(['reset', 'end'] as const)('ends as truncated after a cut by %s', async (cutBy) => {
    const outcome = await ask(respond, { cuts: [500], cutBy });
    expect(outcome).toMatchObject({ end: 'truncated', error: { code: 'truncated' } });
    expect(said.startsWith(outcome.text)).toBe(true);
  });

  it('does not take an answer for whole whose server sends no end', async () => {
    const outcome = await ask(() => createAssistantStreamResponse(answer));
    expect(outcome).toMatchObject({ ...read, end: 'truncated' });
  });

  it('reads it without the header that names it', async () => {
    expect(await ask(() => new Response(bytes()))).toMatchObject({ ...read, end: 'complete' });
  });
});

it('our client reads assistant-ui’s plain text', async () => {
  const outcome = await ask(() =>
    AssistantStream.toResponse(
      createAssistantStream((controller) => {
        for (const piece of pieces(said)) controller.appendText(piece);
      }),
      new PlainTextEncoder(),
    ),
  );
  expect(outcome).toMatchObject({ text: said, end: 'complete', error: undefined });
});
