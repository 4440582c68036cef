// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { createApp } from '../../../../demo-server/http/app.ts';
import { MemoryRunStore } from '../../../../src/server/index.ts';
import { modelServer, stream } from '../../engine/upstream/model-server.ts';
import { openFront } from '../../engine/upstream/open-front.ts';

const call = {
  index: 0,
  id: 'c2',
  type: 'function',
  function: { name: 'find', arguments: '{"q":2}' },
};
const frames = [
  { object: 'chat.completion.chunk', choices: [{ index: 0, delta: { tool_calls: [call] } }] },
  {
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }],
  },
];
const calling = stream(
  `${frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join('')}data: [DONE]\n\n`,
);
const schema = { type: 'object', properties: { q: { type: 'number' } } };
const data = 'data:image/png;base64,AA';
const text = 'Look';

/** The same chat, and the call that answers it, in the words of each kind of client. */
const clients = [
  {
    path: '/v1/chat/completions',
    body: {
      tools: [
        { type: 'function', function: { name: 'find', description: 'Finds.', parameters: schema } },
      ],
      tool_choice: 'required',
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text },
            { type: 'image_url', image_url: { url: data } },
          ],
        },
        {
          role: 'assistant',
          content: null,
          tool_calls: [
            { id: 'c1', type: 'function', function: { name: 'find', arguments: '{"q":1}' } },
          ],
        },
        { role: 'tool', tool_call_id: 'c1', content: 'nothing' },
      ],
    },
    answer: {
      choices: [
        {
          finish_reason: 'tool_calls',
          message: { tool_calls: [{ id: 'c2', function: { name: 'find', arguments: '{"q":2}' } }] },
        },
      ],
    },
  },
  {
    path: '/v1/messages',
    body: {
      max_tokens: 100,
      tools: [{ name: 'find', description: 'Finds.', input_schema: schema }],
      tool_choice: { type: 'any' },
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AA' } },
          ],
        },
        {
          role: 'assistant',
          content: [{ type: 'tool_use', id: 'c1', name: 'find', input: { q: 1 } }],
        },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c1', content: 'nothing' }] },
      ],
    },
    answer: {
      stop_reason: 'tool_use',
      content: [{ type: 'tool_use', id: 'c2', name: 'find', input: { q: 2 } }],
    },
  },
  {
    path: '/v1/responses',
    body: {
      tools: [{ type: 'function', name: 'find', description: 'Finds.', parameters: schema }],
      tool_choice: 'required',
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text },
            { type: 'input_image', image_url: data },
          ],
        },
        { type: 'function_call', call_id: 'c1', name: 'find', arguments: '{"q":1}' },
        { type: 'function_call_output', call_id: 'c1', output: 'nothing' },
      ],
    },
    answer: {
      output: [{ type: 'function_call', call_id: 'c2', name: 'find', arguments: '{"q":2}' }],
    },
  },
] as const;

describe('with a model server behind it, what a client sends is passed on', () => {
  it.each(clients)(
    'by $path: pictures, tools, calls and results',
    async ({ path, body, answer }) => {
      const { url, asked } = await modelServer([calling]);
      const { engine } = await openFront([url]);
      const runs = new MemoryRunStore();
      const app = createApp({ engine, runs });
      const response = await app.request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'm', ...body }),
      });
      expect(await response.json()).toMatchObject(answer);
      await runs.close();
      expect(asked[0]?.body).toMatchObject({
        tools: [
          {
            type: 'function',
            function: { name: 'find', description: 'Finds.', parameters: schema },
          },
        ],
        tool_choice: 'required',
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text },
              { type: 'image_url', image_url: { url: data } },
            ],
          },
          {
            role: 'assistant',
            tool_calls: [{ id: 'c1', function: { name: 'find', arguments: '{"q":1}' } }],
          },
          { role: 'tool', tool_call_id: 'c1', content: 'nothing' },
        ],
      });
    },
  );
});
