import type { GatewaySample } from './gateway-samples.ts';
import { lines } from './provider-samples.ts';
import { frames } from './wire-samples.ts';

const chunk = (delta: object, finishReason: string | null = null): object => ({
  id: 'c',
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, finish_reason: finishReason }],
});
const hel = chunk({ content: 'Hel' });
const lo = chunk({ content: 'lo' });
const hello = chunk({ content: 'Hello' });
const stop = chunk({}, 'stop');
const json = { contentType: 'application/json' };
const failed = (value: unknown, error: string): GatewaySample => ({
  wire: JSON.stringify(value),
  options: json,
  text: '',
  end: 'error',
  error,
});
const whole = (value: unknown): GatewaySample => ({ wire: JSON.stringify(value), options: json });

/** Errors that are told by the names of their fields, each as one JSON document with status 200. */
export const errorsByName: Readonly<Record<string, GatewaySample>> = {
  Amazon: failed({ __type: 'ThrottlingException', message: 'Too many requests' }, 'Too many'),
  'Amazon’s gateway': failed({ Message: 'User is not authorized' }, 'not authorized'),
  Baidu: failed({ error_code: 17, error_msg: 'Daily request limit reached' }, 'Daily request'),
  WeChat: failed({ errcode: 40001, errmsg: 'invalid credential' }, 'invalid credential'),
  MiniMax: failed({ base_resp: { status_code: 1004, status_msg: 'login fail' } }, 'login fail'),
  Apigee: failed(
    { fault: { faultstring: 'Quota violation', detail: { errorcode: 'policies.Quota' } } },
    'Quota violation',
  ),
  Vapor: failed({ error: true, reason: 'The quota is used up' }, 'used up'),
  OAuth: failed({ error: 'invalid_token', error_description: 'The token expired' }, 'expired'),
  'a frame of Baidu’s with an id': {
    wire: frames(hel, { error_code: 336003, error_msg: 'The message is too long', id: 'as-1' }),
    text: 'Hel',
    end: 'error',
    error: 'too long',
  },
  'MiniMax’s frames': {
    wire: frames({ id: 'x', choices: null, base_resp: { status_code: 1008, status_msg: 'broke' } }),
    text: '',
    end: 'error',
    error: 'broke',
  },
  'MiniMax’s frames that tell no error': {
    wire: frames(hello, { ...stop, base_resp: { status_code: 0, status_msg: 'success' } }),
  },
  'a fatal error': {
    wire: lines({ type: 'token', value: 'Hel' }, { type: 'fatal', reason: 'The worker died' }),
    text: 'Hel',
    end: 'error',
    error: 'worker died',
  },
  'what stands behind a relay’s words': {
    wire: frames({
      error: {
        message: 'Provider returned error',
        metadata: { raw: '{"error":{"message":"overloaded by users"}}' },
      },
    }),
    text: '',
    end: 'error',
    error: 'Provider returned error: overloaded by users',
  },
  'an error in each frame that is empty': {
    wire: frames({ ...hello, error: {} }, { ...stop, error: '' }, '[DONE]'),
  },
  'words in `data`': {
    wire: frames({ event: 'token', data: 'Hel' }, { event: 'error', data: 'No node found' }),
    text: 'Hel',
    end: 'error',
    error: 'No node found',
  },
};

