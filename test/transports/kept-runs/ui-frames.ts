import type { ChatEvent } from '../../../src/protocol/chat-event.ts';

/** An answer in the AI SDK's words: a thought, a call with its result, text with more than one byte to a sign. */
export const uiEvents: readonly ChatEvent[] = [
  { type: 'start', messageId: 'm1' },
  { type: 'start-step' },
  { type: 'reasoning-start', id: 'r' },
  { type: 'reasoning-delta', id: 'r', delta: 'Hm.' },
  { type: 'reasoning-end', id: 'r' },
  { type: 'tool-input-available', toolCallId: 'c', toolName: 'find', input: { q: 'x' } },
  { type: 'tool-output-available', toolCallId: 'c', output: [1] },
  { type: 'text-start', id: 't' },
  { type: 'text-delta', id: 't', delta: 'Grüße, ' },
  { type: 'text-delta', id: 't', delta: '世界 ' },
  { type: 'text-delta', id: 't', delta: '世界 ' },
  { type: 'text-delta', id: 't', delta: '😀\n\ndata: x' },
  { type: 'text-end', id: 't' },
  { type: 'finish-step' },
  { type: 'finish', finishReason: 'stop' },
];

export const uiFrames = [
  ...uiEvents.map((event) => `data: ${JSON.stringify(event)}\n\n`),
  'data: [DONE]\n\n',
];
