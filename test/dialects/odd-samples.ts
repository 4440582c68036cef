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
