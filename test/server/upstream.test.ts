// @vitest-environment node
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { upstream, type UpstreamOptions } from '../../src/server/index.ts';
import { clientOf, errorOf, openServer, question, readEvents, readMessage } from './chat-client.ts';

interface Asked {
  readonly url: string | undefined;
  readonly headers: Record<string, unknown>;
  readonly body: Record<string, unknown>;
}

const picture = { type: 'file', mediaType: 'image/png', url: 'data:image/png;base64,AAAA' };
const chunk = (content: string, finish_reason: string | null = null) =>
  `data: ${JSON.stringify({ object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content }, finish_reason }] })}\n\n`;
const openai = `${chunk('Hel')}${chunk('lo', 'stop')}data: [DONE]\n\n`;

/** A model server that answers `body` and remembers what it was asked. */
async function modelServer(body: string, status = 200, headers: Record<string, string> = {}) {
  const asked: Asked[] = [];
  let left = 0;
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (piece: Buffer) => (text += piece.toString()));
    request.on('end', () => {
      asked.push({
        url: request.url,
        headers: request.headers,
        body: JSON.parse(text) as Record<string, unknown>,
      });
      response.writeHead(status, { 'content-type': 'text/event-stream', ...headers });
      if (body === 'endless') response.write(chunk('Hi'));
      else response.end(body);
    });
    response.on('close', () => left++);
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { asked, left: () => left, baseUrl: `http://127.0.0.1:${port}/v1/` };
}

function relay(options: UpstreamOptions, onError: (error: unknown) => void = () => undefined) {
  return openServer({ answer: upstream(options), onError });
}

const talk = {
  messages: [
    { id: 's', role: 'system', parts: [{ type: 'text', text: 'Be brief.' }] },
    { id: 'u1', role: 'user', parts: [{ type: 'text', text: 'Look:' }, picture] },
    { id: 'a0', role: 'assistant', parts: [] },
    { id: 'a1', role: 'assistant', parts: [{ type: 'text', text: 'A cat.' }] },
    { id: 'u2', role: 'user', parts: [{ type: 'text', text: 'Which?' }] },
  ],
};

