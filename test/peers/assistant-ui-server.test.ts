import {
  AssistantStream,
  AssistantTransportEncoder,
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

const transport = (say: typeof answer) => () =>
  AssistantStream.toResponse(createAssistantStream(say), new AssistantTransportEncoder());

describe('our client on assistant-ui’s assistant transport', () => {
  it('reads reasoning, a call with its result, a source, text and usage', async () => {
    const outcome = await ask(transport(wholeAnswer));
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
    expect(await ask(transport(answer), { slice: 3 })).toMatchObject({ ...read, end: 'complete' });
  });

  it('keeps parts apart that are written side by side, and asks before a call runs', async () => {
    const outcome = await ask(
      transport((controller) => {
        const first = controller.addTextPart();
        const call = controller.addToolCallPart({ toolCallId: 'c1', toolName: 'mail' });
        first.append('Grüße, ');
        call.argsText.append('{"to":');
        first.append('世界');
        call.argsText.append('"a"}');
        call.argsText.close();
        first.close();
        call.setApproval({ id: 'i', requestReason: 'Send it?' });
        call.close();
        return Promise.resolve();
      }),
    );
    expect(outcome).toMatchObject({ text: 'Grüße, 世界', tools: [['mail', { to: 'a' }]] });
    expect(outcome.message?.parts[1]).toMatchObject({
      state: 'approval-requested',
      approval: { id: 'i', requestReason: 'Send it?' },
    });
  });

  it('keeps the state of an agent, and reads the answer that LangGraph writes there', async () => {
    const messages = [
      { type: 'human', content: 'Hi' },
      { type: 'ai', id: 'm', content: '' },
    ];
    const outcome = await ask(
      transport((controller) => {
        const update = { type: 'update-state', path: [] } as const;
        controller.enqueue({
          ...update,
          operations: [{ type: 'set', path: ['messages'], value: messages }],
        });
        for (const value of pieces(said)) {
          const path = ['messages', '1', 'content'];
          controller.enqueue({ ...update, operations: [{ type: 'append-text', path, value }] });
        }
        return Promise.resolve();
      }),
    );
    expect(outcome).toMatchObject({ text: said, end: 'complete' });
    expect(outcome.message?.parts[0]).toMatchObject({
      type: 'data-state',
      data: { messages: [messages[0], { ...messages[1], content: said }] },
    });
  });

  it('is told the words of an error, goes on after a warning, and ends as truncated without its end', async () => {
    const broken = await ask(transport(brokenAnswer));
    expect(broken).toMatchObject({ ...read, end: 'error' });
    expect(broken.error?.message).toContain('It broke.');
    const warned = await ask(
      transport(async (controller) => {
        controller.enqueue({ type: 'error', path: [], error: 'Slow today.', severity: 'warning' });
        await answer(controller);
      }),
    );
    expect(warned).toMatchObject({ ...read, end: 'complete' });
    const cut = await ask(transport(answer), { cuts: [900], cutBy: 'end' });
    expect(cut).toMatchObject({ end: 'truncated' });
  });
});
