import { AGUIMock, LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFaultProxy, type ProxyFaults } from './fault-proxy.ts';
import { askAs, type OurOutcome } from './our-client.ts';
import { optionsFor, providers, type Provider } from './providers.ts';

const text = 'Grüße, 世界 😀! '.repeat(12);
const thought = 'I am **thinking** about it.';
const find = ['find', { q: 'x y', n: [1, 2.5] }] as const;
const add = ['add', {}] as const;
const calls = [find, add].map(([name, input]) => ({ name, arguments: JSON.stringify(input) }));

const mock = new LLMock({ port: 0, chunkSize: 7 })
  .onMessage('text', { content: text })
  .onMessage('think', { content: text, reasoning: thought })
  .onMessage('call', { toolCalls: calls })
  .onMessage('both', { content: text, toolCalls: calls })
  .onMessage('cut', { content: text }, { truncateAfterChunks: 12, latency: 5 })
  .onMessage('refuse', { error: { message: 'No such model.', type: 'x' }, status: 404 });
beforeAll(async () => void (await mock.start()));
afterAll(() => mock.stop());

const ask = (question: string, provider: Provider): Promise<OurOutcome> =>
  askAs(question, optionsFor(provider, mock.url));

async function askBehind(faults: ProxyFaults, provider: Provider): Promise<OurOutcome> {
  const proxy = await startFaultProxy(mock.url, faults);
  try {
    return await askAs('text', optionsFor(provider, proxy.url));
  } finally {
    await proxy.close();
  }
}

const whole = { end: 'complete', error: undefined } as const;

describe.each(providers)('our client on $name of aimock', (provider) => {
  it('reads text', async () => {
    const outcome = await ask('text', provider);
    expect(outcome).toMatchObject({ ...whole, text, reasoning: '', tools: [] });
    expect(outcome.message?.metadata?.finishReason).toBe('stop');
  });

  it('reads reasoning', async () => {
    const { reasoning } = provider;
    expect(await ask('think', provider)).toMatchObject({
      ...whole,
      text: reasoning === 'as text' ? thought + text : text,
      reasoning: reasoning === undefined ? thought : '',
    });
  });

  it.each([
    ['drop', { code: 'server', status: 500 }],
    ['malformed', { code: 'protocol' }],
    ['disconnect', { code: 'network' }],
    ['ratelimit', { code: 'rate-limited', status: 429, retryAfterMs: 1000 }],
  ])('is told what went wrong by the chaos of %s', async (chaos, error) => {
    const options = optionsFor(provider, mock.url);
    const headers = { [`x-aimock-chaos-${chaos}`]: '1' };
    const outcome = await askAs('text', { ...options, headers });
    expect(outcome).toMatchObject({ text: '', error });
    expect(outcome.message).toBeUndefined();
  });

  it('is told the words of a refusal', async () => {
    const outcome = await ask('refuse', provider);
    expect(outcome.error).toMatchObject({ code: 'not-found', message: 'No such model.' });
  });

  it('ends as truncated, with what had come, when the server breaks off', async () => {
    const outcome = await ask('cut', provider);
    expect(outcome).toMatchObject({ end: 'truncated', error: { code: 'truncated' } });
    expect(text.startsWith(outcome.text)).toBe(true);
    expect(outcome.text).not.toBe('');
  });

  it('ends as truncated when the stream ends cleanly in the middle', async () => {
    const outcome = await askBehind({ cuts: [1800], cutBy: 'end' }, provider);
    expect(outcome).toMatchObject({ end: 'truncated', error: { code: 'truncated' } });
    expect(text.startsWith(outcome.text)).toBe(true);
    expect(outcome.text).not.toBe('');
  });

  it('is exact when the bytes come three at a time, and between heartbeats', async () => {
    expect(await askBehind({ slice: 3 }, provider)).toMatchObject({ ...whole, text });
    expect(await askBehind({ heartbeats: true }, provider)).toMatchObject({ ...whole, text });
  });

  it('gets through a rate limit by waiting', async () => {
    mock.nextRequestError(429, { message: 'Slow down.' });
    const options = { ...optionsFor(provider, mock.url), retry: { sendAttempts: 2, baseMs: 1 } };
    expect(await askAs('text', options)).toMatchObject({ ...whole, text });
  });
});

const withTools = providers.filter(({ hasTools }) => hasTools !== false);

it.each(withTools)('our client on $name of aimock reads tool calls', async (provider) => {
  const called = await ask('call', provider);
  expect(called).toMatchObject({ ...whole, tools: [find, add] });
  expect(called.message?.metadata?.finishReason).toBe('tool-calls');
  expect(await ask('both', provider)).toMatchObject({ ...whole, text, tools: [find, add] });
});

describe('our client on AG-UI of aimock', () => {
  const agent = new AGUIMock({ port: 0 })
    .onMessage('text', text)
    .onReasoning('think', thought)
    .onToolCall('call', 'find', JSON.stringify(find[1]), { result: '{"found":3}' });
  let url = '';
  beforeAll(async () => void (url = await agent.start()));
  afterAll(() => agent.stop());

  const askAgent = (question: string) =>
    askAs(question, {
      url: `${url}/`,
      body: {
        threadId: 't',
        runId: 'r',
        messages: [{ id: 'u', role: 'user', content: question }],
        tools: [],
        context: [],
        state: {},
        forwardedProps: {},
      },
    });

  it('reads text, reasoning and a call with its result', async () => {
    expect(await askAgent('text')).toMatchObject({ ...whole, text });
    expect(await askAgent('think')).toMatchObject({ ...whole, reasoning: thought });
    const called = await askAgent('call');
    expect(called).toMatchObject({ ...whole, tools: [find] });
    expect(called.message?.parts).toMatchObject([{ output: { found: 3 } }]);
  });

  it('is told that there is no such run', async () => {
    const outcome = await askAgent('unknown');
    expect(outcome).toMatchObject({
      message: undefined,
      error: { code: 'not-found', status: 404 },
    });
  });
});
