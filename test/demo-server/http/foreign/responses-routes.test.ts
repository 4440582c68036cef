// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { collectMessage, decodeEvents } from '../../../../src/dialects/index.ts';
import { messageText } from '../../../../src/protocol/index.ts';
import { framesOf, openApp } from './open-app.ts';

const path = '/v1/responses';
const ask = (more: object = {}) => ({
  model: 'any',
  instructions: 'Be short.',
  input: 'Hi',
  ...more,
});

async function* bytesOf(response: Response) {
  yield new Uint8Array(await response.arrayBuffer());
}

describe('POST /v1/responses', () => {
  it('streams the events of a response, named by their type and numbered', async () => {
    const { post } = openApp();
    const frames = await framesOf(await post(path, ask({ stream: true })));
    const events = frames.map(
      ({ data }) => JSON.parse(data) as { type: string; sequence_number: number },
    );
    expect(frames.map(({ event }) => event)).toEqual(events.map(({ type }) => type));
    expect(events.map(({ sequence_number: number }) => number)).toEqual([...events.keys()]);
    expect([events[0]?.type, events.at(-1)?.type]).toEqual([
      'response.created',
      'response.completed',
    ]);
  });

  it('is read as OpenAI’s own, with its counts', async () => {
    const { post, engine } = openApp();
    const response = await post(path, ask({ stream: true, max_output_tokens: 2 }));
    const message = await collectMessage(
      decodeEvents(bytesOf(response), { format: 'openai-responses' }),
    );
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

  it('answers in one piece without stream, a chat of items too', async () => {
    const { post, engine } = openApp();
    const input = [
      { role: 'developer', content: 'Be kind.' },
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] },
    ];
    expect(await (await post(path, ask({ input }))).json()).toMatchObject({
      object: 'response',
      status: 'completed',
      model: engine.info.name,
      output: [
        {
          type: 'message',
          role: 'assistant',
          content: [{ type: 'output_text', text: 'one two three' }],
        },
      ],
      usage: { input_tokens: 5, output_tokens: 3, total_tokens: 8 },
    });
  });

  const picture = { type: 'input_image', image_url: 'data:image/png;base64,AA' };
  it.each([
    [
      { input: [{ role: 'user', content: [picture] }] },
      /^input\.0\.content\.0: .*reads text/,
      'input.0.content.0',
    ],
    [{ input: [{ role: 'assistant', content: 'Hi' }] }, /^input: .*Add the question/, 'input'],
    [{ tools: [{ type: 'web_search' }] }, /^tools\.0: .*runs no web_search/, 'tools.0'],
    [{ tool_choice: 'required' }, /^tool_choice: .*no tools/, 'tool_choice'],
    [{ previous_response_id: 'resp_1' }, /^previous_response_id: /, 'previous_response_id'],
    [{ background: true }, /^background: /, 'background'],
  ])('refuses %j by its name', async (more, message, param) => {
    const { post } = openApp();
    const response = await post(path, ask(more));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: {
        type: 'invalid_request_error',
        message: expect.stringMatching(message) as string,
        param,
      },
    });
  });
});
