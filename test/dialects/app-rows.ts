import { event, samplesOf, tagged, word, type BackendRows } from './backend-row.ts';
import { lines, named } from './provider-samples.ts';
import { frames } from './wire-samples.ts';

const uiMessage = (...events: readonly object[]): string =>
  frames({ type: 'start', messageId: 'm' }, ...events);
const agUi = (...events: readonly object[]): string =>
  frames({ type: 'RUN_STARTED', threadId: 't', runId: 'r' }, ...events);
const agUiText = [
  { type: 'TEXT_MESSAGE_START', messageId: 'm', role: 'assistant' },
  { type: 'TEXT_MESSAGE_CONTENT', messageId: 'm', delta: 'Yes' },
];
const ai = (fields: object): string => event('messages', [{ type: 'ai', ...fields }, {}]);

/** Backends of apps, with a model behind them. */
export const appRows = {
  'Rivulet’s own wire': {
    keeper: 'own',
    says: [
      uiMessage(
        { type: 'reasoning-start', id: '0' },
        { type: 'reasoning-delta', id: '0', delta: 'Hm' },
        { type: 'reasoning-end', id: '0' },
        { type: 'text-start', id: '1' },
        { type: 'text-delta', id: '1', delta: 'Yes' },
        { type: 'text-end', id: '1' },
        { type: 'tool-input-available', toolCallId: 'c', toolName: 'find', input: { q: 1 } },
        { type: 'finish', messageMetadata: { usage: { promptTokens: 1, outputTokens: 2 } } },
      ),
    ],
    fails: uiMessage(
      { type: 'text-start', id: '1' },
      { type: 'text-delta', id: '1', delta: 'Yes' },
      { type: 'error', errorText: word },
    ),
  },
  'AI SDK': {
    keeper: 'ai-sdk',
    says: [
      // As `toUIMessageStreamResponse()` writes it: counts are no part of its format.
      uiMessage(
        { type: 'start-step' },
        { type: 'reasoning-start', id: '0' },
        { type: 'reasoning-delta', id: '0', delta: 'Hm' },
        { type: 'reasoning-end', id: '0' },
        { type: 'text-start', id: '1' },
        { type: 'text-delta', id: '1', delta: 'Yes' },
        { type: 'text-end', id: '1' },
        { type: 'tool-input-start', toolCallId: 'c', toolName: 'find' },
        { type: 'tool-input-available', toolCallId: 'c', toolName: 'find', input: { q: 1 } },
        { type: 'tool-output-available', toolCallId: 'c', output: 3 },
        { type: 'finish-step' },
        { type: 'finish', finishReason: 'stop' },
      ),
    ],
    fails: uiMessage(
      { type: 'text-start', id: '1' },
      { type: 'text-delta', id: '1', delta: 'Yes' },
      { type: 'error', errorText: word },
    ),
  },
  'TanStack AI': {
    keeper: 'tanstack',
    says: samplesOf('tanstack', 'ag-ui'),
    fails: agUi(...agUiText, { type: 'RUN_ERROR', message: word }),
  },
  'AG-UI': {
    says: samplesOf('ag-ui'),
    fails: agUi(...agUiText, { type: 'RUN_ERROR', message: word }),
  },
  'LangServe and LangGraph': {
    says: [
      ai({ content: [{ type: 'thinking', thinking: 'Hm' }] }) +
        ai({ content: 'Yes' }) +
        ai({ content: '', tool_calls: [{ id: 'c', name: 'find', args: { q: 1 } }] }) +
        ai({ content: '', usage_metadata: { input_tokens: 1, output_tokens: 2 } }) +
        event('end', ''),
    ],
    fails: ai({ content: 'Yes' }) + event('error', { status_code: 500, message: word }),
  },
  Dify: {
    says: [
      frames(
        {
          event: 'agent_thought',
          id: 'x',
          tool: 'find',
          tool_input: '{"q":1}',
          observation: '3',
        },
        { event: 'agent_message', answer: 'Yes' },
        {
          event: 'message_end',
          metadata: { usage: { prompt_tokens: 1, completion_tokens: 2 } },
        },
      ),
    ],
    tagged: frames({ event: 'message', answer: tagged }, { event: 'message_end', metadata: {} }),
    fails: frames(
      { event: 'message', answer: 'Yes' },
      { event: 'error', status: 400, code: 'x', message: word },
    ),
  },
  n8n: {
    says: [lines({ type: 'begin' }, { type: 'item', content: 'Yes' }, { type: 'end' })],
    tagged: lines({ type: 'begin' }, { type: 'item', content: tagged }, { type: 'end' }),
    fails: lines(
      { type: 'begin' },
      { type: 'item', content: 'Yes' },
      { type: 'error', content: word },
    ),
  },
  'a guide’s own events': {
    says: [
      named(
        { type: 'start' },
        { type: 'token', token: 'Yes' },
        { type: 'complete', usage: { prompt_tokens: 1, completion_tokens: 2 } },
      ),
    ],
    tagged: frames({ token: tagged }, { done: true }),
    fails: frames({ token: 'Yes' }, { type: 'error', message: word }),
  },
  'plain text': { says: ['Yes'], tagged },
} satisfies BackendRows;
