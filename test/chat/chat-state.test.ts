// @vitest-environment node
import { expect, it } from 'vitest';
import { noMetrics } from '../../src/chat/state/chat-metrics.ts';
import { chatReducer, initialChatState } from '../../src/chat/state/chat-state.ts';
import type { ChatChange, ChatState } from '../../src/chat/state/chat-state.ts';
import { ChatError } from '../../src/protocol/chat-error.ts';
import { finishedPair } from './chat-bench.ts';

const [question, answer] = finishedPair(1);
if (!question || !answer) throw new Error('A pair has two messages.');
const grown = { ...answer, parts: [] };
const error = new ChatError('network', 'Gone.');
const metrics = { ...noMetrics, bytes: 7 };
const failed: ChatState = {
  messages: [question],
  status: 'error',
  error,
  metrics,
  queue: [],
  outbox: [],
};
const streaming: ChatState = {
  messages: [question, answer],
  status: 'streaming',
  metrics,
  queue: [],
  outbox: [],
};

it.each<[string, ChatState, ChatChange, ChatState]>([
  [
    'submits, and forgets the last error and its figures',
    failed,
    { status: 'submitted', error: undefined, messages: [question], metrics: noMetrics },
    { messages: [question], status: 'submitted', metrics: noMetrics, queue: [], outbox: [] },
  ],
  [
    'appends the first of an answer',
    { ...initialChatState([question]), status: 'submitted' },
    { status: 'streaming', message: answer, metrics },
    streaming,
  ],
  [
    'replaces the message that grew',
    streaming,
    { status: 'streaming', message: grown, metrics: noMetrics },
    { messages: [question, grown], status: 'streaming', metrics: noMetrics, queue: [], outbox: [] },
  ],
  ['reconnects', streaming, { status: 'reconnecting' }, { ...streaming, status: 'reconnecting' }],
  [
    'ends ready with the last of the message',
    streaming,
    { status: 'ready', message: grown, metrics },
    { messages: [question, grown], status: 'ready', metrics, queue: [], outbox: [] },
  ],
  [
    'ends in an error with other messages',
    streaming,
    { status: 'error', messages: [question], error, metrics },
    failed,
  ],
  [
    'keeps its error and its status while only its messages change',
    failed,
    { messages: [question, answer] },
    { ...failed, messages: [question, answer] },
  ],
  [
    'loads',
    failed,
    { status: 'ready', error: undefined, messages: [question, answer] },
    { messages: [question, answer], status: 'ready', metrics, queue: [], outbox: [] },
  ],
])('%s', (_, before, action, after) => {
  expect(chatReducer(before, action)).toEqual(after);
});

it('keeps the list when its messages stay the same', () => {
  const next = chatReducer(streaming, { status: 'streaming', message: answer, metrics });
  expect(next.messages).toBe(streaming.messages);
});
