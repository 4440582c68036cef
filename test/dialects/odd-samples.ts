import type { GatewaySample } from './gateway-samples.ts';
import { frames } from './wire-samples.ts';

/** What assistant-ui's server for Python writes: no path where there is none, no `message-finish`, a warning before the end. */
export const assistantUi: Readonly<Record<string, GatewaySample>> = {
  'Python’s server': {
    wire: frames(
      { type: 'step-start', messageId: 'm' },
      { type: 'part-start', part: { type: 'reasoning' }, path: [] },
      { type: 'text-delta', textDelta: 'Hm', path: [0] },
      { type: 'part-finish', path: [0] },
      { type: 'part-start', part: { type: 'tool-call', toolCallId: 'c', toolName: 'f' }, path: [] },
      { type: 'text-delta', textDelta: '{"q": ', path: [1] },
      { type: 'text-delta', textDelta: '1}', path: [1] },
      { type: 'result', result: 'soon', isError: false, isPreliminary: true, path: [1] },
      { type: 'tool-call-args-text-finish', path: [1] },
      { type: 'result', result: { celsius: 21 }, isError: false, path: [1] },
      { type: 'part-finish', path: [1] },
      { type: 'part-start', part: { type: 'text' }, path: [] },
      { type: 'text-delta', textDelta: 'Hel', path: [2] },
      { type: 'text-delta', textDelta: 'lo', path: [2] },
      { type: 'part-finish', path: [2] },
      { type: 'step-finish', finishReason: 'stop', usage: {}, isContinued: false },
      { type: 'error', error: 'It was slow.', code: 'slow', severity: 'warning' },
      '[DONE]',
    ),
    reasoning: 'Hm',
    calls: [['f', { q: 1 }]],
  },
  'a call that failed': {
    wire: frames(
      { type: 'part-start', part: { type: 'tool-call', toolCallId: 'c', toolName: 'f' }, path: [] },
      { type: 'text-delta', textDelta: '{}', path: [0] },
      { type: 'result', result: 'No key.', isError: true, path: [0] },
      { type: 'part-start', part: { type: 'text' }, path: [] },
      { type: 'text-delta', textDelta: 'Hello', path: [1] },
      { type: 'message-finish', finishReason: 'stop', usage: {}, path: [] },
    ),
    calls: [['f', {}]],
  },
  'a state that cannot be changed so': {
    wire: frames(
      {
        type: 'update-state',
        operations: [
          { type: 'set', path: ['step'], value: 1 },
          { type: 'set', path: ['step', 'name'], value: 'x' },
        ],
      },
      { type: 'part-start', part: { type: 'text' }, path: [] },
      { type: 'text-delta', textDelta: 'Hello', path: [0] },
      '[DONE]',
    ),
    data: 1,
  },
};

const chunk = (delta: object, finishReason: string | null = null): object => ({
  id: 'c',
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, finish_reason: finishReason }],
});
const said = (...pieces: readonly object[]): GatewaySample => ({
  wire: frames(...pieces.map((piece) => chunk(piece)), chunk({}, 'stop'), '[DONE]'),
});
const thought = (piece: object): GatewaySample => ({
  ...said(piece, { content: 'Hello' }),
  reasoning: 'Hm',
});
const called = (...pieces: readonly object[]): GatewaySample => ({
  wire: frames(
    ...pieces.map((piece) => chunk({ tool_calls: [piece] })),
    chunk({}, 'tool_calls'),
    '[DONE]',
  ),
  text: '',
  calls: [['f', { q: 1 }]],
});
const part = { index: 0, id: 'a', function: { name: 'f', arguments: '{"q":1}' } };
const whole = (text: string): object => ({
  id: 'c',
  object: 'chat.completion',
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'z', type: 'function', function: { name: 'f', arguments: text } }],
      },
      finish_reason: 'tool_calls',
    },
  ],
});
const response = { id: 'r', object: 'response', status: 'completed', output: [] };

/** Chunks of OpenAI's whose fields have other names or other shapes. */
export const otherFields: Readonly<Record<string, GatewaySample>> = {
  'reasoning as `reasoning_text`': thought({ reasoning_text: 'Hm' }),
  'reasoning as `thinking`': thought({ thinking: 'Hm' }),
  'reasoning as an object': thought({ thinking: { content: 'Hm' } }),
  'reasoning as `thoughts`': thought({ thoughts: 'Hm' }),
  'reasoning only in its blocks': thought({
    thinking_blocks: [{ type: 'thinking', thinking: 'Hm', signature: 's' }],
  }),
  'reasoning twice': thought({
    reasoning_content: 'Hm',
    thinking_blocks: [{ type: 'thinking', thinking: 'Hm' }],
  }),
  'reasoning as a part of the content': thought({
    content: [{ type: 'reasoning_text', text: 'Hm' }],
  }),
  'a flag that there is reasoning': said({ thinking: true, content: 'Hello' }),
  'a call without the object around it': called({
    index: 0,
    id: 'a',
    name: 'f',
    arguments: '{"q":1}',
  }),
  'a call with `parameters`': called({
    index: 0,
    id: 'a',
    function: { name: 'f', parameters: { q: 1 } },
  }),
  'a call once more, under another id and with spaces': {
    ...called(part),
    wire: frames(chunk({ tool_calls: [part] }), whole('{ "q": 1 }'), '[DONE]'),
  },
  'chunks as text within data': {
    wire: frames(
      { data: JSON.stringify(chunk({ content: 'Hel' })) },
      { data: JSON.stringify(chunk({ content: 'lo' }, 'stop')) },
    ),
  },
  'a greeting that is no object': {
    wire: frames('true', chunk({ content: 'Hello' }), chunk({}, 'stop'), '[DONE]'),
  },
  'a comment as data': {
    wire: frames(': PROCESSING', chunk({ content: 'Hello' }), chunk({}, 'stop'), '[DONE]'),
  },
  'a whole text that adds to its deltas': {
    wire: frames(
      { type: 'response.created', response: { ...response, status: 'in_progress' } },
      { type: 'response.output_text.delta', item_id: 'm', output_index: 0, delta: 'Hel' },
      { type: 'response.output_text.done', item_id: 'm', output_index: 0, text: 'Hello' },
      { type: 'response.completed', response },
    ),
  },
};
