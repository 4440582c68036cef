// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { collectMessage } from '../../src/dialects/collect-message.ts';
import { decodeEvents } from '../../src/dialects/decode-events.ts';
import type { WireFormat } from '../../src/dialects/dialect.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { wireRequest } from '../../src/transports/wire-request.ts';

interface Sample {
  readonly name: string;
  readonly format: WireFormat;
  readonly frames: readonly unknown[];
  /** The parts, step borders left out. */
  readonly parts: readonly object[];
}

const chunk = (delta: object, reason: string | null = null) => {
  return {
    id: 'c',
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: reason }],
  };
};
const gemini = (part: object, finishReason?: string) => {
  return { candidates: [{ content: { parts: [part] }, ...(finishReason && { finishReason }) }] };
};
const weather = { name: 'weather', args: { city: 'Rome' } };
const call = { type: 'dynamic-tool', toolName: 'weather', input: { city: 'Rome' } };
const block = (index: number, content_block: object, ...deltas: object[]) => [
  { type: 'content_block_start', index, content_block },
  ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
  { type: 'content_block_stop', index },
];
const bedrock = (contentBlockIndex: number, delta: object) => {
  return { contentBlockDelta: { contentBlockIndex, delta } };
};
const item = (output_index: number, value: object) => [
  { type: 'response.output_item.added', output_index, item: value },
  { type: 'response.output_item.done', output_index, item: value },
];

