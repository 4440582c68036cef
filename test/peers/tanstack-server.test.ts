import {
  EventType,
  memoryStream,
  resumeServerSentEventsResponse,
  toHttpResponse,
  toServerSentEventsResponse,
  type StreamChunk,
} from '@tanstack/ai';
import { afterEach, describe, expect, it } from 'vitest';
import { startFaultProxy, type FaultProxy, type ProxyFaults } from './fault-proxy.ts';
import { askAs, type OurOutcome } from './our-client.ts';
import { serveWeb } from './web-server.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of open.splice(0).reverse()) await server.close();
});

const text = 'Grüße, 世界 😀! '.repeat(30);
const thought = 'Hm, let me **see**.';
const run = { threadId: 't', runId: 'r', model: 'tiny', timestamp: 1 };
const message = { messageId: 'm1', timestamp: 1 };
const call = { toolCallId: 'c', toolCallName: 'find', toolName: 'find', timestamp: 1 };

/** An answer as TanStack AI's adapters write it: a thought, a call with its result in a run of its own, the text. */
async function* answer(): AsyncGenerator<StreamChunk> {
  yield { type: EventType.RUN_STARTED, ...run };
  yield { type: EventType.REASONING_START, messageId: 'r1', timestamp: 1 };
  yield { type: EventType.REASONING_MESSAGE_START, messageId: 'r1', role: 'reasoning' };
  yield { type: EventType.REASONING_MESSAGE_CONTENT, messageId: 'r1', delta: thought };
  yield { type: EventType.REASONING_MESSAGE_END, messageId: 'r1' };
  yield { type: EventType.REASONING_END, messageId: 'r1' };
  yield { type: EventType.TOOL_CALL_START, ...call };
  yield { type: EventType.TOOL_CALL_ARGS, ...call, delta: '{"q":"x"}' };
  yield { type: EventType.TOOL_CALL_END, ...call, input: { q: 'x' } };
  yield { type: EventType.RUN_FINISHED, ...run, finishReason: 'tool_calls' };
  yield { type: EventType.RUN_STARTED, ...run };
  yield { type: EventType.TOOL_CALL_RESULT, ...message, ...call, content: '{"found":1}' };
  yield { type: EventType.TEXT_MESSAGE_START, ...message, role: 'assistant' };
  for (const delta of text.match(/[^]{1,9}/g) ?? []) {
    yield { type: EventType.TEXT_MESSAGE_CONTENT, ...message, delta };
  }
  yield { type: EventType.TEXT_MESSAGE_END, ...message };
  yield { type: EventType.RUN_FINISHED, ...run, finishReason: 'stop' };
}

async function* broken(): AsyncGenerator<StreamChunk> {
  for await (const chunk of answer()) {
    if (chunk.type === EventType.TEXT_MESSAGE_END) throw new Error('It broke.');
    yield chunk;
  }
}

interface Asked extends OurOutcome {
  readonly proxy: FaultProxy;
}

async function ask(
  respond: (request: Request) => Response,
  faults: ProxyFaults = {},
): Promise<Asked> {
  const server = await serveWeb(respond);
  open.push(server);
  const proxy = await startFaultProxy(server.url, faults);
  open.push(proxy);
  const url = `${proxy.url}/api/chat`;
  const outcome = await askAs('Hi', { url, resumeUrl: () => url });
  return { ...outcome, proxy };
}

const whole = {
  end: 'complete',
  error: undefined,
  text,
  reasoning: thought,
  tools: [['find', { q: 'x' }]],
} as const;

const encodings: Readonly<Record<string, (chunks: AsyncIterable<StreamChunk>) => Response>> = {
  toServerSentEventsResponse: (chunks) => toServerSentEventsResponse(chunks),
  toHttpResponse: (chunks) => toHttpResponse(chunks),
};

describe.each(Object.entries(encodings))('our client on %s of TanStack AI', (_name, respond) => {
  it('reads reasoning, a call with its result, and text over several runs', async () => {
    const outcome = await ask(() => respond(answer()));
    expect(outcome).toMatchObject(whole);
    expect(outcome.message?.metadata).toMatchObject({ finishReason: 'stop' });
    const part = outcome.message?.parts.find((one) => 'toolCallId' in one);
    expect(part).toMatchObject({ state: 'output-available', output: { found: 1 } });
  });

  it('ends with the error that the server tells, and keeps what had come', async () => {
    const outcome = await ask(() => respond(broken()));
    expect(outcome).toMatchObject({ end: 'error', error: { message: 'It broke.' }, text });
  });

  it.each(['reset', 'end'] as const)('ends as truncated after a cut by %s', async (cutBy) => {
    const outcome = await ask(() => respond(answer()), { cuts: [3000], cutBy });
    expect(outcome).toMatchObject({ end: 'truncated', error: { code: 'truncated' } });
    expect(text.startsWith(outcome.text)).toBe(true);
    expect(outcome.text).not.toBe('');
  });

  it('is exact when the bytes come three at a time, and between heartbeats', async () => {
    expect(await ask(() => respond(answer()), { slice: 3 })).toMatchObject(whole);
    expect(await ask(() => respond(answer()), { heartbeats: true })).toMatchObject(whole);
  });
});

// Keeps what it tells, and goes on with it where a reader was.
function durable(request: Request): Response {
  const adapter = memoryStream(request);
  if (request.method === 'GET') return resumeServerSentEventsResponse({ adapter });
  return toServerSentEventsResponse(answer(), { durability: { adapter } });
}

describe('our client on a run that TanStack AI keeps', () => {
  it('reads it', async () => {
    expect(await ask(durable)).toMatchObject(whole);
  });

  it('goes on after cuts where it was', async () => {
    const outcome = await ask(durable, { cuts: [700, 2500, 700] });
    expect(outcome).toMatchObject(whole);
    expect(outcome.proxy.requests).toHaveLength(4);
    const types = outcome.message?.parts.map(({ type }) => type);
    expect(types).toEqual(['reasoning', 'dynamic-tool', 'text']);
  });

  it.each([300, 700, 1000, 1100, 1300, 1500])('goes on inside any part: %i', async (place) => {
    const outcome = await ask(durable, { cuts: [place, 200, 200, 200, 200] });
    expect(outcome).toMatchObject(whole);
    expect(outcome.message?.parts).toHaveLength(3);
  });

  it('drops what is told once more', async () => {
    const outcome = await ask(durable, { cuts: [1100, 3000, 2500], overlap: 4 });
    expect(outcome).toMatchObject(whole);
    expect(outcome.message?.parts).toHaveLength(3);
  });
});
