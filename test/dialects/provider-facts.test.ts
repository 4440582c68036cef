// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { collectMessage } from '../../src/dialects/collect-message.ts';
import { decodeEvents } from '../../src/dialects/decode-events.ts';
import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { collect } from '../../src/testing/collect.ts';
import { frames } from './wire-samples.ts';

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
const read = (wire: string): Promise<ChatMessage> => collectMessage(decodeEvents(bytesOf(wire)));
const eventsOf = (wire: string): Promise<ChatEvent[]> => collect(decodeEvents(bytesOf(wire)));
const named = (event: string, data: object | string): string =>
  `event: ${event}\ndata: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
const response = (type: string, more: object = {}) => {
  return { type: `response.${type}`, response: { id: 'r', status: type, ...more } };
};
const says = (output_index: number, id: string, phase: string, text: string) => [
  { type: 'response.output_item.added', output_index, item: { type: 'message', id, phase } },
  { type: 'response.output_text.delta', output_index, content_index: 0, item_id: id, delta: text },
  {
    type: 'response.output_item.done',
    output_index,
    item: { type: 'message', id, phase, content: [{ type: 'output_text', text }] },
  },
];

const block = (index: number, content_block: object, ...deltas: object[]) => [
  { type: 'content_block_start', index, content_block },
  ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
  { type: 'content_block_stop', index },
];

const text = (words: string) =>
  [
    { type: 'text', text: '' },
    { type: 'text_delta', text: words },
  ] as const;
const end = [
  { type: 'message_delta', delta: { stop_reason: 'end_turn' } },
  { type: 'message_stop' },
];

const chunk = (delta: object, more: object = {}) => {
  return { id: 'c', model: 'm', choices: [{ index: 0, delta, finish_reason: null }], ...more };
};

const snowflake = (piece: object, more: object = {}) => ({
  ...piece,
  ...more,
  content_list: [piece],
});

describe('a response of OpenAI', () => {
  it('keeps commentary and answer apart, with their phase', async () => {
    const message = await read(
      frames(
        response('created'),
        ...says(0, 'm', 'commentary', 'Let me look.'),
        ...says(1, 'n', 'final_answer', '# 42'),
        response('completed'),
      ),
    );
    expect(message.parts).toMatchObject([
      { text: 'Let me look.', providerMetadata: { openai: { itemId: 'm', phase: 'commentary' } } },
      { text: '# 42', providerMetadata: { openai: { itemId: 'n', phase: 'final_answer' } } },
    ]);
  });

  it('keeps what it has summed up, once, and tells of it', async () => {
    const item = { type: 'compaction', id: 'cmp', encrypted_content: 'sealed' };
    const wire = frames(
      response('created'),
      {
        type: 'response.output_item.added',
        output_index: 0,
        item: { ...item, encrypted_content: '' },
      },
      { type: 'response.output_item.done', output_index: 0, item },
      ...says(1, 'n', 'final_answer', 'Yes'),
      response('completed', { output: [item] }),
    );
    expect((await read(wire)).parts).toMatchObject([
      {
        type: 'custom',
        kind: 'openai.compaction',
        providerMetadata: {
          openai: { type: 'compaction', itemId: 'cmp', encryptedContent: 'sealed' },
        },
      },
      { type: 'text', text: 'Yes' },
    ]);
    expect((await eventsOf(wire)).filter(({ type }) => type === 'data-notice')).toHaveLength(1);
  });

  it('does not end with being queued or in progress', async () => {
    const wire = frames(response('queued'), response('in_progress'), ...says(0, 'n', '', 'Yes'));
    expect((await read(wire)).end).toBe('truncated');
    for (const status of ['queued', 'in_progress']) {
      const whole = { id: 'r', object: 'response', status, background: true, output: [] };
      expect((await read(JSON.stringify(whole))).end).toBe('truncated');
    }
  });

  it.each([
    ['completed', {}, { end: 'complete', metadata: { finishReason: 'stop' } }],
    [
      'incomplete',
      { incomplete_details: { reason: 'max_output_tokens' } },
      { end: 'complete', metadata: { finishReason: 'length' } },
    ],
    ['cancelled', {}, { end: 'aborted' }],
    ['failed', { error: { message: 'Broke.' } }, { end: 'error', error: { message: 'Broke.' } }],
  ])('ends as %s', async (type, more, expected) => {
    const said = says(0, 'n', 'final_answer', 'Yes');
    expect(await read(frames(response('queued'), ...said, response(type, more)))).toMatchObject(
      expected,
    );
  });
});

describe('a message of Anthropic', () => {
  const start = { type: 'message_start', message: { id: 'm', model: 'claude-a', content: [] } };

  it('tells that another model goes on, and keeps the border between the two', async () => {
    const from = { model: 'claude-a' };
    const to = { model: 'claude-b' };
    const fallback = { type: 'fallback', from, to, trigger: { type: 'refusal' } };
    const wire = frames(
      start,
      ...block(0, ...text('I would')),
      ...block(1, fallback),
      ...block(2, ...text('Here it is.')),
      ...end,
    );
    const message = await read(wire);
    expect(message.parts).toMatchObject([
      { type: 'text', text: 'I would' },
      {
        type: 'custom',
        kind: 'anthropic.fallback',
        providerMetadata: { anthropic: { type: 'fallback', from, to } },
      },
      { type: 'text', text: 'Here it is.' },
    ]);
    expect(message.metadata?.model).toBe('claude-b');
    const notices = (await eventsOf(wire)).filter(({ type }) => type === 'data-notice');
    expect(notices).toMatchObject([
      { data: { message: '“claude-a” declined to answer; “claude-b” goes on.' } },
    ]);
  });

  it('keeps what it has summed up as it came, and shows it to nobody', async () => {
    const compaction = {
      type: 'compaction',
      content: null,
      encrypted_content: null,
      signature: 's',
    };
    const delta = {
      type: 'compaction_delta',
      content: 'They spoke of Rome.',
      encrypted_content: 'x',
    };
    const message = await read(
      frames(start, ...block(0, compaction, delta), ...block(1, ...text('Yes')), ...end),
    );
    expect(message.parts).toMatchObject([
      {
        kind: 'anthropic.compaction',
        providerMetadata: {
          anthropic: { ...compaction, content: 'They spoke of Rome.', encrypted_content: 'x' },
        },
      },
      { type: 'text', text: 'Yes' },
    ]);
  });
});

describe('reasoning', () => {
  const stop = { id: 'c', model: 'm', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] };

  it.each([
    [
      'Groq',
      [
        chunk({ role: 'assistant', content: '' }),
        chunk({ reasoning: 'Hm' }),
        chunk({ content: 'Yes' }),
        stop,
      ],
    ],
    [
      'Hugging Face',
      [
        chunk({ role: 'assistant', content: '', reasoning: 'Hm' }),
        chunk({ content: 'Yes', reasoning: null }),
        stop,
      ],
    ],
    [
      'Hugging Face’s endpoints',
      [chunk({ reasoning_content: 'Hm', content: '' }), chunk({ content: 'Yes' }), stop],
    ],
    [
      'Snowflake',
      [
        chunk(snowflake({ type: 'thinking', thinking: 'Hm' })),
        chunk(snowflake({ type: 'text', text: 'Yes' }, { content: 'Yes' }), {
          usage: { total_tokens: 5 },
        }),
      ],
    ],
    [
      'Cohere’s plan',
      [
        { type: 'message-start', id: 'c' },
        { type: 'tool-plan-delta', delta: { message: { tool_plan: 'Hm' } } },
        {
          type: 'content-start',
          index: 0,
          delta: { message: { content: { type: 'text', text: '' } } },
        },
        { type: 'content-delta', index: 0, delta: { message: { content: { text: 'Yes' } } } },
        { type: 'content-end', index: 0 },
        { type: 'message-end', delta: { finish_reason: 'COMPLETE' } },
      ],
    ],
  ])('of %s stands apart from the answer', async (_name, wire) => {
    const message = await read(frames(...wire));
    expect(message.parts.map((part) => 'text' in part && [part.type, part.text])).toEqual([
      ['reasoning', 'Hm'],
      ['text', 'Yes'],
    ]);
    expect(message.end).toBe('complete');
  });
});

describe('Snowflake’s agents', () => {
  const use = { tool_use_id: 'c', name: 'search', input: { q: 1 } };
  const whole = {
    role: 'assistant',
    content: [
      { type: 'thinking', thinking: { text: 'Hm' } },
      { type: 'tool_use', tool_use: use },
      { type: 'text', text: 'Yes' },
    ],
  };
  const parts = [
    { type: 'reasoning', text: 'Hm' },
    { type: 'dynamic-tool', toolCallId: 'c', toolName: 'search', input: { q: 1 } },
    { type: 'text', text: 'Yes' },
  ];

  it('say each thing once, in pieces and as a whole', async () => {
    const events = [
      named('response.status', { status: 'planning', message: 'Planning' }),
      named('response.thinking.delta', { content_index: 0, text: 'H' }),
      named('response.thinking.delta', { content_index: 0, text: 'm' }),
      named('response.thinking', { content_index: 0, text: 'Hm' }),
      named('response.tool_use', { content_index: 1, ...use }),
      named('response.tool_result', {
        content_index: 2,
        tool_use_id: 'c',
        status: 'success',
        content: [{ type: 'json', json: { hits: 2 } }],
      }),
      named('response.text.delta', { content_index: 3, text: 'Ye' }),
      named('response.text.delta', { content_index: 3, text: 's' }),
      named('response.text.annotation', {
        content_index: 3,
        annotation: { type: 'cortex_search_citation', doc_id: 'd', doc_title: 'Book' },
      }),
      named('response.text', { content_index: 3, text: 'Yes' }),
      named('response', whole),
    ];
    for (const last of ['', named('done', '[DONE]')]) {
      const message = await read(events.join('') + last);
      expect(message.end).toBe('complete');
      expect(message.parts.filter(({ type }) => type !== 'source-document')).toMatchObject(parts);
      expect(message.parts).toContainEqual(expect.objectContaining({ title: 'Book' }));
      expect(message.parts[1]).toMatchObject({ output: { hits: 2 } });
    }
  });

  it('are read from the whole where nothing else came, and fail in their own words', async () => {
    const status = named('response.status', { status: 'planning' });
    expect((await read(status + named('response', whole))).parts).toMatchObject(parts);
    const failed = await read(status + named('error', { code: '1', message: 'No warehouse.' }));
    expect(failed).toMatchObject({ end: 'error', error: { message: 'No warehouse.' } });
    expect((await read(status + named('response.text.delta', { text: 'Ye' }))).end).toBe(
      'truncated',
    );
  });
});