const samples: readonly Sample[] = [
  {
    name: 'Gemini’s signature of a call',
    format: 'gemini',
    frames: [gemini({ functionCall: weather, thoughtSignature: 'sig' }, 'STOP')],
    parts: [{ ...call, callProviderMetadata: { google: { thoughtSignature: 'sig' } } }],
  },
  {
    name: 'Gemini’s signature of a text, which comes without words',
    format: 'gemini',
    frames: [
      gemini({ text: 'Hm', thought: true }),
      gemini({ text: 'Hello' }),
      gemini({ text: '', thoughtSignature: 'sig' }, 'STOP'),
    ],
    parts: [
      { type: 'reasoning', text: 'Hm' },
      { type: 'text', text: 'Hello', providerMetadata: { google: { thoughtSignature: 'sig' } } },
    ],
  },
  {
    name: 'Gemini’s signatures in the Interactions API',
    format: 'gemini',
    frames: [
      { event_type: 'step.start', index: 0, step: { type: 'thought' } },
      {
        event_type: 'step.delta',
        index: 0,
        delta: { type: 'thought_signature', signature: 'sig' },
      },
      { event_type: 'step.stop', index: 0 },
      {
        event_type: 'step.start',
        index: 1,
        step: { type: 'function_call', id: 'f', name: 'weather', signature: 's2' },
      },
      {
        event_type: 'step.delta',
        index: 1,
        delta: { type: 'arguments_delta', arguments: '{"city":"Rome"}' },
      },
      { event_type: 'step.stop', index: 1 },
      { event_type: 'interaction.completed', interaction: { status: 'completed' } },
    ],
    parts: [
      { type: 'reasoning', text: '', providerMetadata: { google: { thoughtSignature: 'sig' } } },
      { ...call, callProviderMetadata: { google: { thoughtSignature: 's2' } } },
    ],
  },
  {
    name: 'Gemini’s signature of a call behind an OpenAI-compatible address',
    format: 'openai-chat',
    frames: [
      chunk({
        tool_calls: [
          {
            index: 0,
            id: 'x',
            function: { name: 'weather', arguments: '{"city":"Rome"}' },
            extra_content: { google: { thought_signature: 'sig' } },
          },
        ],
      }),
      chunk({}, 'tool_calls'),
    ],
    parts: [
      {
        ...call,
        callProviderMetadata: {
          google: { thoughtSignature: 'sig' },
          openaiCompatible: { extra_content: { google: { thought_signature: 'sig' } } },
        },
      },
    ],
  },
  {
    name: 'what an OpenAI-compatible host adds to a call after its name and arguments',
    format: 'openai-chat',
    frames: [
      chunk({
        tool_calls: [{ index: 0, id: 'x', function: { name: 'weather', arguments: '{"city"' } }],
      }),
      chunk({
        tool_calls: [{ index: 0, function: { arguments: ':"Rome"}' }, extra_content: { host: 1 } }],
      }),
      chunk({}, 'tool_calls'),
    ],
    parts: [
      { ...call, callProviderMetadata: { openaiCompatible: { extra_content: { host: 1 } } } },
    ],
  },
  {
    name: 'what an OpenAI-compatible host adds to a text',
    format: 'openai-chat',
    frames: [
      chunk({ content: 'Hel' }),
      chunk({ content: 'lo', extra_content: { google: { thought_signature: 'sig' } } }),
      chunk({}, 'stop'),
    ],
    parts: [
      { type: 'text', text: 'Hello', providerMetadata: { google: { thoughtSignature: 'sig' } } },
    ],
  },
  {
    name: 'OpenRouter’s details of the reasoning, put together',
    format: 'openai-chat',
    frames: [
      chunk({ reasoning_details: [{ type: 'reasoning.text', text: 'H', index: 0 }] }),
      chunk({ reasoning_details: [{ type: 'reasoning.text', text: 'm', index: 0 }] }),
      chunk({ reasoning_details: [{ type: 'reasoning.text', signature: 'sig', index: 0 }] }),
      chunk({ reasoning_details: [{ type: 'reasoning.encrypted', data: 'secret', index: 1 }] }),
      chunk({ content: 'Yes' }),
      chunk({}, 'stop'),
    ],
    parts: [
      {
        type: 'reasoning',
        text: 'Hm',
        providerMetadata: {
          openrouter: {
            reasoning_details: [
              { type: 'reasoning.text', text: 'Hm', signature: 'sig', index: 0 },
              { type: 'reasoning.encrypted', data: 'secret', index: 1 },
            ],
          },
        },
      },
      { type: 'text', text: 'Yes' },
    ],
  },
  {
    name: 'OpenRouter’s details that come in the middle of a text, which is not cut',
    format: 'openai-chat',
    frames: [
      chunk({ content: 'Ye' }),
      chunk({ reasoning_details: [{ type: 'reasoning.encrypted', data: 'secret' }] }),
      chunk({ content: 's' }),
      chunk({}, 'stop'),
    ],
    parts: [
      { type: 'text', text: 'Yes' },
      {
        type: 'reasoning',
        text: '',
        providerMetadata: {
          openrouter: { reasoning_details: [{ type: 'reasoning.encrypted', data: 'secret' }] },
        },
      },
    ],
  },
  {
    name: 'Anthropic’s blocks behind LiteLLM',
    format: 'openai-chat',
    frames: [
      chunk({ reasoning_content: 'Hm' }),
      chunk({ thinking_blocks: [{ type: 'thinking', thinking: '', signature: 'sig' }] }),
      chunk({ content: 'Yes' }),
      chunk({}, 'stop'),
    ],
    parts: [
      { type: 'reasoning', text: 'Hm', providerMetadata: { anthropic: { signature: 'sig' } } },
      { type: 'text', text: 'Yes' },
    ],
  },
  {
    name: 'Anthropic’s redacted thinking, and a block that is a signature alone',
    format: 'anthropic',
    frames: [
      { type: 'message_start', message: { id: 'm', content: [] } },
      ...block(0, { type: 'redacted_thinking', data: 'secret' }),
      ...block(
        1,
        { type: 'thinking', thinking: '' },
        { type: 'signature_delta', signature: 's' },
        { type: 'signature_delta', signature: 'ig' },
      ),
      ...block(2, { type: 'text', text: '' }, { type: 'text_delta', text: 'Yes' }),
      { type: 'message_delta', delta: { stop_reason: 'end_turn' } },
      { type: 'message_stop' },
    ],
    parts: [
      { type: 'reasoning', text: '', providerMetadata: { anthropic: { redactedData: 'secret' } } },
      { type: 'reasoning', text: '', providerMetadata: { anthropic: { signature: 'sig' } } },
      { type: 'text', text: 'Yes' },
    ],
  },
  {
    name: 'the signature and the redacted thinking of Bedrock',
    format: 'bedrock',
    frames: [
      bedrock(0, { reasoningContent: { text: 'Hm' } }),
      bedrock(0, { reasoningContent: { signature: 'sig' } }),
      { contentBlockStop: { contentBlockIndex: 0 } },
      bedrock(1, { reasoningContent: { redactedContent: 'secret' } }),
      { contentBlockStop: { contentBlockIndex: 1 } },
      bedrock(2, { text: 'Yes' }),
      { contentBlockStop: { contentBlockIndex: 2 } },
      { messageStop: { stopReason: 'end_turn' } },
    ],
    parts: [
      { type: 'reasoning', text: 'Hm', providerMetadata: { bedrock: { signature: 'sig' } } },
      { type: 'reasoning', text: '', providerMetadata: { bedrock: { redactedData: 'secret' } } },
      { type: 'text', text: 'Yes' },
    ],
  },
  {
    name: 'the items of OpenAI Responses, and their encrypted content',
    format: 'openai-responses',
    frames: [
      { type: 'response.created', response: { id: 'r', model: 'm' } },
      {
        type: 'response.output_item.added',
        output_index: 0,
        item: { type: 'reasoning', id: 'rs_1', summary: [] },
      },
      {
        type: 'response.reasoning_summary_text.delta',
        output_index: 0,
        summary_index: 0,
        delta: 'Hm',
      },
      {
        type: 'response.output_item.done',
        output_index: 0,
        item: {
          type: 'reasoning',
          id: 'rs_1',
          encrypted_content: 'e1',
          summary: [{ type: 'summary_text', text: 'Hm' }],
        },
      },
      ...item(1, { type: 'reasoning', id: 'rs_2', encrypted_content: 'e2', summary: [] }),
      {
        type: 'response.output_item.added',
        output_index: 2,
        item: { type: 'message', id: 'msg_1', phase: 'commentary' },
      },
      { type: 'response.output_text.delta', output_index: 2, content_index: 0, delta: 'Yes' },
      {
        type: 'response.output_item.done',
        output_index: 2,
        item: { type: 'message', id: 'msg_1', content: [{ type: 'output_text', text: 'Yes' }] },
      },
      ...item(3, {
        type: 'function_call',
        id: 'fc_1',
        call_id: 'x',
        name: 'weather',
        arguments: '{"city":"Rome"}',
      }),
      { type: 'response.completed', response: { status: 'completed' } },
    ],
    parts: [
      {
        type: 'reasoning',
        text: 'Hm',
        providerMetadata: { openai: { itemId: 'rs_1', reasoningEncryptedContent: 'e1' } },
      },
      {
        type: 'reasoning',
        text: '',
        providerMetadata: { openai: { itemId: 'rs_2', reasoningEncryptedContent: 'e2' } },
      },
      {
        type: 'text',
        text: 'Yes',
        providerMetadata: { openai: { itemId: 'msg_1', phase: 'commentary' } },
      },
      { ...call, toolCallId: 'x', callProviderMetadata: { openai: { itemId: 'fc_1' } } },
    ],
  },
];

