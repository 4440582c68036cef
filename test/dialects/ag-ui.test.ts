// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import { messageText } from '../../src/protocol/message-text.ts';
import {
  calls,
  readEvents,
  readRun,
  runFinished,
  runStarted,
  says,
  type Frame,
} from './ag-ui-frames.ts';

const snapshotOf = (...messages: Frame[]): Frame => ({ type: 'MESSAGES_SNAPSHOT', messages });
const patch = (op: string, path: string, value?: unknown) => {
  return { op, path, ...(value !== undefined && { value }) };
};
const notices = (events: readonly ChatEvent[]) =>
  events.flatMap((event) => (event.type === 'data-notice' && 'data' in event ? [event.data] : []));

const seal = (subtype: string, entityId: string): Frame => {
  return { type: 'REASONING_ENCRYPTED_VALUE', subtype, entityId, encryptedValue: 'sealed' };
};

const finishedBy = (outcome: object, more: Frame = {}): Frame => ({
  ...runFinished,
  outcome,
  ...more,
});

const grows = (messageId: string, delta: string) => ({
  type: 'TEXT_MESSAGE_CONTENT',
  messageId,
  delta,
});

const stateDelta = (...operations: object[]): Frame => {
  return { type: 'STATE_DELTA', delta: operations };
};

const outputs = async (content: unknown) => {
  const result = { type: 'TOOL_CALL_RESULT', messageId: 'r', toolCallId: 'c', content };
  const { parts } = await readRun(...calls('c', '{}', '').slice(0, 3), result);
  return parts.map((part) => 'output' in part && part.output);
};

describe('the shared state of AG-UI', () => {
  it('is one part, which deltas change', async () => {
    const message = await readRun(
      { type: 'STATE_SNAPSHOT', snapshot: { n: 1, list: ['a'] } },
      stateDelta(patch('replace', '/n', 2), patch('add', '/list/-', 'b')),
      stateDelta(patch('remove', '/list/0')),
    );
    expect(message.parts).toEqual([
      { type: 'data-state', id: 'state', data: { n: 2, list: ['b'] } },
    ]);
  });

  it('begins with what the run was given, or with nothing', async () => {
    const given = { ...runStarted, input: { messages: [], state: { n: 1 } } };
    expect((await readRun(given, stateDelta(patch('replace', '/n', 2)))).parts).toMatchObject([
      { data: { n: 2 } },
    ]);
    expect((await readRun(stateDelta(patch('add', '/n', 3)))).parts).toMatchObject([
      { data: { n: 3 } },
    ]);
  });

  it('stays as it was after a patch that does not fit, which is told, and the answer goes on', async () => {
    const frames = [
      runStarted,
      { type: 'STATE_SNAPSHOT', snapshot: { n: 1 } },
      stateDelta(patch('replace', '/n', 2), patch('test', '/n', 3)),
      ...says('m', ['on']),
    ];
    const events = await readEvents([...frames, runFinished]);
    expect(notices(events)).toMatchObject([
      { message: expect.stringMatching(/state does not fit.*test fails/) as string },
    ]);
    const message = await readRun(...frames);
    expect(message.parts).toMatchObject([{ data: { n: 1 } }, { text: 'on' }]);
    expect(message.end).toBe('complete');
  });
});

describe('activities of AG-UI', () => {
  const activity = { messageId: 'a', activityType: 'PLAN' };
  const snapshot = (content: object, more: Frame = {}): Frame => {
    return { type: 'ACTIVITY_SNAPSHOT', ...activity, content, ...more };
  };
  const delta = (...operations: object[]): Frame => {
    return { type: 'ACTIVITY_DELTA', ...activity, patch: operations };
  };

  it('are one part each, which deltas change', async () => {
    const message = await readRun(snapshot({ steps: ['x'] }), delta(patch('add', '/steps/-', 'y')));
    expect(message.parts).toEqual([
      { type: 'data-activity', id: 'a', data: snapshot({ steps: ['x', 'y'] }) },
    ]);
  });

  it('keep what they are where a snapshot is only for those who know nothing', async () => {
    const message = await readRun(snapshot({ n: 1 }), snapshot({ n: 2 }, { replace: false }));
    expect(message.parts).toMatchObject([{ data: { content: { n: 1 } } }]);
  });

  it('stay as they were after a patch that does not fit', async () => {
    const frames = [runStarted, snapshot({ n: 1 }), delta(patch('remove', '/no')), runFinished];
    expect(notices(await readEvents(frames))).toHaveLength(1);
    expect((await readRun(...frames.slice(1, 3))).parts).toMatchObject([
      { data: { content: { n: 1 } } },
    ]);
  });
});

