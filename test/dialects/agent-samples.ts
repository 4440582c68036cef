import type { GatewaySample } from './gateway-samples.ts';
import { lines } from './provider-samples.ts';
import { frames } from './wire-samples.ts';

const init = { type: 'system', subtype: 'init', session_id: 's', tools: ['Read'] };
const result = { type: 'result', subtype: 'success', is_error: false, result: 'Hello' };
const call = { type: 'tool_use', id: 't', name: 'Read', input: { path: 'a' } };
const text = { type: 'text', text: 'Hello' };
const assistant = (block: object, parent: string | null = null): object => ({
  type: 'assistant',
  message: { id: 'm', type: 'message', role: 'assistant', content: [block], stop_reason: null },
  parent_tool_use_id: parent,
});
const user = {
  type: 'user',
  message: { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: 'ok' }] },
  parent_tool_use_id: null,
};
const start = { type: 'message_start', message: { id: 'm', role: 'assistant', content: [] } };
const pieces = (block: object, delta: object, reason: string): object[] =>
  [
    start,
    { type: 'content_block_start', index: 0, content_block: block },
    { type: 'content_block_delta', index: 0, delta },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: reason }, usage: { output_tokens: 2 } },
    { type: 'message_stop' },
  ].map((event) => ({ type: 'stream_event', event, parent_tool_use_id: null }));
const textPieces = pieces(
  { type: 'text', text: '' },
  { type: 'text_delta', text: 'Hello' },
  'end_turn',
);
const callPieces = pieces(
  { ...call, input: {} },
  { type: 'input_json_delta', partial_json: '{"path":"a"}' },
  'tool_use',
);
const calls = [['Read', { path: 'a' }]] as const;
// What the agent says of itself before it answers is kept as data.
const data = 1;

/** The Claude Agent SDK's messages, as servers pass them on: in pieces, or whole. */
export const claudeAgents: Readonly<Record<string, GatewaySample>> = {
  'whole messages': { wire: frames(assistant(text), result) },
  'whole messages with a call': {
    wire: lines(assistant(call), user, assistant(text), result),
    calls,
  },
  'pieces, and then the whole': { wire: frames(...textPieces, assistant(text), result) },
  'pieces with a call': {
    wire: frames(...callPieces, assistant(call), user, ...textPieces, assistant(text), result),
    calls,
  },
  reasoning: {
    wire: lines(
      assistant({ type: 'thinking', thinking: 'Hm', signature: 's' }),
      assistant(text),
      result,
    ),
    reasoning: 'Hm',
  },
  'what a subagent says': {
    wire: lines(assistant({ ...text, text: 'No.' }, 't'), assistant(text), result),
  },
  'a run that failed': {
    wire: lines(assistant(text), {
      type: 'result',
      subtype: 'error_max_turns',
      is_error: true,
      errors: ['It took too many turns.'],
    }),
    end: 'error',
    error: 'too many turns',
  },
  'a run that was cut off': {
    wire: lines(assistant(call), user, assistant(text)),
    calls,
    end: 'truncated',
  },
  'a run with its facts first': { wire: lines(init, assistant(text), result), data },
};
