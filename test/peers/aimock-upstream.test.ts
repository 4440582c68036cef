import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineRequest } from '../../demo-server/engine/engine.ts';
import type { UpstreamFormat } from '../../src/server/index.ts';
import { messageText, type ChatMessage } from '../../src/protocol/index.ts';
import { messageOf, openFront } from '../demo-server/engine/upstream/open-front.ts';

const text = 'Grüße, 世界 😀! '.repeat(12);
const thought = 'I am **thinking** about it.';
const find = { name: 'find', arguments: JSON.stringify({ q: 'x y', n: [1, 2.5] }) };

const open = () =>
  new LLMock({ port: 0, chunkSize: 7 })
    .onMessage('text', { content: text })
    .onMessage('think', { content: text, reasoning: thought })
    .onMessage('call', { toolCalls: [find] })
    .onMessage('cut', { content: text }, { truncateAfterChunks: 12, latency: 5 })
    .onMessage('refuse', { error: { message: 'The chat is too long.', type: 'x' }, status: 400 })
    // It lists the models that it has answers of.
    .on({ userMessage: 'name', model: 'm' }, { content: 'm' });
const mock = open();
beforeAll(async () => void (await mock.start()));
afterAll(() => mock.stop());

/** Each format, and where it begins on the mock. */
const formats: readonly (readonly [UpstreamFormat, path: string])[] = [
  ['openai-chat', '/v1'],
  ['openai-responses', '/v1'],
  ['anthropic', '/v1'],
  ['gemini', '/v1beta'],
  ['ollama', ''],
];

async function ask(
  urls: readonly string[],
  format: UpstreamFormat,
  question: string,
  more: Partial<EngineRequest> = {},
): Promise<ChatMessage> {
  const front = await openFront(urls, { format });
  const turns = [{ role: 'user' as const, text: question }];
  return messageOf(await front.ask({ turns, ...more }));
}

const partsOf = ({ parts }: ChatMessage, type: string) =>
  parts.filter((part) => part.type === type);

describe.each(formats)('a server in front of aimock, which is asked as %s', (format, path) => {
  const say = (question: string, more?: Partial<EngineRequest>) =>
    ask([mock.url + path], format, question, more);

  it('passes its text on, whole', async () => {
    const message = await say('text');
    expect(messageText(message)).toBe(text);
    expect(message).toMatchObject({ end: 'complete', metadata: { finishReason: 'stop' } });
  });

  it('passes its thoughts on as thoughts', async () => {
    const message = await say('think');
    expect(partsOf(message, 'reasoning')).toMatchObject([{ text: thought }]);
    expect(messageText(message)).toBe(text);
  });

  it('passes its calls on, and leaves them to whoever asked', async () => {
    const inputSchema = { type: 'object' };
    const tools = [{ name: 'find', description: 'Finds.', inputSchema }];
    const message = await say('call', { tools });
    const call = message.parts.find((part) => 'toolCallId' in part);
    expect(call).toMatchObject({ state: 'input-available', input: { q: 'x y', n: [1, 2.5] } });
    expect(message).toMatchObject({ end: 'complete', metadata: { finishReason: 'tool-calls' } });
  });

  it('keeps what has come when it breaks off, and says so', async () => {
    const message = await say('cut');
    const told = messageText(message);
    expect(message).toMatchObject({
      end: 'error',
      error: { message: expect.stringMatching(/broke off/) as string },
    });
    expect(told).not.toBe('');
    expect(text.startsWith(told)).toBe(true);
  });

  it('tells its refusal in its words, and asks once', async () => {
    const before = mock.getRequests().length;
    const message = await say('refuse');
    expect(message.error?.message).toContain('The chat is too long.');
    const asked = mock.getRequests().slice(before);
    expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('waits a little where it is asked to, and asks once more', async () => {
    mock.nextRequestError(429, { message: 'Slow down.' });
    expect(messageText(await say('text'))).toBe(text);
  });

  it('goes elsewhere when one of several fails, and tells whose answer it is', async () => {
    const failing = open();
    failing.nextRequestError(500, { message: 'Out of order.' });
    await failing.start();
    const urls = [failing.url + path, mock.url + path];
    try {
      const message = await ask(urls, format, 'text');
      expect(messageText(message)).toBe(text);
      expect(message.metadata?.device).toBe(new URL(mock.url).host);
      const asked = failing.getRequests().filter(({ method }) => method === 'POST');
      expect(asked).toHaveLength(1);
    } finally {
      await failing.stop();
    }
    // It is gone altogether now.
    expect(messageText(await ask(urls, format, 'text'))).toBe(text);
  });
});