describe('a snapshot of the messages', () => {
  const call = { id: 'c', type: 'function', function: { name: 'search', arguments: '{"q":1}' } };
  const question = { id: 'u', role: 'user', content: 'Hi' };
  const asked = { id: 'a', role: 'assistant', toolCalls: [call] };
  const found = { id: 'r', role: 'tool', toolCallId: 'c', content: '{"hits":2}' };
  const thought = { id: 't', role: 'reasoning', content: 'Hm' };
  const said = { id: 'b', role: 'assistant', content: 'Two hits.' };
  const parts = [
    { type: 'reasoning', text: 'Hm' },
    { type: 'dynamic-tool', toolName: 'search', input: { q: 1 }, output: { hits: 2 } },
    { type: 'text', text: 'Two hits.' },
  ];

  it('is the answer where nothing else is', async () => {
    const message = await readRun(snapshotOf(question, thought, asked, found, said));
    expect(message.parts).toMatchObject(parts);
  });

  it('repeats nothing of what came before, nor of itself', async () => {
    const snapshot = snapshotOf(question, thought, asked, found, said);
    const streamed = [
      { type: 'REASONING_MESSAGE_START', messageId: 't', role: 'reasoning' },
      { type: 'REASONING_MESSAGE_CONTENT', messageId: 't', delta: 'Hm' },
      { type: 'REASONING_MESSAGE_END', messageId: 't' },
      ...calls('c', '{"q":1}', '{"hits":2}'),
      ...says('b', ['Two ', 'hits.']),
    ];
    const message = await readRun(...streamed, snapshot, snapshot);
    expect(message.parts).toMatchObject(parts);
    expect(message.parts).toHaveLength(parts.length);
  });

  it('goes on with the text that it finds half said, and deltas go on with its own', async () => {
    const [start, half] = says('b', ['Two ']);
    const more = { type: 'TEXT_MESSAGE_CONTENT', messageId: 'b', delta: ' Done.' };
    const message = await readRun(start ?? {}, half ?? {}, snapshotOf(question, said), more);
    expect(message.parts).toMatchObject([{ type: 'text', text: 'Two hits. Done.' }]);
  });

  it('holds what the run was given, which is no part of the answer', async () => {
    const given = { ...runStarted, input: { messages: [question, asked, found] } };
    const message = await readRun(given, snapshotOf(question, asked, found, said));
    expect(message.parts).toMatchObject([{ type: 'text', text: 'Two hits.' }]);
    expect(message.parts).toHaveLength(1);
  });

  it('tells the failure of a tool, and what models want back', async () => {
    const sealed = { ...asked, toolCalls: [{ ...call, encryptedValue: 'of the call' }] };
    const failed = { ...found, error: 'No index.' };
    const message = await readRun(
      snapshotOf(question, { ...thought, encryptedValue: 'of the thought' }, sealed, failed),
    );
    expect(message.parts).toMatchObject([
      { providerMetadata: { 'ag-ui': { encryptedValue: 'of the thought', entityId: 't' } } },
      {
        state: 'output-error',
        errorText: 'No index.',
        callProviderMetadata: { 'ag-ui': { encryptedValue: 'of the call' } },
      },
    ]);
  });
});

describe('the seals of AG-UI', () => {
  const thinks: readonly Frame[] = [
    { type: 'REASONING_START', messageId: 't' },
    { type: 'REASONING_MESSAGE_START', messageId: 't', role: 'reasoning' },
    { type: 'REASONING_MESSAGE_CONTENT', messageId: 't', delta: 'Hm' },
    { type: 'REASONING_MESSAGE_END', messageId: 't' },
    seal('message', 't'),
    { type: 'REASONING_END', messageId: 't' },
  ];
  const kept = { 'ag-ui': { encryptedValue: 'sealed' } };

  it('stay with the thought, the call or the text that they seal', async () => {
    const [start, words, end] = says('b', ['Yes']);
    const message = await readRun(
      ...thinks,
      ...calls('c', '{}', 'found').slice(0, 3),
      seal('tool-call', 'c'),
      start ?? {},
      words ?? {},
      seal('message', 'b'),
      end ?? {},
    );
    expect(message.parts).toMatchObject([
      { type: 'reasoning', text: 'Hm', providerMetadata: kept },
      { type: 'dynamic-tool', state: 'input-available', callProviderMetadata: kept },
      { type: 'text', text: 'Yes', providerMetadata: kept },
    ]);
    expect(message.parts).toHaveLength(3);
  });

  it('are kept without words where their thought has none, or has ended', async () => {
    const late = await readRun(...says('b', ['Yes']), seal('message', 'b'));
    expect(late.parts).toMatchObject([
      { type: 'text', text: 'Yes' },
      {
        type: 'reasoning',
        text: '',
        providerMetadata: { 'ag-ui': { entityId: 'b', subtype: 'message' } },
      },
    ]);
    const answered = await readRun(...calls('c', '{}', 'found'), seal('tool-call', 'c'));
    expect(answered.parts).toMatchObject([
      { state: 'output-available', output: 'found' },
      {
        type: 'reasoning',
        text: '',
        providerMetadata: { 'ag-ui': { entityId: 'c', subtype: 'tool-call' } },
      },
    ]);
  });
});

