import { convertToModelMessages, streamText, tool, validateUIMessages, type UIMessage } from 'ai';
import { MockLanguageModelV3 } from 'ai/test';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { createChat } from '../../src/chat/create-chat.ts';
import { httpTransport } from '../../src/transports/http/http-transport.ts';
import { serveWeb } from './web-server.ts';
import { eventually } from '../eventually.ts';

type Stream = Awaited<ReturnType<MockLanguageModelV3['doStream']>>['stream'];
type StreamPart = Stream extends ReadableStream<infer Part> ? Part : never;

const signed = (signature: string) => ({ google: { thoughtSignature: signature } });
const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: undefined },
  outputTokens: { total: 1, text: 1, reasoning: undefined },
};
const turns: readonly (readonly StreamPart[])[] = [
  [
    { type: 'reasoning-start', id: 'r' },
    { type: 'reasoning-delta', id: 'r', delta: 'Hm' },
    { type: 'reasoning-end', id: 'r', providerMetadata: signed('thought') },
    { type: 'text-start', id: 't' },
    { type: 'text-delta', id: 't', delta: 'I will look.', providerMetadata: signed('text') },
    { type: 'text-end', id: 't' },
    {
      type: 'tool-call',
      toolCallId: 'c',
      toolName: 'look',
      input: '{"q":"x"}',
      providerMetadata: signed('call'),
    },
    { type: 'finish', usage, finishReason: { unified: 'tool-calls', raw: undefined } },
  ],
  [
    { type: 'text-start', id: 't' },
    { type: 'text-delta', id: 't', delta: 'It is 7.' },
    { type: 'text-end', id: 't' },
    { type: 'finish', usage, finishReason: { unified: 'stop', raw: undefined } },
  ],
];

it('gives the model its signatures back with the result of a tool of the page', async () => {
  let asked = 0;
  const model = new MockLanguageModelV3({
    doStream() {
      const parts = turns[asked] ?? [];
      asked += 1;
      const stream = new ReadableStream<StreamPart>({
        start(controller) {
          controller.enqueue({ type: 'stream-start', warnings: [] });
          for (const part of parts) controller.enqueue(part);
          controller.close();
        },
      });
      return Promise.resolve({ stream });
    },
  });
  const server = await serveWeb(async (request) => {
    const { messages } = (await request.json()) as { messages: UIMessage[] };
    const valid = await validateUIMessages({ messages });
    return streamText({
      model,
      tools: { look: tool({ inputSchema: z.object({ q: z.string() }) }) } as never,
      messages: await convertToModelMessages(valid),
    }).toUIMessageStreamResponse({ sendReasoning: true });
  });
  onTestFinished(() => server.close());
  const chat = createChat({
    transport: httpTransport({ url: `${server.url}/api/chat` }),
    tools: { look: { execute: () => 7 } },
  });
  await chat.send('How warm is it?');
  await eventually(() => expect(chat.getState().status).toBe('ready'));
  expect(chat.getState().messages.at(-1)?.end).toBe('complete');
  chat.dispose();
  const [, answer] = model.doStreamCalls[1]?.prompt ?? [];
  expect(answer?.content).toMatchObject([
    { type: 'reasoning', text: 'Hm', providerOptions: signed('thought') },
    { type: 'text', text: 'I will look.', providerOptions: signed('text') },
    { type: 'tool-call', toolCallId: 'c', providerOptions: signed('call') },
  ]);
});
