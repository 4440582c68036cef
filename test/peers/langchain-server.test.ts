import { LLMock } from '@copilotkit/aimock';
import { tool } from '@langchain/core/tools';
import { MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';
import { ToolNode, toolsCondition } from '@langchain/langgraph/prebuilt';
import { ChatOpenAI } from '@langchain/openai';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { encodeSse } from '../../src/protocol/sse.ts';
import { startFaultProxy, type ProxyFaults } from './fault-proxy.ts';
import { askAs, type OurOutcome } from './our-client.ts';
import { serveWeb, streamOf } from './web-server.ts';

const text = 'Grüße, 世界 😀! '.repeat(12);
const find = ['find', { q: 'x y' }] as const;
const calls = [{ id: 'call-1', name: 'find', arguments: JSON.stringify(find[1]) }];

const mock = new LLMock({ port: 0, chunkSize: 7 })
  .on({ toolCallId: 'call-1' }, { content: text })
  .onMessage('text', { content: text })
  .onMessage('call', { toolCalls: calls })
  .onMessage('refuse', { error: { message: 'No such model.', type: 'x' }, status: 404 });
beforeAll(async () => void (await mock.start()));
afterAll(() => mock.stop());

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of open.splice(0).reverse()) await server.close();
});

const chatModel = () =>
  new ChatOpenAI({
    model: 'tiny',
    apiKey: 'none',
    maxRetries: 0,
    configuration: { baseURL: `${mock.url}/v1` },
  });

const finder = tool(async ({ q }) => JSON.stringify({ found: q.length }), {
  name: 'find',
  description: 'Finds.',
  schema: z.object({ q: z.string() }),
});

// An agent: the model asks for a tool, the graph runs it, the model answers.
function agent() {
  const model = chatModel().bindTools([finder]);
  return new StateGraph(MessagesAnnotation)
    .addNode('agent', async ({ messages }) => ({ messages: [await model.invoke(messages)] }))
    .addNode('tools', new ToolNode([finder]))
    .addEdge(START, 'agent')
    .addConditionalEdges('agent', toolsCondition)
    .addEdge('tools', 'agent')
    .compile();
}

type Frames = AsyncIterable<Uint8Array>;
const encoding = 'text/event-stream' as const;
const asked = (question: string) => ({ messages: [{ role: 'user' as const, content: question }] });

/** The streams that LangChain's own encoder writes, each as a server of it would send them. */
const streams: Readonly<Record<string, (question: string) => Promise<Frames>>> = {
  'events of a model': async (question) =>
    chatModel().streamEvents(question, { version: 'v2', encoding }),
  'messages of a graph': async (question) =>
    agent().stream(asked(question), { streamMode: 'messages', encoding }) as Promise<Frames>,
  'messages, updates and values of a graph': async (question) =>
    agent().stream(asked(question), {
      streamMode: ['values', 'messages', 'updates'],
      encoding,
    }) as Promise<Frames>,
  'values of a graph': async (question) =>
    agent().stream(asked(question), { streamMode: 'values', encoding }) as Promise<Frames>,
  'updates of a graph': async (question) =>
    agent().stream(asked(question), { streamMode: 'updates', encoding }) as Promise<Frames>,
};

// A graph's own stream has no end marker: LangGraph's server writes this one, and its errors like this.
async function* served(frames: () => Promise<Frames>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  try {
    yield* await frames();
    yield encoder.encode(encodeSse({ event: 'end', data: '' }));
  } catch (error) {
    const { name, message } = error as Error;
    const data = JSON.stringify({ error: name, message });
    yield encoder.encode(encodeSse({ event: 'error', data }));
  }
}

async function ask(name: string, question: string, faults: ProxyFaults = {}): Promise<OurOutcome> {
  const frames = streams[name];
  if (!frames) throw new Error(`There is no ${name}.`);
  const server = await serveWeb(() => {
    return streamOf(served(() => frames(question)));
  });
  open.push(server);
  const proxy = await startFaultProxy(server.url, faults);
  open.push(proxy);
  return askAs(question, { url: proxy.url });
}

const whole = { end: 'complete', error: undefined } as const;

describe.each(Object.keys(streams))('our client on the %s of LangChain', (name) => {
  it('reads text', async () => {
    const outcome = await ask(name, 'text');
    expect(outcome).toMatchObject({ ...whole, text, tools: [] });
    expect(outcome.message?.metadata).toMatchObject({ finishReason: 'stop' });
  });

  it('is exact when the bytes come three at a time', async () => {
    expect(await ask(name, 'text', { slice: 3 })).toMatchObject({ ...whole, text });
  });

  it('is told the words of an error', async () => {
    const outcome = await ask(name, 'refuse');
    expect(outcome.error?.message).toContain('No such model.');
    expect(outcome.message?.end ?? 'error').toBe('error');
  });

  it('ends as truncated when the stream breaks off', async () => {
    const outcome = await ask(name, 'text', { cuts: [400] });
    expect(outcome.error?.code).toMatch(/^(?:truncated|network)$/);
    expect(outcome.message?.end ?? 'truncated').toBe('truncated');
    expect(text.startsWith(outcome.text)).toBe(true);
  });
});

it('our client reads a call from the events of a model of LangChain', async () => {
  const outcome = await ask('events of a model', 'call');
  expect(outcome).toMatchObject({ ...whole, text: '', tools: [find] });
  expect(outcome.message?.metadata).toMatchObject({ finishReason: 'tool-calls' });
});

const graphs = Object.keys(streams).filter((name) => name.includes('graph'));

it.each(graphs)('our client reads a call from the %s, and what came of it', async (name) => {
  const outcome = await ask(name, 'call');
  expect(outcome).toMatchObject({ ...whole, text, tools: [find] });
  const part = outcome.message?.parts.find((one) => 'toolCallId' in one);
  expect(part).toMatchObject({ state: 'output-available', output: { found: 3 } });
  expect(outcome.message?.metadata).toMatchObject({ finishReason: 'stop' });
});
