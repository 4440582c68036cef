import { LLMock } from '@copilotkit/aimock';
import { SimpleChatEngine } from '@llamaindex/core/chat-engine';
import { OpenAI } from '@llamaindex/openai';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { encodeSse } from '../../src/protocol/sse.ts';
import { startFaultProxy, type ProxyFaults } from './fault-proxy.ts';
import { askAs, type OurOutcome } from './our-client.ts';
import { serveWeb, streamOf } from './web-server.ts';

const text = 'Grüße, 世界 😀! '.repeat(12);
const mock = new LLMock({ port: 0, chunkSize: 7 }).onMessage('text', { content: text });
beforeAll(async () => void (await mock.start()));
afterAll(() => mock.stop());

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of open.splice(0).reverse()) await server.close();
});

// A chat engine, as a server of LlamaIndex asks it.
async function* engineAnswer(): AsyncGenerator<{ delta: string }> {
  const llm = new OpenAI({
    model: 'tiny',
    apiKey: 'none',
    baseURL: `${mock.url}/v1`,
    maxRetries: 0,
  });
  const engine = new SimpleChatEngine({ llm });
  for await (const { delta } of await engine.chat({ message: 'text', stream: true })) {
    yield { delta };
  }
}

async function* map<Value>(write: (value: Value) => string, values: AsyncIterable<Value>) {
  for await (const value of values) yield write(value);
}

async function* lines() {
  yield* map(({ delta }) => `${JSON.stringify({ delta })}\n`, engineAnswer());
  yield `${JSON.stringify({ done: true })}\n`;
}

async function* events() {
  yield* map(({ delta }) => encodeSse({ data: JSON.stringify({ delta }) }), engineAnswer());
  yield encodeSse({ data: '[DONE]' });
}

/** What people make of it on the wire. */
const servers: Readonly<Record<string, () => Response>> = {
  'plain text': () =>
    streamOf(
      map(({ delta }) => delta, engineAnswer()),
      'text/plain',
    ),
  'lines of JSON': () => streamOf(lines(), 'application/x-ndjson'),
  events: () => streamOf(events()),
};

async function ask(respond: () => Response, faults: ProxyFaults = {}): Promise<OurOutcome> {
  const server = await serveWeb(respond);
  open.push(server);
  const proxy = await startFaultProxy(server.url, faults);
  open.push(proxy);
  return askAs('text', { url: proxy.url });
}

describe.each(Object.entries(servers))('our client on %s of LlamaIndex', (_name, respond) => {
  it('reads the answer of a chat engine', async () => {
    expect(await ask(respond)).toMatchObject({ text, end: 'complete', error: undefined });
    expect(await ask(respond, { slice: 3 })).toMatchObject({ text, end: 'complete' });
  });

  it('says so when the connection breaks', async () => {
    const outcome = await ask(respond, { cuts: [200] });
    expect(outcome).toMatchObject({ end: 'truncated', error: { code: 'truncated' } });
    expect(text.startsWith(outcome.text)).toBe(true);
    expect(outcome.text).not.toBe('');
  });
});