describe('a model server behind a chat server', () => {
  it('asks to go on with what another server has written, which the model sees as its own', async () => {
    const { asked, baseUrl } = await modelServer(openai);
    const written = {
      id: 'run',
      role: 'assistant',
      parts: [{ type: 'text', text: 'A ca' }],
    } as const;
    const answer = upstream({ baseUrl, model: 'm' });
    const { chat } = openServer({ answer: (given) => answer({ ...given, written }) });
    const { text } = await readMessage(await clientOf(chat).ask('run-00001'));
    expect(text).toBe('Hello');
    expect(asked[0]?.body['messages']).toMatchObject([
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'A ca' },
      { role: 'user', content: expect.stringMatching(/Go on with it exactly/) as string },
    ]);
  });

  it('is asked in OpenAI’s words, with its pictures and its key', async () => {
    const { asked, baseUrl } = await modelServer(openai);
    const { ask } = relay({ baseUrl, model: 'm', apiKey: 'k', body: { temperature: 0 } });
    const { message, text } = await readMessage(await ask(undefined, talk));
    expect([message.end, text]).toEqual(['complete', 'Hello']);
    expect(asked).toMatchObject([
      {
        url: '/v1/chat/completions',
        headers: { authorization: 'Bearer k' },
        body: {
          model: 'm',
          stream: true,
          temperature: 0,
          messages: [
            { role: 'system', content: 'Be brief.' },
            {
              role: 'user',
              content: [
                { type: 'text', text: 'Look:' },
                { type: 'image_url', image_url: { url: picture.url } },
              ],
            },
            { role: 'assistant', content: 'A cat.' },
            { role: 'user', content: 'Which?' },
          ],
        },
      },
    ]);
  });

  it('is asked in Anthropic’s words', async () => {
    const { asked, baseUrl } = await modelServer('', 500);
    await (
      await relay({ baseUrl, model: 'm', apiKey: 'k', format: 'anthropic' }).ask(undefined, talk)
    ).text();
    expect(asked).toMatchObject([
      {
        url: '/v1/messages',
        headers: { 'x-api-key': 'k', 'anthropic-version': '2023-06-01' },
        body: {
          system: 'Be brief.',
          messages: [
            {
              role: 'user',
              content: [
                {
                  type: 'image',
                  source: { type: 'base64', media_type: 'image/png', data: 'AAAA' },
                },
                { type: 'text', text: 'Look:' },
              ],
            },
            { role: 'assistant', content: [{ type: 'text', text: 'A cat.' }] },
            { role: 'user', content: [{ type: 'text', text: 'Which?' }] },
          ],
        },
      },
    ]);
  });

  it('is asked in Ollama’s words', async () => {
    const { asked, baseUrl } = await modelServer('', 500);
    await (await relay({ baseUrl, model: 'm', format: 'ollama' }).ask(undefined, talk)).text();
    expect(asked).toMatchObject([
      {
        url: '/v1/api/chat',
        body: { messages: [{}, { content: 'Look:', images: ['AAAA'] }, {}, {}] },
      },
    ]);
  });

  it('is asked in the words of OpenAI’s Responses', async () => {
    const { asked, baseUrl } = await modelServer('', 500);
    const { ask } = relay({ baseUrl, model: 'm', apiKey: 'k', format: 'openai-responses' });
    await (await ask(undefined, talk)).text();
    expect(asked).toMatchObject([
      {
        url: '/v1/responses',
        headers: { authorization: 'Bearer k' },
        body: {
          stream: true,
          store: false,
          instructions: 'Be brief.',
          input: [
            {
              role: 'user',
              content: [
                { type: 'input_text', text: 'Look:' },
                { type: 'input_image', image_url: picture.url },
              ],
            },
            { role: 'assistant', content: [{ type: 'output_text', text: 'A cat.' }] },
            { role: 'user', content: [{ type: 'input_text', text: 'Which?' }] },
          ],
        },
      },
    ]);
  });

  it('is asked in Gemini’s words, with what the app adds joined to them', async () => {
    const { asked, baseUrl } = await modelServer('', 500);
    const body = { generationConfig: { temperature: 0 } };
    const { ask } = relay({ baseUrl, model: 'gem', apiKey: 'k', format: 'gemini', body });
    await (await ask(undefined, talk)).text();
    expect(asked).toMatchObject([
      {
        url: '/v1/models/gem:streamGenerateContent?alt=sse',
        headers: { 'x-goog-api-key': 'k' },
        body: {
          generationConfig: { temperature: 0 },
          systemInstruction: { parts: [{ text: 'Be brief.' }] },
          contents: [
            {
              role: 'user',
              parts: [{ inlineData: { mimeType: 'image/png', data: 'AAAA' } }, { text: 'Look:' }],
            },
            { role: 'model', parts: [{ text: 'A cat.' }] },
            { role: 'user', parts: [{ text: 'Which?' }] },
          ],
        },
      },
    ]);
  });

  it('hears of a stop', async () => {
    const { left, baseUrl } = await modelServer('endless');
    const { ask, post } = relay({ baseUrl, model: 'm' });
    const first = await readEvents(await ask('run-00001'), 3);
    expect(first.events.at(-1)).toMatchObject({ delta: 'Hi' });
    const stopped = await post('/runs/run-00001/cancel', '');
    expect(await stopped.json()).toMatchObject({ status: 'aborted' });
    await expect.poll(left).toBe(1);
  });

  it.each([
    [401, /refused the question/],
    [429, /asked too often/],
    [529, /asked too often/],
  ])('that answers %i is told without its words, which go to who runs it', async (status, told) => {
    const errors: unknown[] = [];
    const { baseUrl } = await modelServer('{"error":"bad key sk-secret"}', status);
    const { ask } = relay({ baseUrl, model: 'm' }, (error) => errors.push(error));
    const raw = await (await ask()).text();
    expect(raw).toMatch(told);
    expect(raw).not.toContain('sk-secret');
    expect(String((errors[0] as Error).cause)).toContain('sk-secret');
  });

  it('that is not there is told as that', async () => {
    const { ask } = relay({ baseUrl: 'http://127.0.0.1:1', model: 'm' });
    const { events } = await readEvents(await ask());
    expect(events.at(-1)).toMatchObject({
      type: 'error',
      errorText: expect.stringMatching(/cannot be reached/) as string,
    });
  });

  it('keeps a question that is none to itself', async () => {
    const { asked, baseUrl } = await modelServer(openai);
    const { post } = relay({ baseUrl, model: 'm' });
    const error = await errorOf(await post('/chat', { ...question(), messages: 5 }));
    expect([error.status, asked.length]).toEqual([400, 0]);
  });
});
