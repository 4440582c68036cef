// @vitest-environment node
import { expect, it } from 'vitest';
import { agUiInput } from '../../src/dialects/ag-ui-input.ts';
import type { ChatMessage, MessagePart } from '../../src/protocol/chat-message.ts';
import { passedCall } from '../../src/protocol/close-calls.ts';
import { begun, by, ended } from './ag-ui-agents.ts';
import { calls, readRun, runFinished, says, type Frame } from './ag-ui-frames.ts';

const question = (text: string, id = 'u'): ChatMessage => {
  return { id, role: 'user', parts: [{ type: 'text', text }] };
};
const text = (id: string) => ({ type: 'text', id, text: id }) as const;
const inputOf = (...messages: ChatMessage[]) => agUiInput({ chatId: 't', runId: 'r2', messages });
const answerOf = (...parts: MessagePart[]): ChatMessage => ({ id: 'a', role: 'assistant', parts });

it('is what a run of AG-UI is given', () => {
  expect(inputOf(question('Hi'))).toEqual({
    threadId: 't',
    runId: 'r2',
    messages: [{ id: 'u', role: 'user', content: 'Hi' }],
    state: {},
    tools: [],
    context: [],
    forwardedProps: {},
  });
});

it('gives back what a run brought: texts, thoughts with their seals, calls, results, activities and the state', async () => {
  const frames: Frame[] = [
    { type: 'STATE_SNAPSHOT', snapshot: { n: 1 } },
    { type: 'REASONING_START', messageId: 't' },
    { type: 'REASONING_MESSAGE_START', messageId: 't', role: 'reasoning' },
    { type: 'REASONING_MESSAGE_CONTENT', messageId: 't', delta: 'Hm' },
    { type: 'REASONING_MESSAGE_END', messageId: 't' },
    { type: 'REASONING_ENCRYPTED_VALUE', subtype: 'message', entityId: 't', encryptedValue: 'x' },
    { type: 'REASONING_END', messageId: 't' },
    ...calls('c', '{"q":1}', '{"hits":2}'),
    { type: 'REASONING_ENCRYPTED_VALUE', subtype: 'tool-call', entityId: 'c', encryptedValue: 'y' },
    { type: 'ACTIVITY_SNAPSHOT', messageId: 'p', activityType: 'PLAN', content: { step: 1 } },
    ...says('m', ['Two hits.']),
  ];
  const input = inputOf(question('Hi'), await readRun(...frames));
  expect(input.state).toEqual({ n: 1 });
  expect(input.messages.slice(1)).toEqual([
    { id: 't', role: 'reasoning', content: 'Hm', encryptedValue: 'x' },
    {
      id: 'r-2',
      role: 'assistant',
      toolCalls: [
        {
          id: 'c',
          type: 'function',
          function: { name: 'search', arguments: '{"q":1}' },
          encryptedValue: 'y',
        },
      ],
    },
    { id: 'c-result', role: 'tool', toolCallId: 'c', content: '{"hits":2}' },
    { id: 'p', role: 'activity', activityType: 'PLAN', content: { step: 1 } },
    { id: 'm', role: 'assistant', content: 'Two hits.' },
  ]);
});

it('marks the work of subagents as theirs', async () => {
  const answer = await readRun(begun('s'), ...says('m', ['inner'], by('s')), ended('s'));
  expect(inputOf(answer).messages).toEqual([
    { subagentRunId: 's', id: 'm', role: 'assistant', content: 'inner' },
  ]);
});

it('answers what the last run asked, and tells no question as a call', async () => {
  const interrupts = [{ id: 'i', reason: 'input_required', message: 'Go on?' }];
  const asked = await readRun({ ...runFinished, outcome: { type: 'interrupt', interrupts } });
  const reply = (more: object): ChatMessage => ({
    ...asked,
    parts: asked.parts.map((part) =>
      'approval' in part ? { ...part, ...more, approval: { ...part.approval, ...more } } : part,
    ),
  });
  const yes = inputOf(reply({ state: 'approval-responded', approved: true, reason: 'Quickly.' }));
  expect(yes.resume).toEqual([
    { interruptId: 'i', status: 'resolved', payload: { approved: true, reason: 'Quickly.' } },
  ]);
  expect(yes.messages).toEqual([]);
  const passed = reply({ state: 'output-denied', approved: false, reason: passedCall });
  expect(inputOf(passed, question('Else?')).resume).toEqual([
    { interruptId: 'i', status: 'cancelled' },
  ]);
  expect(inputOf(asked).resume).toBeUndefined();
});

it('sends files by address or as they are', () => {
  const files = [
    { type: 'file', mediaType: 'image/png', url: 'data:image/png;base64,AAAA' },
    { type: 'file', mediaType: 'application/pdf', url: 'https://a.example/b.pdf' },
  ] as const;
  const message: ChatMessage = {
    ...question('See'),
    parts: [...files, { type: 'text', text: 'See' }],
  };
  expect(inputOf(message).messages[0]?.['content']).toEqual([
    { type: 'image', source: { type: 'data', value: 'AAAA', mimeType: 'image/png' } },
    {
      type: 'document',
      source: { type: 'url', value: 'https://a.example/b.pdf', mimeType: 'application/pdf' },
    },
    { type: 'text', text: 'See' },
  ]);
});

it('tells what the user said in the middle of an answer where they said it', () => {
  const steering = {
    type: 'steering-message',
    id: 's',
    parts: [{ type: 'text', text: 'Shorter.' }],
  } as const;
  expect(inputOf(answerOf(text('one'), steering, text('two'))).messages).toEqual([
    { id: 'one', role: 'assistant', content: 'one' },
    { id: 's', role: 'user', content: 'Shorter.' },
    { id: 'two', role: 'assistant', content: 'two' },
  ]);
});