describe('the outcome of a run', () => {
  it('asks the user what the agent waits for', async () => {
    const question = { id: 'i', reason: 'confirmation', message: 'Send 3 mails?', toolCallId: 'c' };
    const waiting = await readRun(
      ...calls('c', '{"to":3}', '').slice(0, 3),
      finishedBy({ type: 'interrupt', interrupts: [question] }),
    );
    expect(waiting.parts).toMatchObject([
      {
        toolCallId: 'c',
        toolName: 'search',
        state: 'approval-requested',
        approval: { id: 'i', requestReason: 'Send 3 mails?', descriptor: question },
      },
    ]);
    expect(waiting).toMatchObject({ end: 'complete', metadata: { finishReason: 'interrupted' } });
  });

  it('asks also where the question is about no call, or about one of a subagent', async () => {
    const interrupts = [
      { id: 'i', reason: 'input_required', message: 'Which city?' },
      { id: 'j', reason: 'tool_call', toolCallId: 'inner', subagentRunId: 's' },
    ];
    const message = await readRun(finishedBy({ type: 'interrupt', interrupts }));
    expect(message.parts).toMatchObject([
      {
        toolName: 'input_required',
        state: 'approval-requested',
        input: interrupts[0],
        approval: { id: 'i' },
      },
      { toolName: 'tool_call', state: 'approval-requested', approval: { id: 'j' } },
    ]);
  });

  it('says that the page has calls to run', async () => {
    const message = await readRun(
      ...calls('c', '{}', '').slice(0, 3),
      finishedBy({ type: 'success', pendingToolCallIds: ['c'] }),
    );
    expect(message.metadata?.finishReason).toBe('tool-calls');
    expect(message.parts).toMatchObject([{ state: 'input-available' }]);
  });

  it('is stopped, or an error in the server’s words', async () => {
    expect((await readRun(...says('m', ['x']), finishedBy({ type: 'cancelled' }))).end).toBe(
      'aborted',
    );
    const failed = await readRun(...says('m', ['x']), {
      type: 'RUN_ERROR',
      message: 'No quota.',
      code: 'quota',
    });
    expect(failed).toMatchObject({ end: 'error', error: { message: 'No quota.' } });
  });

  it('may be all that the agent says, and never says it twice', async () => {
    expect(messageText(await readRun({ ...runFinished, result: 'All of it.' }))).toBe('All of it.');
    const said = await readRun(...says('m', ['All of it.']), {
      ...runFinished,
      result: 'All of it.',
    });
    expect(said.parts).toHaveLength(1);
    const data = await readRun(...says('m', ['x']), { ...runFinished, result: { n: 1 } });
    expect(data.parts.at(-1)).toEqual({ type: 'data-result', id: 'result', data: { n: 1 } });
  });
});

describe('messages of AG-UI', () => {
  it('may grow side by side', async () => {
    const message = await readRun(
      { type: 'TEXT_MESSAGE_START', messageId: 'a', role: 'assistant' },
      { type: 'TEXT_MESSAGE_START', messageId: 'u', role: 'user' },
      grows('a', 'one '),
      { type: 'TEXT_MESSAGE_START', messageId: 'b', role: 'assistant' },
      grows('b', 'two '),
      grows('u', 'not mine'),
      grows('a', 'and one'),
      { type: 'TEXT_MESSAGE_END', messageId: 'u' },
      grows('b', 'and two'),
    );
    expect(message.parts).toMatchObject([
      { id: 'a', text: 'one and one', state: 'done' },
      { id: 'b', text: 'two and two', state: 'done' },
    ]);
  });

  it('bring results as text, as JSON or as parts', async () => {
    const image = { type: 'image', source: { type: 'url', value: 'https://a.example/b.png' } };
    expect(await outputs('plain')).toEqual(['plain']);
    expect(await outputs('{"n":1}')).toEqual([{ n: 1 }]);
    expect(
      await outputs([
        { type: 'text', text: '{"n":' },
        { type: 'text', text: '1}' },
      ]),
    ).toEqual([{ n: 1 }]);
    expect(await outputs([image])).toEqual([[image]]);
  });

  it('name their steps to whoever listens', async () => {
    const step = { type: 'STEP_STARTED', stepName: 'plan' };
    const events = await readEvents([
      runStarted,
      step,
      { ...step, type: 'STEP_FINISHED' },
      runFinished,
    ]);
    expect(events).toMatchObject([
      { type: 'start' },
      { type: 'start-step' },
      { type: 'data-step', data: { name: 'plan', status: 'started' }, transient: true },
      { type: 'finish-step' },
      { type: 'data-step', data: { name: 'plan', status: 'finished' }, transient: true },
      { type: 'finish' },
    ]);
  });
});
