// @vitest-environment node
import { expect, it } from 'vitest';
import { noMetrics } from '../../src/chat/chat-metrics.ts';
import { chatReducer, initialChatState } from '../../src/chat/chat-state.ts';
import type { ChatAction, ChatState } from '../../src/chat/chat-state.ts';
import { ChatError } from '../../src/protocol/chat-error.ts';
import { finishedPair } from './chat-bench.ts';

const [question, answer] = finishedPair(1);
if (!question || !answer) throw new Error('A pair has two messages.');
const grown = { ...answer, parts: [] };
const error = new ChatError('network', 'Gone.');
const metrics = { ...noMetrics, bytes: 7 };
const failed: ChatState = { messages: [question], status: 'error', error, metrics };
const streaming: ChatState = { messages: [question, answer], status: 'streaming', metrics };

it.each<[string, ChatState, ChatAction, ChatState]>([
  [
    'submits, and forgets the last error and its figures',
    failed,
    { type: 'submit', messages: [question] },
    { messages: [question], status: 'submitted', metrics: noMetrics },
  ],
  [
    'appends the first of an answer',
    { ...initialChatState([question]), status: 'submitted' },
    { type: 'update', message: answer, metrics },
    streaming,
  ],
  [
    'replaces the message that grew',
    streaming,
    { type: 'update', message: grown, metrics: noMetrics },
    { messages: [question, grown], status: 'streaming', metrics: noMetrics },
  ],
  [
    'reconnects',
    streaming,
    { type: 'status', status: 'reconnecting', metrics },
    { ...streaming, status: 'reconnecting' },
  ],
  [
    'ends ready with the last of the message',
    streaming,
    { type: 'end', message: grown, metrics },
    { messages: [question, grown], status: 'ready', metrics },
  ],
  [
    'ends in an error with other messages',
    streaming,
    { type: 'end', messages: [question], error, metrics },
    failed,
  ],
  [
    'loads',
    failed,
    { type: 'load', messages: [question, answer] },
    { messages: [question, answer], status: 'ready', metrics: noMetrics },
  ],
])('%s', (_, before, action, after) => {
  expect(chatReducer(before, action)).toEqual(after);
});

it('keeps the list when its messages stay the same', () => {
  const next = chatReducer(streaming, { type: 'update', message: answer, metrics });
  expect(next.messages).toBe(streaming.messages);
});
