// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { collectMessage, decodeEvents } from '../../../../src/dialects/index.ts';
import { messageText } from '../../../../src/protocol/index.ts';
import { eventually } from '../../../eventually.ts';
import { framesOf, openApp, slowly } from './open-app.ts';

const path = '/v1/messages';
const ask = (more: object = {}) => ({
  model: 'any',
  max_tokens: 100,
  system: [{ type: 'text', text: 'Be short.' }],
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
  ...more,
});

async function* bytesOf(response: Response) {
  yield new Uint8Array(await response.arrayBuffer());
}

describe('POST /v1/messages', () => {
  it('streams the events of a message, each named by its type', async () => {
    const { post } = openApp();
    const frames = await framesOf(await post(path, ask({ stream: true })));
    const types = frames.map(({ data }) => (JSON.parse(data) as { type: string }).type);
    expect(frames.map(({ event }) => event)).toEqual(types);
    expect([types[0], types[1], types.at(-2), types.at(-1)]).toEqual([
      'message_start',
      'content_block_start',
      'message_delta',
      'message_stop',
    ]);
  });

  it('is read as Anthropic’s own, with its counts', async () => {
    const { post, engine } = openApp();
    const response = await post(path, ask({ stream: true, max_tokens: 2 }));
    const message = await collectMessage(decodeEvents(bytesOf(response), { format: 'anthropic' }));
    expect(messageText(message)).toBe('one two');
    expect(message).toMatchObject({
      end: 'complete',
      metadata: {
        model: engine.info.name,
        finishReason: 'length',
        usage: { promptTokens: 3, outputTokens: 2 },
      },
    });
  });

  it('answers in one piece without stream', async () => {
    const { post, engine } = openApp();
    expect(await (await post(path, ask())).json()).toMatchObject({
      type: 'message',
      role: 'assistant',
      model: engine.info.name,
      content: [{ type: 'text', text: 'one two three' }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: { input_tokens: 3, output_tokens: 3 },
    });
  });

  it('counts the model tokens of a question', async () => {
    const { post } = openApp();
    const { max_tokens: _limit, ...question } = ask();
    const response = await post(`${path}/count_tokens`, question);
    expect(await response.json()).toEqual({ input_tokens: 3 });
  });

  it('takes the key as these clients send it', async () => {
    const { post } = openApp({}, { key: 'secret' });
    expect((await post(path, ask(), { headers: { 'x-api-key': 'secret' } })).status).toBe(200);
    const refused = await post(path, ask(), { headers: { 'x-api-key': 'wrong' } });
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({
      type: 'error',
      error: { type: 'authentication_error' },
    });
  });

  const picture = {
    type: 'image',
    source: { type: 'base64', media_type: 'image/png', data: 'AA' },
  };
  it.each([
    [
      { messages: [{ role: 'user', content: [picture] }] },
      /^messages\.0\.content\.0: .*reads text/,
    ],
    [{ messages: [{ role: 'assistant', content: 'Hi' }] }, /^messages: .*Add the question/],
    [{ tool_choice: { type: 'any' } }, /^tool_choice: .*no tools/],
    [{ thinking: { type: 'enabled', budget_tokens: 1024 } }, /^thinking: /],
    [
      { tools: [{ type: 'web_search_20250305', name: 'web_search' }] },
      /^tools\.0: .*runs no web_search/,
    ],
    [{ mcp_servers: [{}] }, /^mcp_servers: .*no such parameter/],
  ])('refuses %j by its name', async (more, message) => {
    const { post } = openApp();
    const response = await post(path, ask(more));
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      type: 'error',
      error: { type: 'invalid_request_error', message: expect.stringMatching(message) as string },
    });
  });

  it('stops when its client leaves', async () => {
    const { post, engine } = openApp(slowly);
    const leaving = new AbortController();
    const response = await post(path, ask({ stream: true }), { signal: leaving.signal });
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.read();
    expect(engine.load().active).toBe(1);
    await reader?.cancel();
    await eventually(() => expect(engine.load().active).toBe(0));
  });

  it('leaves out what tools said to another model', async () => {
    const { post } = openApp();
    const messages = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'c', name: 'find', input: {} }] },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'c', content: 'no' },
          { type: 'text', text: 'And now?' },
        ],
      },
    ];
    expect((await post(path, ask({ messages }))).status).toBe(200);
  });
});
