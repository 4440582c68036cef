import type { DecodeEventsOptions } from '../../src/dialects/decode-events.ts';
import { encodeSse } from '../../src/protocol/sse.ts';
import { lines } from './provider-samples.ts';
import { frames } from './wire-samples.ts';

/** A stream of a gateway that is not well behaved, and what a reader must make of it. */
export interface GatewaySample {
  readonly wire: string;
  readonly options?: DecodeEventsOptions;
  /** @default 'Hello' */
  readonly text?: string;
  readonly reasoning?: string;
  /** @default 'complete' */
  readonly end?: string;
  /** A part of the error's message. */
  readonly error?: string;
  /** The calls' names and inputs. */
  readonly calls?: readonly (readonly [string, unknown])[];
  /** How many `data-*` parts are left. @default 0 */
  readonly data?: number;
}

const event = (name: string, data: unknown): string =>
  encodeSse({ event: name, data: typeof data === 'string' ? data : JSON.stringify(data) });
const chunk = (delta: object, facts: object = {}): object => ({
  id: 'c1',
  object: 'chat.completion.chunk',
  model: 'm',
  choices: [{ index: 0, delta, finish_reason: null }],
  ...facts,
});
const stop = chunk({}, { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
const hello = [chunk({ content: 'Hel' }), chunk({ content: 'lo' }), stop];
const chat = (...deltas: object[]): string =>
  frames(...deltas.map((delta) => chunk(delta)), stop, '[DONE]');
const calls = (...pieces: object[]): string =>
  chat(...pieces.map((piece) => ({ tool_calls: [piece] })));
const call = (name: unknown, text: unknown, facts: object = {}): object => ({
  function: { name, arguments: text },
  ...facts,
});
const openai = frames(...hello, '[DONE]');
const responses = (type: string, facts: object): string =>
  event(`response.${type}`, { type: `response.${type}`, ...facts });
interface AnthropicEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}
const anthropic = (...events: readonly AnthropicEvent[]): string =>
  events.map((value) => event(value.type, value)).join('');
const delta = (text: unknown): AnthropicEvent => ({
  type: 'content_block_delta',
  index: 0,
  delta: { type: 'text_delta', text },
});
const block = (text: string): AnthropicEvent => ({
  type: 'content_block_start',
  index: 0,
  content_block: { type: 'text', text },
});
const blockStop = { type: 'content_block_stop', index: 0 };
const messageStart = {
  type: 'message_start',
  message: { id: 'm', role: 'assistant', content: [] },
};
const messageEnd = { type: 'message_delta', delta: { stop_reason: 'end_turn' } };
const messageStop = { type: 'message_stop' };
const gemini = (...parts: object[]): object => ({
  candidates: [{ content: { parts }, index: 0 }],
});
const geminiEnd = (facts: object): object => ({ candidates: [{ index: 0, ...facts }] });
const json = { contentType: 'application/json' };
const sse = { contentType: 'text/event-stream' };
const plain = { contentType: 'text/plain; charset=utf-8' };
const whole = {
  id: 'c',
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }],
};
const ollama = lines(
  { model: 'm', message: { role: 'assistant', content: 'Hel' }, done: false },
  { model: 'm', message: { role: 'assistant', content: 'lo' }, done: false },
  { model: 'm', message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop' },
);

/** Values that are no text where text is meant. */
export const values: Readonly<Record<string, GatewaySample>> = {
  'F8.1 numbers as text': {
    wire: chat(
      { content: 'It costs $0.' },
      { content: 5 },
      { content: ' [' },
      { content: 1 },
      { content: ']' },
    ),
    text: 'It costs $0.5 [1]',
  },
  'F8.3 an object as text': { wire: chat({ content: { type: 'text', text: 'Hello' } }) },
  'a boolean as text': { wire: chat({ content: 'It is ' }, { content: true }), text: 'It is true' },
  'a list as text': { wire: chat({ content: ['Hel', { type: 'text', text: 'lo' }] }) },
  'text two objects deep': { wire: chat({ content: { type: 'text', text: { value: 'Hello' } } }) },
  'an object that says nothing': {
    wire: chat({ content: 'Hel' }, { content: { shape: 'odd' } }),
    text: 'Hel',
    end: 'error',
    error: 'shape',
  },
  'a number in a token': {
    wire: frames({ token: 'It is ' }, { token: 5 }, { done: true }),
    text: 'It is 5',
  },
  'a number in Anthropic’s shape': {
    wire: anthropic(
      messageStart,
      block(''),
      delta('It is '),
      delta(5),
      blockStop,
      messageEnd,
      messageStop,
    ),
    text: 'It is 5',
  },
  'a number in Ollama’s shape': {
    wire: lines(
      { model: 'm', message: { content: 'It is ' }, done: false },
      { model: 'm', message: { content: 5 }, done: false },
      { model: 'm', message: { content: '' }, done: true },
    ),
    text: 'It is 5',
  },
  'a number in Gemini’s shape': {
    wire: frames(
      gemini({ text: 'It is ' }),
      gemini({ text: 5 }),
      geminiEnd({ finishReason: 'STOP' }),
    ),
    text: 'It is 5',
  },
  'a number in the responses’ shape': {
    wire:
      responses('created', { response: { id: 'r' } }) +
      responses('output_text.delta', { output_index: 0, content_index: 0, delta: 'It is ' }) +
      responses('output_text.delta', { output_index: 0, content_index: 0, delta: 5 }) +
      responses('completed', { response: { id: 'r', status: 'completed', output: [] } }),
    text: 'It is 5',
  },
  'a number in llama.cpp’s shape': {
    wire: frames(
      { content: 'It is ', stop: false },
      { content: 5, stop: false },
      { content: '', stop: true },
    ),
    text: 'It is 5',
  },
  'a number in the older data stream': {
    wire: '0:"It is "\n0:5\nd:{"finishReason":"stop"}\n',
    text: 'It is 5',
  },
  'reasoning as an object': {
    wire: chat({ reasoning_content: { text: 'Hm' } }, { content: 'Hello' }),
    reasoning: 'Hm',
  },
};

/** Calls in pieces, as gateways send them. */
export const toolCalls: Readonly<Record<string, GatewaySample>> = Object.fromEntries(
  Object.entries<readonly [string, GatewaySample['calls']]>({
    'F10.1 id and name null at first': [
      calls(
        call(null, '', { index: 0, id: null }),
        call('weather', '{"city":"Paris"}', { index: 0, id: 'a' }),
      ),
      [['weather', { city: 'Paris' }]],
    ],
    'F10.2 an empty name at first': [
      calls(
        call('', '', { index: 0, id: 'a' }),
        call('weather', '', { index: 0 }),
        call(undefined, '{"city":"Paris"}', { index: 0 }),
      ),
      [['weather', { city: 'Paris' }]],
    ],
    'F10.3 a name in two pieces': [
      calls(
        call('get_', '', { index: 0, id: 'a' }),
        call('weather', '', { index: 0 }),
        call(undefined, '{"city":"Paris"}', { index: 0 }),
      ),
      [['get_weather', { city: 'Paris' }]],
    ],
    'F10.3 a name that is repeated': [
      calls(
        call('weather', '{"ci', { index: 0, id: 'a' }),
        call('weather', 'ty":"Pa', { index: 0, id: 'a' }),
        call('weather', 'ris"}', { index: 0 }),
      ),
      [['weather', { city: 'Paris' }]],
    ],
    'a name that grows': [
      calls(call('get_', '', { index: 0, id: 'a' }), call('get_weather', '{}', { index: 0 })),
      [['get_weather', {}]],
    ],
    'F10.4 the arguments under another index': [
      calls(
        call('find', '', { index: 0, id: 'a' }),
        call(undefined, '{"q":1}', { index: 0 }),
        call('find', '', { index: 0, id: 'b' }),
        call(undefined, '{"q":', { index: 1 }),
        call(undefined, '2}', { index: 1 }),
      ),
      [
        ['find', { q: 1 }],
        ['find', { q: 2 }],
      ],
    ],
    'F10.6 whole calls of one index, without ids': [
      calls(
        call('find', '{"q":"Emma"}', { index: 0 }),
        call('find', '{"q":"Virginia"}', { index: 0 }),
      ),
      [
        ['find', { q: 'Emma' }],
        ['find', { q: 'Virginia' }],
      ],
    ],
    'whole calls without index and id': [
      calls(call('find', '{"q":"Emma"}'), call('find', '{"q":"Virginia"}')),
      [
        ['find', { q: 'Emma' }],
        ['find', { q: 'Virginia' }],
      ],
    ],
    'whole calls of one id': [
      calls(
        call('find', '{"q":1}', { index: 0, id: 'x' }),
        call('find', '{"q":2}', { index: 1, id: 'x' }),
      ),
      [
        ['find', { q: 1 }],
        ['find', { q: 2 }],
      ],
    ],
    'arguments before the name': [
      calls(call(null, '{"q":', { index: 0, id: 'a' }), call('find', '1}', { index: 0 })),
      [['find', { q: 1 }]],
    ],
    'an id only at the end': [
      calls(call('find', '{"q":', { index: 0 }), call(undefined, '1}', { index: 0, id: 'a' })),
      [['find', { q: 1 }]],
    ],
    'a new id with each piece': [
      calls(call('find', '{"q":', { index: 0, id: 'a' }), call(null, '1}', { index: 0, id: 'b' })),
      [['find', { q: 1 }]],
    ],
    'two names of one index': [
      calls(call('find', '{"q":1}', { index: 0 }), call('open', '{"n":2}', { index: 0 })),
      [
        ['find', { q: 1 }],
        ['open', { n: 2 }],
      ],
    ],
    'a call that comes whole once more': [
      calls(
        call('find', '{"q":', { index: 0, id: 'a' }),
        call(undefined, '1}', { index: 0 }),
        call('find', '{"q":1}', { index: 0, id: 'a' }),
      ),
      [['find', { q: 1 }]],
    ],
    'an index that is a string': [
      calls(call('find', '{"q":', { index: '0', id: 'a' }), call(undefined, '1}', { index: '0' })),
      [['find', { q: 1 }]],
    ],
    'a call that is no list': [
      chat({ tool_calls: call('find', '{"q":1}', { index: 0, id: 'a' }) }),
      [['find', { q: 1 }]],
    ],
    'heads first, their arguments after': [
      calls(
        call('find', '', { index: 0, id: 'a' }),
        call('open', '', { index: 1, id: 'b' }),
        call(undefined, '{"q":1}', { index: 0 }),
        call(undefined, '{"n":2}', { index: 1 }),
      ),
      [
        ['find', { q: 1 }],
        ['open', { n: 2 }],
      ],
    ],
    'an empty object before the arguments': [
      calls(call('find', '{}', { index: 0, id: 'a' }), call(undefined, '{"q":1}', { index: 0 })),
      [['find', { q: 1 }]],
    ],
    'arguments as an object': [calls(call('find', { q: 1 }, { index: 0 })), [['find', { q: 1 }]]],
    'a whole call repeated by the last message': [
      frames(
        chunk({ tool_calls: [call('find', '{"q":1}', { index: 0, id: 'a' })] }),
        {
          ...whole,
          choices: [
            {
              index: 0,
              message: { content: '', tool_calls: [call('find', '{"q":1}', { id: 'a' })] },
              finish_reason: 'tool_calls',
            },
          ],
        },
        '[DONE]',
      ),
      [['find', { q: 1 }]],
    ],
  }).map(([name, [wire, wanted]]) => [name, { wire, text: '', calls: wanted ?? [] }]),
);

/** Odd frames, and labels that are wrong. */
export const labels: Readonly<Record<string, GatewaySample>> = {
  'F11.1a no choices in the first chunk': {
    wire: frames({ id: 'c', object: 'chat.completion', choices: null }, ...hello, '[DONE]'),
  },
  'F11.1b the same without its object': {
    wire: frames({ id: 'c', choices: null, model: 'm' }, ...hello, '[DONE]'),
  },
  'F11.3a null between chunks': {
    wire: frames(hello[0] ?? {}, 'null', ...hello.slice(1), '[DONE]'),
  },
  'F11.3b null between responses’ events': {
    wire:
      responses('created', { response: { id: 'r' } }) +
      responses('output_text.delta', { output_index: 0, content_index: 0, delta: 'Hello' }) +
      'data: null\n\n' +
      responses('completed', { response: { id: 'r', status: 'completed', output: [] } }),
  },
  'F11.5 a warning first': { wire: frames({ warning: 'old model' }, ...hello, '[DONE]') },
  'F11.6 an empty object first': { wire: frames({}, ...hello, '[DONE]') },
  'null first': { wire: frames('null', ...hello, '[DONE]') },
  'an empty list first': { wire: frames('[]', ...hello, '[DONE]') },
  'a word first': { wire: frames('connected', ...hello, '[DONE]') },
  'a status first': { wire: frames({ status: 'connected' }, ...hello, '[DONE]'), data: 1 },
  'a session first': { wire: frames({ type: 'session-info', id: 7 }, ...hello, '[DONE]') },
  'an id alone first': { wire: frames({ id: 'chatcmpl-1' }, ...hello, '[DONE]') },
  'a list between chunks': { wire: frames(hello[0] ?? {}, '[]', ...hello.slice(1), '[DONE]') },
  'F11.8a events labelled as JSON': { wire: openai, options: json },
  'F11.8b events labelled as lines of JSON': {
    wire: openai,
    options: { contentType: 'application/x-ndjson' },
  },
  'events with a comment first, labelled as JSON': { wire: `: hi\n\n${openai}`, options: json },
  'named events labelled as JSON': {
    wire: event('token', { token: 'Hel' }) + event('token', { token: 'lo' }) + event('done', {}),
    options: json,
  },
  'F11.9 events labelled as plain text': { wire: openai, options: plain },
  'events of tokens labelled as plain text': {
    wire: frames({ token: 'Hello' }, { done: true }),
    options: plain,
  },
  'events of words labelled as plain text': { wire: frames('Hel', 'lo', '[DONE]'), options: plain },
  'named events labelled as plain text': {
    wire: event('token', { token: 'Hello' }) + event('done', {}),
    options: plain,
  },
  'events of JSON labelled as octets': {
    wire: openai,
    options: { contentType: 'application/octet-stream' },
  },
  'F11.10a a whole answer labelled as events': { wire: JSON.stringify(whole), options: sse },
  'F11.10b Ollama’s lines labelled as events': { wire: ollama, options: sse },
  'F11.10c an error labelled as events': {
    wire: '{"error":{"message":"Insufficient balance"}}',
    options: sse,
    text: '',
    end: 'error',
    error: 'Insufficient balance',
  },
  'lines of JSON labelled as plain text': { wire: ollama, options: plain },
  'a printed answer labelled as events': { wire: JSON.stringify(whole, null, 2), options: sse },
  'an array of chunks labelled as events': {
    wire: JSON.stringify([gemini({ text: 'Hello' }), geminiEnd({ finishReason: 'STOP' })]),
    options: sse,
  },
  'words between chunks': {
    wire: frames(
      hello[0] ?? {},
      'ping',
      'keep-alive',
      '[]',
      '{}',
      '""',
      ...hello.slice(1),
      '[DONE]',
    ),
  },
  'a chunk in a list': { wire: frames([hello[0]], hello.slice(1), '[DONE]') },
  'the field’s name twice': { wire: openai.replaceAll('data: ', 'data: data: ') },
  'JSON within a string': {
    wire: frames(...hello.map((one) => JSON.stringify(JSON.stringify(one))), '[DONE]'),
  },
  'another word at the end': { wire: frames(...hello.slice(0, 2), '[done]') },
  'null between native events': {
    wire: frames({ type: 'text-delta', id: '1', delta: 'Hello' }, 'null', { type: 'finish' }),
    options: { headers: new Headers({ 'x-vercel-ai-ui-message-stream': 'v1' }) },
  },
  'lines of tokens labelled as events': {
    wire: lines({ token: 'Hel' }, { token: 'lo' }, { done: true }),
    options: sse,
  },
  'words labelled as events': { wire: 'Hello', options: sse },
  'a plain answer labelled as events': { wire: JSON.stringify({ answer: 'Hello' }), options: sse },
};

/** Answers that come whole after their parts. */
export const repeats: Readonly<Record<string, GatewaySample>> = {
  'F12.1 the whole message after its deltas': {
    wire: frames(...hello.slice(0, 2), { ...whole, choices: whole.choices }, '[DONE]'),
  },
  'a whole message that adds something': {
    wire: frames(hello[0] ?? {}, whole, '[DONE]'),
  },
  'F12.3 the first delta within its block’s start': {
    wire: anthropic(
      messageStart,
      block('Hel'),
      delta('Hel'),
      delta('lo'),
      blockStop,
      messageEnd,
      messageStop,
    ),
  },
  'a block’s start with a text of its own': {
    wire: anthropic(messageStart, block('Hel'), delta('lo'), blockStop, messageEnd, messageStop),
  },
  'a block that is whole at its start': {
    wire: anthropic(messageStart, block('Hello'), blockStop, messageEnd, messageStop),
  },
  'Anthropic’s whole message after its parts': {
    wire: anthropic(messageStart, block(''), delta('Hello'), blockStop, {
      type: 'message',
      content: [{ type: 'text', text: 'Hello' }],
      stop_reason: 'end_turn',
    }),
  },
  'the whole response adds a call': {
    wire:
      responses('created', { response: { id: 'r' } }) +
      responses('output_text.delta', { output_index: 0, content_index: 0, delta: 'Hello' }) +
      responses('completed', {
        response: {
          id: 'r',
          status: 'completed',
          output: [
            { type: 'message', content: [{ type: 'output_text', text: 'Hello' }] },
            { type: 'function_call', call_id: 'a', name: 'find', arguments: '{"q":1}' },
          ],
        },
      }),
    calls: [['find', { q: 1 }]],
  },
  'the whole text in Ollama’s last line': {
    wire: lines(
      { model: 'm', message: { content: 'Hel' }, done: false },
      { model: 'm', message: { content: 'lo' }, done: false },
      { model: 'm', message: { content: 'Hello' }, done: true },
    ),
  },
  'the whole text in llama.cpp’s last event': {
    wire: frames(
      { content: 'Hel', stop: false },
      { content: 'lo', stop: false },
      { content: 'Hello', stop: true, stop_type: 'eos' },
    ),
  },
  'the whole text in the last of older completions': {
    wire: frames(
      { object: 'text_completion', choices: [{ index: 0, text: 'Hel' }] },
      { object: 'text_completion', choices: [{ index: 0, text: 'lo' }] },
      { object: 'text_completion', choices: [{ index: 0, text: 'Hello', finish_reason: 'stop' }] },
    ),
  },
  'two messages of one agent': {
    wire: anthropic(
      messageStart,
      block(''),
      delta('Hel'),
      blockStop,
      {
        type: 'content_block_start',
        index: 1,
        content_block: { type: 'tool_use', id: 't', name: 'find', input: {} },
      },
      { type: 'content_block_stop', index: 1 },
      { type: 'message_delta', delta: { stop_reason: 'tool_use' } },
      messageStop,
      messageStart,
      block(''),
      delta('lo'),
      blockStop,
      messageEnd,
      messageStop,
    ),
    calls: [['find', {}]],
  },
  'messages that grow': {
    wire: frames(
      { choices: [{ index: 0, message: { content: 'Hel' }, finish_reason: null }] },
      { choices: [{ index: 0, message: { content: 'Hello' }, finish_reason: 'stop' }] },
    ),
  },
  'the whole text in the chunk that ends it': {
    wire: frames(
      ...hello.slice(0, 2),
      chunk({}, { choices: [{ index: 0, delta: { content: 'Hello' }, finish_reason: 'stop' }] }),
      '[DONE]',
    ),
  },
  'the whole message once more in its start': {
    wire: anthropic(
      { type: 'message_start', message: { id: 'm', content: [{ type: 'text', text: 'Hello' }] } },
      block(''),
      delta('Hel'),
      delta('lo'),
      blockStop,
      messageEnd,
      messageStop,
    ),
  },
};

const word = (answer: unknown): GatewaySample => ({ wire: JSON.stringify(answer), options: json });

/** Backends without a format of their own here, and whole answers as JSON. */
export const backends: Readonly<Record<string, GatewaySample>> = {
  'F13.1 n8n': {
    wire: lines(
      { type: 'begin', metadata: { nodeId: 'a' } },
      { type: 'item', content: 'Hel', metadata: {} },
      { type: 'item', content: 'lo', metadata: {} },
      { type: 'end', metadata: {} },
    ),
    options: json,
  },
  'F13.1 n8n, read as a tutorial': {
    wire: lines(
      { type: 'begin' },
      { type: 'item', content: 'Hel' },
      { type: 'item', content: 'lo' },
      { type: 'end' },
    ),
    options: { format: 'tutorial' },
  },
  'n8n, two nodes': {
    wire: lines(
      { type: 'begin', metadata: { nodeId: 'a' } },
      { type: 'item', content: 'Hel', metadata: { nodeId: 'a' } },
      { type: 'end', metadata: { nodeId: 'a' } },
      { type: 'begin', metadata: { nodeId: 'b' } },
      { type: 'item', content: 'lo', metadata: { nodeId: 'b' } },
      { type: 'end', metadata: { nodeId: 'b' } },
    ),
  },
  'F13.2 AG-UI, a snapshot': {
    wire: frames(
      { type: 'RUN_STARTED', threadId: 't', runId: 'r' },
      {
        type: 'MESSAGES_SNAPSHOT',
        messages: [
          { id: 'u', role: 'user', content: 'Hi' },
          { id: 'a', role: 'assistant', content: 'Hello' },
        ],
      },
      { type: 'RUN_FINISHED', threadId: 't', runId: 'r' },
    ),
  },
  'AG-UI, a snapshot after its deltas': {
    wire: frames(
      { type: 'RUN_STARTED', threadId: 't', runId: 'r' },
      { type: 'TEXT_MESSAGE_START', messageId: 'a', role: 'assistant' },
      { type: 'TEXT_MESSAGE_CONTENT', messageId: 'a', delta: 'Hello' },
      { type: 'TEXT_MESSAGE_END', messageId: 'a' },
      {
        type: 'MESSAGES_SNAPSHOT',
        messages: [
          { id: 'u', role: 'user', content: 'Hi' },
          { id: 'a', role: 'assistant', content: 'Hello' },
        ],
      },
      { type: 'RUN_FINISHED', threadId: 't', runId: 'r' },
    ),
  },
  'F13.3 Dify, a flow': {
    wire:
      'event: ping\n\n' +
      frames(
        { event: 'workflow_started', task_id: 't', workflow_run_id: 'w', data: { id: 'w' } },
        { event: 'node_started', task_id: 't', data: { id: 'n', title: 'LLM' } },
        { event: 'message', task_id: 't', answer: 'Hel' },
        { event: 'message', task_id: 't', answer: 'lo' },
        { event: 'node_finished', task_id: 't', data: { id: 'n', status: 'succeeded' } },
        {
          event: 'workflow_finished',
          task_id: 't',
          data: { status: 'succeeded', outputs: { answer: 'Hello' } },
        },
        {
          event: 'message_end',
          task_id: 't',
          metadata: { usage: { prompt_tokens: 1, completion_tokens: 2 } },
        },
      ),
  },
  'F13.4 Dify, an agent': {
    wire: frames(
      { event: 'agent_thought', id: 'x', thought: '', observation: '', tool: '' },
      { event: 'agent_message', answer: 'Hel' },
      { event: 'agent_message', answer: 'lo' },
      { event: 'agent_thought', id: 'x', thought: 'Hello', observation: '', tool: '' },
      { event: 'message_end', metadata: {} },
    ),
  },
  'Dify, an error': {
    wire: frames(
      { event: 'message', answer: 'Hel' },
      {
        event: 'error',
        status: 400,
        code: 'completion_request_error',
        message: 'The key is wrong.',
      },
    ),
    text: 'Hel',
    end: 'error',
    error: 'The key is wrong.',
  },
  'F13.8a LM Studio': {
    wire:
      event('chat.start', { type: 'chat.start', model_instance_id: 'm' }) +
      event('message.start', { type: 'message.start' }) +
      event('message.delta', { type: 'message.delta', content: 'Hel' }) +
      event('message.delta', { type: 'message.delta', content: 'lo' }) +
      event('message.end', { type: 'message.end' }) +
      event('chat.end', {
        type: 'chat.end',
        result: {
          output: [{ type: 'message', content: 'Hello' }],
          stats: { input_tokens: 1, total_output_tokens: 2 },
        },
      }),
  },
  'F13.8b a type of its own': {
    wire: frames(
      { type: 'ai_token', content: 'Hel' },
      { type: 'ai_token', content: 'lo' },
      { type: 'done' },
    ),
  },
  'F13.9a an answer': word({ answer: 'Hello' }),
  'F13.9b a message': word({ message: 'Hello' }),
  'F13.9c a response': word({ response: 'Hello' }),
  'F13.9d a string': word('Hello'),
  'F13.10a an output': word({ output: 'Hello' }),
  'F13.10b a result within': word({
    result: { response: 'Hello' },
    success: true,
    errors: [],
    messages: [],
  }),
  'F13.10c an array of texts': word([{ recipient_id: 'x', text: 'Hello' }]),
  'several texts': {
    wire: JSON.stringify([
      { recipient_id: 'x', text: 'Hel' },
      { recipient_id: 'x', text: 'lo' },
    ]),
    options: json,
  },
  'a reply': word({ reply: 'Hello' }),
  'a result': word({ result: 'Hello' }),
  'an array with one output': word([{ output: 'Hello' }]),
  'generated text': word([{ generated_text: 'Hello' }]),
  'data around it': word({ status: 'ok', data: { answer: 'Hello' } }),
  'a line end after it': { wire: '{"response":"Hello"}\n', options: json },
  'an answer with sources': { ...word({ answer: 'Hello', sources: ['a'] }), data: 1 },
  'an answer, printed': { wire: JSON.stringify({ answer: 'Hello' }, null, 2), options: json },
  'a message that is an object': word({ message: { role: 'assistant', content: 'Hello' } }),
  LangServe: {
    wire:
      event('metadata', { run_id: 'r' }) +
      event('data', '"Hel"') +
      event('data', '"lo"') +
      event('end', ''),
  },
  'LangServe, messages': {
    wire:
      event('metadata', { run_id: 'r' }) +
      event('data', { content: 'Hel', type: 'AIMessageChunk', additional_kwargs: {} }) +
      event('data', { content: 'lo', type: 'AIMessageChunk', additional_kwargs: {} }) +
      'event: end\n\n',
  },
  Replicate: {
    wire: event('output', 'Hel') + event('output', 'lo') + event('done', {}),
  },
  TGI: {
    wire: frames(
      {
        index: 1,
        token: { id: 1, text: 'Hel', logprob: -1, special: false },
        generated_text: null,
        details: null,
      },
      {
        index: 2,
        token: { id: 2, text: 'lo', logprob: -1, special: false },
        generated_text: null,
        details: null,
      },
      {
        index: 3,
        token: { id: 3, text: '</s>', logprob: -1, special: true },
        generated_text: 'Hello',
        details: { finish_reason: 'eos_token', generated_tokens: 3 },
      },
    ),
  },
  'Workers AI': {
    wire: frames(
      { response: 'Hel', p: 'ab' },
      { response: 'lo', p: 'abc' },
      { response: '', usage: { prompt_tokens: 1, completion_tokens: 2 } },
      '[DONE]',
    ),
  },
  Flowise: {
    wire: frames(
      { event: 'start', data: '' },
      { event: 'token', data: 'Hel' },
      { event: 'token', data: 'lo' },
      { event: 'metadata', data: { chatId: 'c' } },
      { event: 'end', data: '[DONE]' },
    ),
  },
  Coze: {
    wire:
      event('conversation.chat.created', { id: 'c', status: 'created' }) +
      event('conversation.chat.in_progress', { id: 'c', status: 'in_progress' }) +
      event('conversation.message.delta', { role: 'assistant', type: 'answer', content: 'Hel' }) +
      event('conversation.message.delta', { role: 'assistant', type: 'answer', content: 'lo' }) +
      event('conversation.message.completed', {
        role: 'assistant',
        type: 'answer',
        content: 'Hello',
      }) +
      event('done', '"[DONE]"'),
  },
  'OpenAI’s assistants': {
    wire:
      event('thread.run.created', { id: 'r', object: 'thread.run' }) +
      event('thread.message.delta', {
        delta: { content: [{ index: 0, type: 'text', text: { value: 'Hel' } }] },
      }) +
      event('thread.message.delta', {
        delta: { content: [{ index: 0, type: 'text', text: { value: 'lo' } }] },
      }) +
      event('thread.message.completed', { content: [{ type: 'text', text: { value: 'Hello' } }] }) +
      event('done', '[DONE]'),
  },
  'Hugging Face’s chat': {
    wire: lines(
      { type: 'stream', token: 'Hel' },
      { type: 'stream', token: 'lo' },
      { type: 'finalAnswer', text: 'Hello' },
    ),
  },
  Langflow: {
    wire: lines(
      { event: 'add_message', data: { text: 'Hi', sender: 'User' } },
      { event: 'token', data: { chunk: 'Hel', id: 'x' } },
      { event: 'token', data: { chunk: 'lo', id: 'x' } },
      { event: 'end', data: {} },
    ),
  },
  RAGFlow: {
    wire: frames(
      { code: 0, data: { answer: 'Hel', reference: {} } },
      { code: 0, data: { answer: 'Hello', reference: {} } },
      { code: 0, data: true },
    ),
  },
  AnythingLLM: {
    wire: frames(
      { uuid: 'x', type: 'textResponseChunk', textResponse: 'Hel', close: false, error: false },
      { uuid: 'x', type: 'textResponseChunk', textResponse: 'lo', close: false, error: false },
      { uuid: 'x', type: 'finalizeResponseStream', close: true, error: false },
    ),
  },
  SGLang: {
    wire: frames(
      { text: 'Hel', meta_info: { finish_reason: null } },
      { text: 'Hello', meta_info: { finish_reason: { type: 'stop' } } },
      '[DONE]',
    ),
  },
  'a flag of another name': {
    wire: frames({ content: 'Hello', is_end: false }, { content: '', is_end: true }),
  },
  'Cohere’s first version': {
    wire: lines(
      { event_type: 'stream-start', is_finished: false, generation_id: 'g' },
      { event_type: 'text-generation', text: 'Hel', is_finished: false },
      { event_type: 'text-generation', text: 'lo', is_finished: false },
      { event_type: 'stream-end', is_finished: true, response: { text: 'Hello' } },
    ),
  },
  'Dify, not streamed': word({ event: 'message', task_id: 't', answer: 'Hello', metadata: {} }),
  'a list of pieces': word({ id: 'p', output: ['Hel', 'lo'] }),
  'a conversation with its answer': word({
    messages: [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello' },
    ],
  }),
};

/** Tags of reasoning. */
export const reasoningTags: Readonly<Record<string, GatewaySample>> = {
  'F14.1 thought': { wire: chat({ content: '<thought>Hm</thought>Hello' }), reasoning: 'Hm' },
  'F14.3 tags in a sentence': {
    wire: chat({
      content: 'DeepSeek wraps its reasoning in <think> and </think> tags. That is all.',
    }),
    text: 'DeepSeek wraps its reasoning in <think> and </think> tags. That is all.',
  },
  'a closing tag alone': {
    wire: chat({ content: 'Hm' }, { content: '</think>Hello' }),
    reasoning: 'Hm',
  },
};
for (const [open, close] of [
  ['<think>', '</think>'],
  ['<thinking>', '</thinking>'],
  ['<thought>', '</thought>'],
  ['<reasoning>', '</reasoning>'],
  ['[THINK]', '[/THINK]'],
  ['◁think▷', '◁/think▷'],
  ['<seed:think>', '</seed:think>'],
  ['<THINK>', '</THINK>'],
  ['<unused94>thought\n', '<unused95>'],
  ['<|begin_of_thought|>', '<|end_of_thought|>'],
  ['<|START_THINKING|>', '<|END_THINKING|>'],
  ['<|channel>thought\n', '<channel|>'],
] as const) {
  (reasoningTags as Record<string, GatewaySample>)[`the tags ${open}`] = {
    wire: chat({ content: open }, { content: 'Hm' }, { content: close }, { content: 'Hello' }),
    reasoning: 'Hm',
  };
}

/** Ends that hide a failure, and errors in all shapes. */
export const failures: Readonly<Record<string, GatewaySample>> = {
  'F15.1 an unexpected call': {
    wire: frames(geminiEnd({ content: {}, finishReason: 'UNEXPECTED_TOOL_CALL' })),
    text: '',
    end: 'error',
  },
  'F15.2 a malformed call': {
    wire: frames(
      geminiEnd({
        content: {},
        finishReason: 'MALFORMED_FUNCTION_CALL',
        finishMessage: 'Malformed function call: print(x)',
      }),
    ),
    text: '',
    end: 'error',
    error: 'Malformed function call: print(x)',
  },
  'F15.4 an error within the choice': {
    wire: frames(
      chunk({ content: 'a' }),
      chunk(
        {},
        {
          choices: [
            {
              index: 0,
              delta: { content: '' },
              finish_reason: 'error',
              error: { code: 502, message: 'Upstream gone' },
            },
          ],
        },
      ),
    ),
    text: 'a',
    end: 'error',
    error: 'Upstream gone',
  },
  'F15.6 a detail': {
    wire: frames({ token: 'a' }, { detail: 'Internal server error' }),
    text: 'a',
    end: 'error',
    error: 'Internal server error',
  },
  'F7.9 success: false': {
    wire: '{"success":false,"message":"quota is not enough"}',
    options: json,
    text: '',
    end: 'error',
    error: 'quota is not enough',
  },
  'an unknown reason and nothing else': {
    wire: frames(
      chunk({}, { choices: [{ index: 0, delta: {}, finish_reason: 'engine_overheated' }] }),
      '[DONE]',
    ),
    text: '',
    end: 'error',
    error: 'engine_overheated',
  },
  'a reason that is an error after text': {
    wire: frames(
      hello[0] ?? {},
      chunk({}, { choices: [{ index: 0, delta: {}, finish_reason: 'network_error' }] }),
    ),
    text: 'Hel',
    end: 'error',
  },
  'an end without anything': {
    wire: frames(chunk({ role: 'assistant', content: '' }), '[DONE]'),
    text: '',
    end: 'truncated',
  },
  'an error by its code alone': {
    wire: frames({ error: { code: 'insufficient_quota' } }),
    text: '',
    end: 'error',
    error: 'insufficient_quota',
  },
  'a prompt that was blocked, with words': {
    wire: frames({ promptFeedback: { blockReason: 'OTHER', blockReasonMessage: 'Not here.' } }),
    text: '',
    end: 'error',
    error: 'Not here.',
  },
  'a whole answer of nothing': { wire: 'null', options: json, text: '', end: 'error' },
  'a whole answer of no words': { wire: '""', options: json, text: '', end: 'truncated' },
};
for (const [name, body] of Object.entries({
  'a string': { error: 'No credit.' },
  'a message': { error: { message: 'No credit.', type: 'billing' } },
  'a list': [{ error: { code: 400, message: 'No credit.' } }],
  'a detail': { detail: 'No credit.' },
  'a list of details': { detail: [{ loc: ['body'], msg: 'No credit.', type: 'missing' }] },
  'a list of errors': { errors: [{ message: 'No credit.' }] },
  'a problem': {
    type: 'about:blank',
    title: 'Payment Required',
    status: 402,
    detail: 'No credit.',
  },
  'Groq’s field': {
    id: 'c',
    object: 'chat.completion.chunk',
    choices: [],
    x_groq: { error: 'No credit.' },
  },
  'a code and words': { code: 1113, msg: 'No credit.' },
  'vLLM’s object': { object: 'error', message: 'No credit.', code: 400 },
  'a message twice encoded': { error: '{"error":{"message":"No credit."}}' },
})) {
  const sample = { text: '', end: 'error', error: 'No credit.' };
  Object.assign(failures, {
    [`an error as ${name}, first`]: { ...sample, wire: `data: ${JSON.stringify(body)}\n\n` },
    [`an error as ${name}, after text`]: {
      ...sample,
      text: 'Hel',
      wire: `${frames(hello[0] ?? {})}data: ${JSON.stringify(body)}\n\n`,
    },
    [`an error as ${name}, after a token`]: {
      ...sample,
      text: 'Hel',
      wire: `${frames({ token: 'Hel' })}data: ${JSON.stringify(body)}\n\n`,
    },
    [`an error as ${name}, as JSON`]: { ...sample, wire: JSON.stringify(body), options: json },
    [`an error as ${name}, in an event`]: {
      ...sample,
      text: 'Hel',
      wire: frames(hello[0] ?? {}) + event('error', body),
    },
  });
}
