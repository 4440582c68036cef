import type { WireFormat } from '../../src/dialects/dialect.ts';
import { encodeSse } from '../../src/protocol/sse.ts';
import { frames } from './wire-samples.ts';

// Streams in the shapes that the providers send, written for these tests: short, but with what real
// ones have and examples leave out (empty deltas, pings, padding, null fields, counts in the middle).

/** A stream of a provider, and what its message must be. */
export interface ProviderSample {
  readonly format: WireFormat;
  readonly wire: string;
  /** The format's end marker: without it the stream is truncated. */
  readonly end: string;
  readonly text?: string;
  readonly reasoning?: string;
  /** Name and input of each tool call. */
  readonly tools?: readonly (readonly [string, unknown])[];
  readonly finishReason: string;
  readonly usage?: Readonly<Record<string, number>>;
}

/** Writes values as server-sent events that are named by their type. */
export function named(
  ...values: readonly { readonly type: string; readonly [field: string]: unknown }[]
): string {
  return values
    .map((value) => encodeSse({ event: value.type, data: JSON.stringify(value) }))
    .join('');
}

/** Writes values one a line. */
export function lines(...values: readonly object[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

const chunk = (delta: object, finish_reason: string | null = null, more: object = {}): object => ({
  id: 'c1',
  object: 'chat.completion.chunk',
  model: 'm',
  choices: [{ index: 0, delta, logprobs: null, finish_reason }],
  ...more,
});
const call = (
  index: number | undefined,
  id: string | undefined,
  name: string | undefined,
  args: string,
): object => ({
  tool_calls: [{ index, id, type: 'function', function: { name, arguments: args } }],
});

const openai: Readonly<Record<string, ProviderSample>> = {
  'OpenAI with the filter chunk of Azure': {
    format: 'openai-chat',
    wire: frames(
      { id: '', object: '', model: '', choices: [], prompt_filter_results: [] },
      chunk({ role: 'assistant', content: '', refusal: null }),
      chunk({ content: 'Hel' }, null, { obfuscation: 'k2' }),
      chunk({ content: 'lo' }, null, { usage: null }),
      chunk({}, 'stop'),
      {
        id: 'c1',
        object: 'chat.completion.chunk',
        choices: [],
        usage: {
          prompt_tokens: 5,
          completion_tokens: 2,
          total_tokens: 7,
          prompt_tokens_details: { cached_tokens: 3 },
          completion_tokens_details: { reasoning_tokens: 0 },
        },
      },
      '[DONE]',
    ),
    end: 'data: [DONE]\n\n',
    text: 'Hello',
    finishReason: 'stop',
    usage: { promptTokens: 5, cachedTokens: 3, outputTokens: 2, reasoningTokens: 0 },
  },
  'vLLM with reasoning and parallel calls': {
    format: 'openai-chat',
    wire: frames(
      chunk({ role: 'assistant', content: '' }),
      chunk({ reasoning: 'Two ', reasoning_content: 'Two ' }),
      chunk({ reasoning_content: 'calls.' }),
      chunk(call(0, 'a', 'find', '')),
      chunk(call(0, undefined, undefined, '{"q"')),
      chunk(call(0, undefined, undefined, ':1}')),
      chunk(call(1, 'b', 'add', '{}')),
      chunk({ content: null }, 'tool_calls'),
      '[DONE]',
    ),
    end: 'data: [DONE]\n\n',
    reasoning: 'Two calls.',
    tools: [
      ['find', { q: 1 }],
      ['add', {}],
    ],
    finishReason: 'tool-calls',
  },
  'a host that gives every call the index 0': {
    format: 'openai-chat',
    wire: frames(
      chunk(call(0, 'a', 'find', '{"q":1}')),
      chunk(call(0, 'b', 'add', '{"n":2}')),
      chunk({}, 'tool_calls'),
    ),
    end: frames(chunk({}, 'tool_calls')),
    tools: [
      ['find', { q: 1 }],
      ['add', { n: 2 }],
    ],
    finishReason: 'tool-calls',
  },
  'a host that gives calls no index': {
    format: 'openai-chat',
    wire: frames(
      chunk(call(undefined, 'a', 'find', '{"q"')),
      chunk(call(undefined, undefined, undefined, ':1}')),
      chunk(call(undefined, 'b', 'add', '')),
      chunk({}, 'tool_calls'),
    ),
    end: frames(chunk({}, 'tool_calls')),
    tools: [
      ['find', { q: 1 }],
      ['add', {}],
    ],
    finishReason: 'tool-calls',
  },
  'OpenRouter with comments and details': {
    format: 'openai-chat',
    wire:
      ': OPENROUTER PROCESSING\n\n' +
      frames(
        chunk({
          content: '',
          reasoning: 'Hm',
          reasoning_details: [{ type: 'reasoning.text', text: 'Hm' }],
        }),
        chunk({ content: '', reasoning_details: [{ type: 'reasoning.summary', summary: '.' }] }),
      ) +
      ':\n\n' +
      frames(chunk({ content: 'Yes' }), chunk({ content: '' }, 'length'), '[DONE]'),
    end: 'data: [DONE]\n\n',
    text: 'Yes',
    reasoning: 'Hm.',
    finishReason: 'length',
  },
  'Mistral with parts for text': {
    format: 'openai-chat',
    wire: frames(
      chunk({
        role: 'assistant',
        content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm' }] }],
      }),
      chunk({
        content: [
          { type: 'thinking', thinking: [] },
          { type: 'text', text: 'Y' },
        ],
      }),
      chunk({ content: 'es' }, 'stop', { usage: { prompt_tokens: 4, completion_tokens: 3 } }),
      '[DONE]',
    ),
    end: 'data: [DONE]\n\n',
    text: 'Yes',
    reasoning: 'Hm',
    finishReason: 'stop',
    usage: { promptTokens: 4, outputTokens: 3 },
  },
  'DeepSeek with its cache counts': {
    format: 'openai-chat',
    wire: frames(
      chunk({ role: 'assistant', content: null, reasoning_content: 'Hm' }),
      chunk({ content: 'Yes', reasoning_content: null }),
      chunk({ content: '' }, 'stop', {
        usage: { prompt_tokens: 9, completion_tokens: 2, prompt_cache_hit_tokens: 8 },
      }),
      '[DONE]',
    ),
    end: 'data: [DONE]\n\n',
    text: 'Yes',
    reasoning: 'Hm',
    finishReason: 'stop',
    usage: { promptTokens: 9, cachedTokens: 8, outputTokens: 2 },
  },
  'llama.cpp with progress and timings': {
    format: 'openai-chat',
    wire: frames(
      chunk({ role: 'assistant', content: null }, null, {
        prompt_progress: { total: 8, cache: 2, processed: 8, time_ms: 3 },
      }),
      chunk({ content: 'Yes' }),
      chunk({}, 'stop', {
        timings: {
          cache_n: 2,
          prompt_n: 6,
          prompt_ms: 3,
          predicted_n: 1,
          predicted_ms: 2,
          predicted_per_second: 500,
        },
      }),
      '[DONE]',
    ),
    end: 'data: [DONE]\n\n',
    text: 'Yes',
    finishReason: 'stop',
    usage: { promptTokens: 8, cachedTokens: 2, outputTokens: 1 },
  },
  'a local model that writes its reasoning into the text': {
    format: 'openai-chat',
    wire: frames(
      chunk({ content: '<th' }),
      chunk({ content: 'ink>Hm' }),
      chunk({ content: '</thi' }),
      chunk({ content: 'nk>Yes' }, 'stop'),
      '[DONE]',
    ),
    end: 'data: [DONE]\n\n',
    text: 'Yes',
    reasoning: 'Hm',
    finishReason: 'stop',
  },
  'two choices, of which the first is read': {
    format: 'openai-chat',
    wire: frames(
      chunk({ content: 'one' }),
      { ...chunk({}), choices: [{ index: 1, delta: { content: 'two' }, finish_reason: 'length' }] },
      chunk({}, 'stop'),
      '[DONE]',
    ),
    end: 'data: [DONE]\n\n',
    text: 'one',
    finishReason: 'stop',
  },
  'text completions': {
    format: 'openai-completions',
    wire: frames(
      {
        id: 'c',
        object: 'text_completion',
        choices: [{ index: 0, text: 'Hel', finish_reason: null }],
      },
      {
        id: 'c',
        object: 'text_completion',
        choices: [{ index: 0, text: 'lo', finish_reason: 'length' }],
      },
      {
        id: 'c',
        object: 'text_completion',
        choices: [],
        usage: { prompt_tokens: 1, completion_tokens: 2 },
      },
      '[DONE]',
    ),
    end: 'data: [DONE]\n\n',
    text: 'Hello',
    finishReason: 'length',
    usage: { promptTokens: 1, outputTokens: 2 },
  },
};

const output = (item_id: string, output_index: number): object => ({
  item_id,
  output_index,
  content_index: 0,
});
const completed = {
  type: 'response.completed',
  response: {
    status: 'completed',
    usage: {
      input_tokens: 9,
      input_tokens_details: { cached_tokens: 4 },
      output_tokens: 6,
      output_tokens_details: { reasoning_tokens: 5 },
    },
  },
};
const responsesUsage = { promptTokens: 9, cachedTokens: 4, outputTokens: 6, reasoningTokens: 5 };

const responses: Readonly<Record<string, ProviderSample>> = {
  'responses with reasoning and text': {
    format: 'openai-responses',
    wire: named(
      { type: 'response.created', response: { id: 'r1', model: 'm' } },
      {
        type: 'response.output_item.added',
        output_index: 0,
        item: { id: 'rs', type: 'reasoning', summary: [] },
      },
      {
        type: 'response.reasoning_summary_part.added',
        item_id: 'rs',
        output_index: 0,
        summary_index: 0,
      },
      {
        type: 'response.reasoning_summary_text.delta',
        item_id: 'rs',
        output_index: 0,
        summary_index: 0,
        delta: 'Hm',
      },
      {
        type: 'response.reasoning_summary_text.done',
        item_id: 'rs',
        output_index: 0,
        summary_index: 0,
        text: 'Hm',
      },
      {
        type: 'response.output_item.done',
        output_index: 0,
        item: { id: 'rs', type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm' }] },
      },
      {
        type: 'response.output_item.added',
        output_index: 1,
        item: { id: 'msg', type: 'message', content: [] },
      },
      {
        type: 'response.output_text.delta',
        ...output('other', 1),
        delta: 'Yes',
        logprobs: [],
        obfuscation: 'x',
      },
      { type: 'response.output_text.done', ...output('third', 1), text: 'Yes' },
      {
        type: 'response.output_item.done',
        output_index: 1,
        item: {
          id: 'msg2',
          type: 'message',
          content: [{ type: 'output_text', text: 'Yes', annotations: [] }],
        },
      },
      completed,
    ),
    end: named(completed),
    text: 'Yes',
    reasoning: 'Hm',
    finishReason: 'stop',
    usage: responsesUsage,
  },
  'responses with calls': {
    format: 'openai-responses',
    wire: named(
      { type: 'response.created', response: { id: 'r1', model: 'm' } },
      {
        type: 'response.output_item.added',
        output_index: 0,
        item: { id: 'fc', type: 'function_call', call_id: 'a', name: 'find', arguments: '' },
      },
      {
        type: 'response.function_call_arguments.delta',
        item_id: 'fc',
        output_index: 0,
        delta: '{"q":',
      },
      {
        type: 'response.function_call_arguments.delta',
        item_id: 'fc',
        output_index: 0,
        delta: '1}',
      },
      {
        type: 'response.function_call_arguments.done',
        item_id: 'fc',
        output_index: 0,
        arguments: '{"q":1}',
      },
      {
        type: 'response.output_item.done',
        output_index: 0,
        item: { id: 'fc', type: 'function_call', call_id: 'a', name: 'find', arguments: '{"q":1}' },
      },
      {
        type: 'response.output_item.added',
        output_index: 1,
        item: { id: 'ct', type: 'custom_tool_call', call_id: 'b', name: 'sql', input: '' },
      },
      {
        type: 'response.custom_tool_call_input.delta',
        item_id: 'ct',
        output_index: 1,
        delta: 'SELECT 1',
      },
      {
        type: 'response.output_item.done',
        output_index: 1,
        item: { id: 'ct', type: 'custom_tool_call', call_id: 'b', name: 'sql', input: 'SELECT 1' },
      },
      completed,
    ),
    end: named(completed),
    tools: [
      ['find', { q: 1 }],
      ['sql', 'SELECT 1'],
    ],
    finishReason: 'tool-calls',
    usage: responsesUsage,
  },
  'the resumed tail of a response': {
    format: 'openai-responses',
    wire: named(
      { type: 'response.output_text.done', ...output('msg', 0), text: 'Whole' },
      {
        type: 'response.output_item.done',
        output_index: 1,
        item: { id: 'fc', type: 'function_call', call_id: 'a', name: 'find', arguments: '{}' },
      },
      completed,
    ),
    end: named(completed),
    text: 'Whole',
    tools: [['find', {}]],
    finishReason: 'tool-calls',
    usage: responsesUsage,
  },
};

const block = (
  index: number,
  content_block: object,
): { type: string; [field: string]: unknown } => ({
  type: 'content_block_start',
  index,
  content_block,
});
const blockDelta = (index: number, delta: object): { type: string; [field: string]: unknown } => ({
  type: 'content_block_delta',
  index,
  delta,
});
const blockStop = (index: number): { type: string; [field: string]: unknown } => ({
  type: 'content_block_stop',
  index,
});
const messageStop = named({ type: 'message_stop' });

const anthropic: ProviderSample = {
  format: 'anthropic',
  wire:
    named(
      {
        type: 'message_start',
        message: {
          id: 'msg',
          role: 'assistant',
          model: 'm',
          content: [],
          usage: {
            input_tokens: 5,
            cache_read_input_tokens: 3,
            cache_creation_input_tokens: 2,
            output_tokens: 1,
          },
        },
      },
      block(0, { type: 'thinking', thinking: '', signature: '' }),
      { type: 'ping' },
      blockDelta(0, { type: 'thinking_delta', thinking: 'Hm' }),
      blockDelta(0, { type: 'signature_delta', signature: 'sig' }),
      blockStop(0),
      block(1, { type: 'redacted_thinking', data: 'x' }),
      blockStop(1),
      block(2, { type: 'text', text: '' }),
      blockDelta(2, { type: 'text_delta', text: 'Ye' }),
      blockDelta(2, {
        type: 'citations_delta',
        citation: {
          type: 'web_search_result_location',
          url: 'https://a.example/',
          title: 'A',
          cited_text: 'x',
        },
      }),
      blockDelta(2, { type: 'text_delta', text: 's' }),
      blockStop(2),
      block(3, { type: 'tool_use', id: 'a', name: 'find', input: {} }),
      blockDelta(3, { type: 'input_json_delta', partial_json: '' }),
      blockDelta(3, { type: 'input_json_delta', partial_json: '{"q": ' }),
      blockDelta(3, { type: 'input_json_delta', partial_json: '1}' }),
      blockStop(3),
      block(4, { type: 'tool_use', id: 'b', name: 'now', input: {} }),
      blockStop(4),
      {
        type: 'message_delta',
        delta: { stop_reason: 'tool_use', stop_sequence: null },
        usage: { output_tokens: 20 },
      },
    ) + messageStop,
  end: messageStop,
  text: 'Yes',
  reasoning: 'Hm',
  tools: [
    ['find', { q: 1 }],
    ['now', {}],
  ],
  finishReason: 'tool-calls',
  usage: { promptTokens: 10, cachedTokens: 3, outputTokens: 20 },
};

const candidate = (parts: readonly object[], more: object = {}): object => ({
  candidates: [{ content: { role: 'model', parts }, ...more }],
  modelVersion: 'm',
  responseId: 'r',
});
const geminiChunks = [
  candidate([{ text: 'Hm', thought: true }]),
  candidate([{ text: 'Ye' }]),
  candidate([
    { text: 's' },
    { functionCall: { name: 'find', args: { q: 1 } }, thoughtSignature: 's' },
  ]),
  candidate([{ functionCall: { name: 'buy', willContinue: true } }]),
  candidate([
    {
      functionCall: {
        partialArgs: [{ jsonPath: '$.items[0].name', stringValue: 'ap', willContinue: true }],
        willContinue: true,
      },
    },
  ]),
  candidate([
    {
      functionCall: {
        partialArgs: [
          { jsonPath: '$.items[0].name', stringValue: 'ple' },
          { jsonPath: '$.items[0].price', numberValue: 0.5 },
        ],
        willContinue: true,
      },
    },
  ]),
  candidate([{ functionCall: {} }]),
];
const geminiLast = {
  ...candidate([{ text: '' }], { finishReason: 'STOP' }),
  usageMetadata: {
    promptTokenCount: 4,
    candidatesTokenCount: 6,
    thoughtsTokenCount: 2,
    totalTokenCount: 12,
  },
};
const geminiExpected = {
  format: 'gemini',
  text: 'Yes',
  reasoning: 'Hm',
  tools: [
    ['find', { q: 1 }],
    ['buy', { items: [{ name: 'apple', price: 0.5 }] }],
  ],
  finishReason: 'tool-calls',
  usage: { promptTokens: 4, outputTokens: 8, reasoningTokens: 2 },
} as const;

const gemini: Readonly<Record<string, ProviderSample>> = {
  'Gemini as server-sent events': {
    ...geminiExpected,
    wire: frames(...geminiChunks, geminiLast),
    end: frames(geminiLast),
  },
  'Gemini as a JSON array': {
    ...geminiExpected,
    wire: JSON.stringify([...geminiChunks, geminiLast], null, 2),
    end: JSON.stringify([geminiLast], null, 2).slice(1),
  },
};

const interactionEnd = {
  event_type: 'interaction.completed',
  event_id: 'e9',
  interaction: {
    id: 'i',
    status: 'requires_action',
    usage: { total_input_tokens: 3, total_output_tokens: 4, total_thought_tokens: 2 },
  },
};
const interactions: ProviderSample = {
  format: 'gemini',
  wire: frames(
    {
      event_type: 'interaction.created',
      event_id: 'e1',
      interaction: { id: 'i', status: 'in_progress' },
    },
    { event_type: 'step.start', index: 0, step: { type: 'thought' } },
    {
      event_type: 'step.delta',
      index: 0,
      delta: { type: 'thought_summary', content: { type: 'text', text: 'Hm' } },
    },
    { event_type: 'step.delta', index: 0, delta: { type: 'thought_signature', signature: 's' } },
    { event_type: 'step.stop', index: 0 },
    { event_type: 'step.start', index: 1, step: { type: 'model_output' } },
    { event_type: 'step.delta', index: 1, delta: { type: 'text', text: 'Yes' } },
    { event_type: 'step.stop', index: 1 },
    {
      event_type: 'step.start',
      index: 2,
      step: { type: 'function_call', id: 'a', name: 'find', arguments: {} },
    },
    { event_type: 'step.delta', index: 2, delta: { type: 'arguments_delta', arguments: '{"q":' } },
    { event_type: 'step.delta', index: 2, delta: { type: 'arguments_delta', arguments: '1}' } },
    { event_type: 'step.stop', index: 2 },
    interactionEnd,
  ),
  end: frames(interactionEnd),
  text: 'Yes',
  reasoning: 'Hm',
  tools: [['find', { q: 1 }]],
  finishReason: 'tool-calls',
  usage: { promptTokens: 3, outputTokens: 6, reasoningTokens: 2 },
};

const runFinished = {
  type: 'RUN_FINISHED',
  threadId: 't',
  runId: 'r2',
  outcome: { type: 'success' },
  usage: [
    { inputTokens: 3, outputTokens: 4 },
    { inputTokens: 1, outputTokens: 1 },
  ],
};
const agUiEvents = [
  { type: 'RUN_STARTED', threadId: 't', runId: 'r1', protocolVersion: '1.0' },
  { type: 'REASONING_START', messageId: 'x' },
  { type: 'REASONING_MESSAGE_START', messageId: 'x', role: 'reasoning' },
  { type: 'REASONING_MESSAGE_CONTENT', messageId: 'x', delta: 'Hm' },
  { type: 'REASONING_MESSAGE_END', messageId: 'x' },
  { type: 'REASONING_END', messageId: 'x' },
  { type: 'TOOL_CALL_START', toolCallId: 'a', toolCallName: 'find' },
  { type: 'TOOL_CALL_ARGS', toolCallId: 'a', delta: '{"q":1}' },
  { type: 'TOOL_CALL_END', toolCallId: 'a' },
  { type: 'RUN_FINISHED', threadId: 't', runId: 'r1' },
  { type: 'TOOL_CALL_RESULT', messageId: 'y', toolCallId: 'a', content: '{"hits":2}' },
  { type: 'RUN_STARTED', threadId: 't', runId: 'r2' },
  { type: 'STATE_SNAPSHOT', snapshot: { step: 1 } },
  { type: 'TEXT_MESSAGE_START', messageId: 'u', role: 'user' },
  { type: 'TEXT_MESSAGE_CONTENT', messageId: 'u', delta: 'not mine' },
  { type: 'TEXT_MESSAGE_END', messageId: 'u' },
  { type: 'TEXT_MESSAGE_CHUNK', messageId: 'z', role: 'assistant', delta: 'Ye' },
  { type: 'TEXT_MESSAGE_CHUNK', delta: 's' },
  { type: 'SUBAGENT_STARTED', name: 'n' },
];
const agUiExpected = {
  text: 'Yes',
  reasoning: 'Hm',
  tools: [['find', { q: 1 }]],
  finishReason: 'stop',
  usage: { promptTokens: 4, outputTokens: 5 },
} as const;

const agents: Readonly<Record<string, ProviderSample>> = {
  'AG-UI with two runs': {
    ...agUiExpected,
    format: 'ag-ui',
    wire: frames(...agUiEvents, runFinished),
    end: frames(runFinished),
  },
  'TanStack AI in envelopes': {
    ...agUiExpected,
    format: 'tanstack',
    wire: lines(
      ...[...agUiEvents, runFinished].map((event, id) => ({ id: String(id), chunk: event })),
    ),
    end: lines({ id: String(agUiEvents.length), chunk: runFinished }),
  },
  'TanStack AI before it spoke AG-UI': {
    format: 'tanstack',
    wire: frames(
      { type: 'thinking', id: 'x', model: 'm', timestamp: 1, delta: 'Hm', content: 'Hm' },
      {
        type: 'content',
        id: 'x',
        model: 'm',
        timestamp: 1,
        delta: 'Ye',
        content: 'Ye',
        role: 'assistant',
      },
      {
        type: 'content',
        id: 'x',
        model: 'm',
        timestamp: 1,
        delta: 's',
        content: 'Yes',
        role: 'assistant',
      },
      {
        type: 'tool_call',
        id: 'x',
        model: 'm',
        index: 0,
        toolCall: { id: 'a', type: 'function', function: { name: 'find', arguments: '{"q"' } },
      },
      {
        type: 'tool_call',
        id: 'x',
        model: 'm',
        index: 0,
        toolCall: { id: 'a', type: 'function', function: { name: 'find', arguments: ':1}' } },
      },
      {
        type: 'done',
        id: 'x',
        model: 'm',
        finishReason: 'tool_calls',
        usage: { promptTokens: 1, completionTokens: 2, totalTokens: 3 },
      },
      '[DONE]',
    ),
    end: frames(
      {
        type: 'done',
        id: 'x',
        model: 'm',
        finishReason: 'tool_calls',
        usage: { promptTokens: 1, completionTokens: 2, totalTokens: 3 },
      },
      '[DONE]',
    ),
    text: 'Yes',
    reasoning: 'Hm',
    tools: [['find', { q: 1 }]],
    finishReason: 'tool-calls',
    usage: { promptTokens: 1, outputTokens: 2 },
  },
};

const cohereEnd = {
  type: 'message-end',
  delta: {
    finish_reason: 'TOOL_CALL',
    usage: {
      billed_units: { input_tokens: 1 },
      tokens: { input_tokens: 20, output_tokens: 9 },
      cached_tokens: 16,
    },
  },
};
const cohereTool = (
  type: string,
  index: number,
  tool_calls: object,
): { type: string; [field: string]: unknown } => ({
  type,
  index,
  delta: { message: { tool_calls } },
});

const others: Readonly<Record<string, ProviderSample>> = {
  Anthropic: anthropic,
  'Gemini interactions': interactions,
  Cohere: {
    format: 'cohere',
    wire: named(
      { type: 'message-start', id: 'c', delta: { message: { role: 'assistant', content: [] } } },
      {
        type: 'content-start',
        index: 0,
        delta: { message: { content: { type: 'thinking', thinking: '' } } },
      },
      { type: 'content-delta', index: 0, delta: { message: { content: { thinking: 'Hm' } } } },
      { type: 'content-end', index: 0 },
      {
        type: 'content-start',
        index: 1,
        delta: { message: { content: { type: 'text', text: '' } } },
      },
      { type: 'content-delta', index: 1, delta: { message: { content: { text: 'Yes' } } } },
      {
        type: 'citation-start',
        index: 0,
        delta: {
          message: {
            citations: {
              start: 0,
              end: 3,
              text: 'Yes',
              sources: [{ type: 'document', id: 'doc:0', document: { id: 'doc:0', title: 'A' } }],
            },
          },
        },
      },
      { type: 'content-end', index: 1 },
      cohereTool('tool-call-start', 0, {
        id: 'a',
        type: 'function',
        function: { name: 'find', arguments: '' },
      }),
      cohereTool('tool-call-delta', 0, { function: { arguments: '{"q":' } }),
      cohereTool('tool-call-delta', 0, { function: { arguments: ' 1}' } }),
      { type: 'tool-call-end', index: 0 },
      cohereTool('tool-call-start', 1, {
        id: 'b',
        type: 'function',
        function: { name: 'now', arguments: 'null' },
      }),
      { type: 'tool-call-end', index: 1 },
      cohereEnd,
    ),
    end: named(cohereEnd),
    text: 'Yes',
    reasoning: 'Hm',
    tools: [
      ['find', { q: 1 }],
      ['now', {}],
    ],
    finishReason: 'tool-calls',
    usage: { promptTokens: 20, cachedTokens: 16, outputTokens: 9 },
  },
  'Ollama chat': {
    format: 'ollama',
    wire:
      lines(
        {
          model: 'm',
          created_at: 't',
          message: { role: 'assistant', content: '', thinking: 'Hm' },
          done: false,
        },
        {
          model: 'm',
          created_at: 't',
          message: { role: 'assistant', content: 'Yes' },
          done: false,
        },
        {
          model: 'm',
          created_at: 't',
          message: {
            role: 'assistant',
            content: '',
            tool_calls: [
              { function: { name: 'find', arguments: { q: 1 } } },
              { function: { name: 'now', arguments: {} } },
            ],
          },
          done: false,
        },
      ) +
      '{"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","total_duration":2000000,"prompt_eval_count":7,"prompt_eval_duration":1000000,"eval_count":3,"eval_duration":1000000}',
    end: '{"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","total_duration":2000000,"prompt_eval_count":7,"prompt_eval_duration":1000000,"eval_count":3,"eval_duration":1000000}',
    text: 'Yes',
    reasoning: 'Hm',
    tools: [
      ['find', { q: 1 }],
      ['now', {}],
    ],
    finishReason: 'tool-calls',
    usage: { promptTokens: 7, outputTokens: 3 },
  },
  'Ollama generate': {
    format: 'ollama',
    wire: lines(
      { model: 'm', created_at: 't', response: '<think>Hm</think>', done: false },
      { model: 'm', created_at: 't', response: 'Yes', done: false },
      {
        model: 'm',
        created_at: 't',
        response: '',
        done: true,
        done_reason: 'length',
        eval_count: 2,
      },
    ),
    end: lines({
      model: 'm',
      created_at: 't',
      response: '',
      done: true,
      done_reason: 'length',
      eval_count: 2,
    }),
    text: 'Yes',
    reasoning: 'Hm',
    finishReason: 'length',
    usage: { outputTokens: 2 },
  },
  'llama.cpp': {
    format: 'llama-cpp',
    wire: frames(
      { index: 0, content: 'Ye', tokens: [1], stop: false, id_slot: 0 },
      { index: 0, content: 's', tokens: [2], stop: false },
      {
        index: 0,
        content: '',
        tokens: [],
        stop: true,
        stop_type: 'limit',
        stopping_word: '',
        tokens_evaluated: 5,
        tokens_predicted: 2,
        truncated: false,
        timings: {
          prompt_n: 5,
          prompt_ms: 2,
          predicted_n: 2,
          predicted_ms: 4,
          predicted_per_second: 500,
        },
      },
    ),
    end: frames({
      index: 0,
      content: '',
      tokens: [],
      stop: true,
      stop_type: 'limit',
      stopping_word: '',
      tokens_evaluated: 5,
      tokens_predicted: 2,
      truncated: false,
      timings: {
        prompt_n: 5,
        prompt_ms: 2,
        predicted_n: 2,
        predicted_ms: 4,
        predicted_per_second: 500,
      },
    }),
    text: 'Yes',
    finishReason: 'length',
    usage: { promptTokens: 5, outputTokens: 2 },
  },
  'the data stream': {
    format: 'data-stream',
    wire:
      'f:{"messageId":"m1"}\ng:"Hm"\n0:"Ye"\n0:"s"\n' +
      'b:{"toolCallId":"a","toolName":"find"}\nc:{"toolCallId":"a","argsTextDelta":"{\\"q\\":1}"}\n' +
      '9:{"toolCallId":"a","toolName":"find","args":{"q":1}}\na:{"toolCallId":"a","result":"ok"}\n' +
      'e:{"finishReason":"tool-calls","usage":{"promptTokens":1,"completionTokens":1},"isContinued":true}\n' +
      'd:{"finishReason":"stop","usage":{"promptTokens":3,"completionTokens":4}}\n',
    end: 'd:{"finishReason":"stop","usage":{"promptTokens":3,"completionTokens":4}}\n',
    text: 'Yes',
    reasoning: 'Hm',
    tools: [['find', { q: 1 }]],
    finishReason: 'stop',
    usage: { promptTokens: 3, outputTokens: 4 },
  },
};

/** A stream of every format, by what it shows. */
export const providerSamples: Readonly<Record<string, ProviderSample>> = {
  ...openai,
  ...responses,
  ...gemini,
  ...agents,
  ...others,
};
