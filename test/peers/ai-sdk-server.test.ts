import {
  createUIMessageStream,
  createUIMessageStreamResponse,
  pipeUIMessageStreamToResponse,
  stepCountIs,
  streamText,
} from 'ai';
import { afterEach, describe, expect, it } from 'vitest';
import { startFaultProxy, type ProxyFaults } from './fault-proxy.ts';
import { askAs, type OurOutcome } from './our-client.ts';
import { find, said, scriptedModel, thought, type Question } from './scripted-model.ts';
import { serveNode, serveWeb, type WebServer } from './web-server.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of open.splice(0).reverse()) await server.close();
});

function run(question: Question) {
  return streamText({
    model: scriptedModel(question),
    prompt: question,
    tools: { find },
    stopWhen: stepCountIs(3),
    onError: () => undefined,
  });
}

const onError = () => 'It broke.';

const stream = (question: Question) =>
  createUIMessageStream({
    execute: ({ writer }) => writer.merge(run(question).toUIMessageStream({ onError })),
  });

/** Every way in which the AI SDK answers with its native wire. */
const servers: Readonly<Record<string, (question: Question) => Promise<WebServer>>> = {
  'streamText().toUIMessageStreamResponse': (question) =>
    serveWeb(() => run(question).toUIMessageStreamResponse({ onError })),
  'streamText().pipeUIMessageStreamToResponse': (question) =>
    serveNode((_request, response) =>
      run(question).pipeUIMessageStreamToResponse(response, { onError }),
    ),
  createUIMessageStreamResponse: (question) =>
    serveWeb(() => createUIMessageStreamResponse({ stream: stream(question) })),
  pipeUIMessageStreamToResponse: (question) =>
    serveNode((_request, response) =>
      pipeUIMessageStreamToResponse({ response, stream: stream(question) }),
    ),
};

async function ask(start: Promise<WebServer>, faults: ProxyFaults = {}): Promise<OurOutcome> {
  const server = await start;
  open.push(server);
  const proxy = await startFaultProxy(server.url, faults);
  open.push(proxy);
  return askAs('question', { url: `${proxy.url}/api/chat` });
}

const whole = { end: 'complete', error: undefined } as const;

describe.each(Object.entries(servers))('our client on %s', (_name, serve) => {
  it('reads text and reasoning', async () => {
    expect(await ask(serve('text'))).toMatchObject({ ...whole, text: said, reasoning: '' });
    const thinking = await ask(serve('think'));
    expect(thinking).toMatchObject({ ...whole, text: said, reasoning: thought });
    expect(thinking.message?.metadata?.finishReason).toBe('length');
  });

  it('reads a call, its result and what the model says then', async () => {
    const outcome = await ask(serve('call'));
    expect(outcome).toMatchObject({ ...whole, text: said, tools: [['find', { q: 'x' }]] });
    const part = outcome.message?.parts.find(({ type }) => type === 'tool-find');
    expect(part).toMatchObject({ state: 'output-available', output: { found: 1 } });
  });

  it('ends with the error that the server tells, and keeps what had come', async () => {
    const outcome = await ask(serve('fail'));
    expect(outcome).toMatchObject({ end: 'error', error: { message: 'It broke.' } });
    expect(said.startsWith(outcome.text)).toBe(true);
    expect(outcome.text).not.toBe('');
  });

  it.each(['reset', 'end'] as const)('ends as truncated after a cut by %s', async (cutBy) => {
    const outcome = await ask(serve('text'), { cuts: [700], cutBy });
    expect(outcome).toMatchObject({ end: 'truncated', error: { code: 'truncated' } });
    expect(said.startsWith(outcome.text)).toBe(true);
    expect(outcome.text).not.toBe('');
  });

  it('is exact when the bytes come three at a time, and between heartbeats', async () => {
    expect(await ask(serve('text'), { slice: 3 })).toMatchObject({ ...whole, text: said });
    const alive = await ask(serve('text'), { heartbeats: true });
    expect(alive).toMatchObject({ ...whole, text: said });
  });
});

const rich = () =>
  createUIMessageStreamResponse({
    stream: createUIMessageStream({
      execute({ writer }) {
        writer.write({ type: 'data-queue', data: 1, transient: true });
        writer.write({ type: 'data-note', id: 'n', data: 'first' });
        writer.write({ type: 'data-note', id: 'n', data: 'second' });
        writer.merge(
          run('source').toUIMessageStream({
            sendSources: true,
            messageMetadata: () => ({ by: 'us' }),
          }),
        );
      },
    }),
  });

describe('our client on the AI SDK', () => {
  it('keeps data parts, sources, files and metadata', async () => {
    const { message } = await ask(serveWeb(rich));
    expect(message?.metadata).toMatchObject({ by: 'us', finishReason: 'stop' });
    expect(message?.parts).toMatchObject([
      { type: 'data-note', data: 'second' },
      { type: 'step-start' },
      { type: 'source-url', url: 'https://a.example/', title: 'A' },
      { type: 'file', mediaType: 'image/png', url: 'data:image/png;base64,AAAA' },
      { type: 'text', text: said },
    ]);
  });

  it('reads its plain text', async () => {
    const outcome = await ask(serveWeb(() => run('text').toTextStreamResponse()));
    expect(outcome).toMatchObject({ ...whole, text: said });
  });
});