/** Answers in envelopes, and pieces under names that are meant for a whole. */
export const envelopes: Readonly<Record<string, GatewaySample>> = {
  DashScope: {
    wire: ['Hel', 'lo']
      .map((content, index) => {
        const choices = [{ message: { content }, finish_reason: index === 0 ? 'null' : 'stop' }];
        const data = JSON.stringify({ output: { choices }, request_id: 'r' });
        return `id:${index}\nevent:result\n:HTTP_STATUS/200\ndata:${data}\n\n`;
      })
      .join(''),
  },
  'DashScope, the text so far': {
    wire: frames(
      { output: { text: 'Hel', finish_reason: 'null' }, request_id: 'r' },
      { output: { text: 'Hello', finish_reason: 'stop' }, request_id: 'r' },
      '[DONE]',
    ),
  },
  'Baidu’s result': {
    wire: frames(
      { id: 'a', object: 'chat.completion', sentence_id: 0, is_end: false, result: 'Hel' },
      { id: 'a', object: 'chat.completion', sentence_id: 1, is_end: true, result: 'lo' },
    ),
  },
  'a message in place of each delta': {
    wire: frames(
      { choices: [{ index: 0, message: { content: 'Hel' }, finish_reason: null }] },
      { choices: [{ index: 0, message: { content: 'l' }, finish_reason: null }] },
      { choices: [{ index: 0, message: { content: 'o' }, finish_reason: 'stop' }] },
    ),
  },
  'a message with the text so far': {
    wire: frames(
      { choices: [{ index: 0, message: { content: 'Hel' }, finish_reason: null }] },
      { choices: [{ index: 0, message: { content: 'Hello' }, finish_reason: 'stop' }] },
    ),
  },
  'Gemini’s last frame with the whole text': {
    wire: frames(
      { candidates: [{ content: { parts: [{ text: 'Hel' }] } }] },
      { candidates: [{ content: { parts: [{ text: 'lo' }] } }] },
      { candidates: [{ content: { parts: [{ text: 'Hello' }] }, finishReason: 'STOP' }] },
    ),
  },
  'names of the chat before the text': {
    wire: frames({ conversation_id: 'a', messageId: 'm' }, { token: 'Hello' }, '[DONE]'),
  },
  'Langflow’s whole run at the end': {
    wire: lines(
      { event: 'token', data: { chunk: 'Hel', id: '1' } },
      { event: 'token', data: { chunk: 'lo', id: '1' } },
      { event: 'end', data: { result: { outputs: [{ results: { text: 'Hello' } }] } } },
    ),
  },
  'GraphQL’s answer': whole({ data: { chat: { reply: 'Hello' } } }),
  'a code with praise': whole({ code: 200, message: 'success', data: 'Hello' }),
  'a code with an object': whole({ code: 0, msg: 'ok', data: { answer: 'Hello' } }),
  'a prediction in pieces': whole({ id: 'x', output: ['Hel', 'lo'], status: 'succeeded' }),
  'Llama on Bedrock': whole({ generation: 'Hello', prompt_token_count: 2, stop_reason: 'stop' }),
  'Titan on Bedrock': whole({ inputTextTokenCount: 1, results: [{ outputText: 'Hello' }] }),
};

/** Borders of frames, and words for the end, that are not as the formats have them. */
export const borders: Readonly<Record<string, GatewaySample>> = {
  'no blank line between events': {
    wire: frames(hel, lo, stop, '[DONE]').replaceAll('\n\n', '\n'),
  },
  'no blank line, with names': {
    wire: 'event: a\ndata: {"token":"Hel"}\nevent: a\ndata: {"token":"lo"}\ndata: [DONE]\n',
  },
  'an object on several data lines': {
    wire: 'data: {\ndata: "token": "Hello"\ndata: }\n\ndata: [DONE]\n\n',
  },
  'texts behind record separators': {
    wire: [hello, stop].map((value) => `\u001E${JSON.stringify(value)}\n`).join(''),
    options: { contentType: 'application/json-seq' },
  },
  'a whole answer on several lines, as plain text': {
    wire: JSON.stringify(
      { choices: [{ message: { content: 'Hello' }, finish_reason: 'stop' }] },
      null,
      2,
    ),
    options: { contentType: 'text/plain' },
  },
  'JSON that a model writes as plain text': {
    wire: '{\n  "name": "Hello"\n}',
    options: { contentType: 'text/plain' },
    text: '{\n  "name": "Hello"\n}',
  },
  ...Object.fromEntries(
    ['done', '"[DONE]"', '<END>', '[finished]', 'EOF'].map((word) => [
      `the end as ${word}`,
      { wire: frames(hello) + `data: ${word}\n\n` },
    ]),
  ),
  ...Object.fromEntries(
    ['done', 'end', 'complete', 'close'].map((name) => [
      `an event of the name ${name} as the end`,
      { wire: `${frames(hello)}event: ${name}\ndata: {}\n\n` },
    ]),
  ),
  'nothing but the end': { wire: 'data: [DONE]\n\n', text: '', end: 'truncated' },
  'nothing but keep-alives and the end': {
    wire: ': hi\n\ndata: {}\n\ndata: null\n\ndata: [DONE]\n\n',
    text: '',
    end: 'truncated',
  },
  'a finish reason that is the word null': {
    wire: frames(chunk({ content: 'Hel' }, 'null')),
    text: 'Hel',
    end: 'truncated',
  },
};

interface WireEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}
const named = (...events: readonly WireEvent[]): string =>
  events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
const text = (id: string, delta: unknown, name = 'delta'): object[] => [
  { type: 'text-start', id },
  { type: 'text-delta', id, [name]: delta },
  { type: 'text-end', id },
];
const created = { type: 'response.created', response: { id: 'r', status: 'in_progress' } };
const completed = { type: 'response.completed', response: { id: 'r', status: 'completed' } };
const said = { type: 'response.output_text.delta', delta: 'Hello' };
const call = { type: 'function_call', call_id: 'c', name: 'f', arguments: '{"q":1}' };

