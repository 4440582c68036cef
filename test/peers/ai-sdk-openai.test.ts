import { createOpenAI } from '@ai-sdk/openai';
import { LLMock } from '@copilotkit/aimock';
import { streamText, type LanguageModel } from 'ai';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { askAs, type OurOutcome } from './our-client.ts';
import { optionsFor, providers } from './providers.ts';
import { find } from './scripted-model.ts';
import { serveWeb } from './web-server.ts';

const text = 'Grüße, 世界 😀! '.repeat(6);
const thought = 'Hm, **so**.';
const calls = [{ name: 'find', arguments: '{"q":"x \\"y\\""}' }];
const mock = new LLMock({ port: 0, chunkSize: 5 })
  .onMessage('text', { content: text })
  .onMessage('think', { content: text, reasoning: thought })
  .onMessage('call', { toolCalls: calls })
  .onMessage('both', { content: text, toolCalls: calls })
  .onMessage('refuse', { error: { message: 'No such model.', type: 'x' }, status: 404 });
beforeAll(async () => void (await mock.start()));
afterAll(() => mock.stop());

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

const openai = () => createOpenAI({ apiKey: 'none', baseURL: `${mock.url}/v1` });

const apis: Readonly<Record<string, { model: () => LanguageModel; provider: string }>> = {
  Responses: { model: () => openai().responses('tiny'), provider: 'OpenAI responses' },
  'Chat Completions': { model: () => openai().chat('tiny'), provider: 'OpenAI chat' },
};

describe.each(Object.entries(apis))('@ai-sdk/openai by %s', (_api, { model, provider }) => {
  const direct = providers.find(({ name }) => name === provider);

  /** Asks a server that has the AI SDK between us and OpenAI. */
  async function askThrough(question: string): Promise<OurOutcome> {
    const server = await serveWeb(() =>
      streamText({
        model: model(),
        prompt: question,
        tools: { find },
        maxRetries: 0,
        onError: () => undefined,
      }).toUIMessageStreamResponse({ onError: (error) => (error as Error).message }),
    );
    open.push(server);
    return askAs(question, { url: server.url });
  }

  async function askDirectly(question: string): Promise<OurOutcome> {
    if (!direct) throw new Error(`There is no ${provider}.`);
    return askAs(question, optionsFor(direct, mock.url));
  }

  it.each(['text', 'call', 'both'])('and our own reader read the same: %s', async (question) => {
    const through = await askThrough(question);
    const { text: words, tools } = await askDirectly(question);
    expect(through).toMatchObject({ text: words, tools, end: 'complete', error: undefined });
    expect(through.text).toBe(question === 'call' ? '' : text);
    expect(through.tools).toEqual(question === 'text' ? [] : [['find', { q: 'x "y"' }]]);
    const reason = question === 'text' ? 'stop' : 'tool-calls';
    expect(through.message?.metadata?.finishReason ?? reason).toBe(reason);
  });

  it('and our own reader read the same reasoning', async () => {
    const through = await askThrough('think');
    const ours = await askDirectly('think');
    expect(ours).toMatchObject({ text, reasoning: thought, end: 'complete' });
    expect(through).toMatchObject({ text, end: 'complete' });
    // Its reader of Chat Completions leaves out what OpenAI itself does not send.
    expect(through.reasoning).toBe(provider === 'OpenAI responses' ? thought : '');
  });

  it('and our own reader are told the same words of a refusal', async () => {
    expect((await askThrough('refuse')).error?.message).toBe('No such model.');
    expect((await askDirectly('refuse')).error?.message).toBe('No such model.');
  });
});