const dataStream = [
  'g:"Hm"',
  'j:{"signature":"sig"}',
  'i:{"data":"secret"}',
  '0:"Yes"',
  'd:{"finishReason":"stop"}',
  '',
].join('\n');

function read(text: string, format: WireFormat, sizes: number): Promise<ChatMessage> {
  const bytes = new TextEncoder().encode(text);
  const chunks = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let from = 0; from < bytes.length; from += sizes) {
        controller.enqueue(bytes.slice(from, from + sizes));
      }
      controller.close();
    },
  });
  return collectMessage(decodeEvents(chunks, { format }));
}

/** What the next request carries of an answer that has been in storage. */
function sent(message: ChatMessage): unknown {
  const stored = JSON.parse(JSON.stringify(message)) as ChatMessage;
  const request = {
    messages: [stored],
    chatId: 'c',
    runId: 'r',
    trigger: 'submit-message' as const,
    signal: new AbortController().signal,
  };
  return JSON.parse(JSON.stringify(wireRequest(request, undefined)));
}

describe('what a provider wants back goes back', () => {
  it.each(samples)('$name', async ({ format, frames, parts }) => {
    const text = frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join('');
    for (const size of [1, 7, text.length]) {
      const message = await read(text, format, size);
      expect(message.end).toBe('complete');
      expect(message.parts).toMatchObject(parts);
      expect(sent(message)).toMatchObject({ messages: [{ parts }] });
    }
  });

  it('the signatures of the AI SDK’s older data stream', async () => {
    const { parts } = await read(dataStream, 'data-stream', 5);
    expect(parts).toMatchObject([
      { type: 'reasoning', text: 'Hm', providerMetadata: { anthropic: { signature: 'sig' } } },
      { type: 'reasoning', text: '', providerMetadata: { anthropic: { redactedData: 'secret' } } },
      { type: 'text', text: 'Yes' },
    ]);
  });
});