/** The formats of well-known hosts, with what gateways and other versions leave out or name otherwise. */
export const variants: Readonly<Record<string, GatewaySample>> = {
  'Anthropic’s without the last event': {
    wire: named(
      { type: 'message_start', message: { id: 'm', content: [] } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: 'Hello' } },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'end_turn' } },
    ),
  },
  'a call whose input came with its first event': {
    wire: named(
      created,
      { type: 'response.output_item.added', output_index: 0, item: call },
      completed,
    ),
    text: '',
    calls: [['f', { q: 1 }]],
  },
  'a text only as a part': {
    wire: named(
      created,
      {
        type: 'response.content_part.done',
        output_index: 0,
        part: { type: 'output_text', text: 'Hello' },
      },
      completed,
    ),
  },
  'a response that ends by [DONE]': { wire: `${named(created, said)}data: [DONE]\n\n` },
  'a response that ends by response.done': {
    wire: named(created, said, { ...completed, type: 'response.done' }),
  },
  'reasoning under a name of its own': {
    wire: named(created, { type: 'response.reasoning.delta', delta: 'Hm' }, said, completed),
    reasoning: 'Hm',
  },
  'Gemini’s as Python writes it': {
    wire: frames({
      candidates: [
        {
          content: { parts: [{ function_call: { name: 'f', args: { the_q: 1 } } }] },
          finish_reason: 'STOP',
        },
      ],
    }),
    text: '',
    calls: [['f', { the_q: 1 }]],
  },
  'Gemini’s in a response': {
    wire: frames(
      { response: { candidates: [{ content: { parts: [{ text: 'Hel' }] } }] } },
      {
        response: { candidates: [{ content: { parts: [{ text: 'lo' }] }, finishReason: 'STOP' }] },
      },
    ),
  },
  'text parts without ids': {
    wire: frames({ type: 'start' }, { type: 'text-delta', delta: 'Hello' }, { type: 'finish' }),
  },
  'a number in a text part': {
    wire: frames({ type: 'start' }, ...text('1', 5), { type: 'finish' }),
    text: '5',
  },
  'the full stream of AI SDK 4': {
    wire: lines(
      { type: 'step-start', messageId: 'm' },
      { type: 'text-delta', textDelta: 'Hel' },
      { type: 'text-delta', textDelta: 'lo' },
      { type: 'finish', finishReason: 'stop' },
    ),
  },
  'the full stream of AI SDK 5': {
    wire: frames(
      { type: 'start' },
      { type: 'start-step', request: {}, warnings: [] },
      { type: 'reasoning-delta', id: 'r', text: 'Hm' },
      { type: 'tool-input-start', id: 'c', toolName: 'f' },
      { type: 'tool-input-delta', id: 'c', delta: '{"q":1}' },
      { type: 'tool-call', toolCallId: 'c', toolName: 'f', input: { q: 1 } },
      { type: 'tool-result', toolCallId: 'c', toolName: 'f', output: 5 },
      ...text('t', 'Hello', 'text'),
      { type: 'finish', finishReason: 'stop', totalUsage: {} },
    ),
    reasoning: 'Hm',
    calls: [['f', { q: 1 }]],
  },
  Gradio: {
    wire:
      'event: generating\ndata: ["Hel"]\n\nevent: generating\ndata: ["Hello"]\n\n' +
      'event: complete\ndata: ["Hello"]\n\n',
  },
  watsonx: {
    wire: frames(
      { model_id: 'm', results: [{ generated_text: 'Hel', stop_reason: 'not_finished' }] },
      { model_id: 'm', results: [{ generated_text: 'lo', stop_reason: 'eos_token' }] },
    ),
  },
  'Claude’s old completions': {
    wire: frames(
      { completion: 'Hel', stop_reason: null, model: 'm' },
      { completion: 'lo', stop_reason: 'stop_sequence', model: 'm' },
    ),
  },
  'an agent of Google’s kit': {
    wire: frames(
      { content: { parts: [{ text: 'Hel' }], role: 'model' }, partial: true, author: 'a' },
      { content: { parts: [{ text: 'lo' }], role: 'model' }, partial: true, author: 'a' },
      { content: { parts: [{ text: 'Hello' }] }, partial: false, turnComplete: true, author: 'a' },
    ),
  },
  'a message so far on each line': {
    wire: lines({ role: 'model', content: 'Hel' }, { role: 'model', content: 'Hello' }),
    end: 'truncated',
  },
  Spark: failed({ header: { code: 10013, message: 'The audit failed' } }, 'audit failed'),
  Tencent: failed(
    { Response: { Error: { Code: 'Auth', Message: 'signature expired' } } },
    'expired',
  ),
};
