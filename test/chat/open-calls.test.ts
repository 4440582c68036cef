import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { ClientTools } from '../../src/chat/options/client-tool.ts';
import type { ChatError } from '../../src/protocol/chat-error.ts';
import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import type { ChatMessage, ToolPart } from '../../src/protocol/chat-message.ts';
import { isOpenCall } from '../../src/protocol/close-calls.ts';
import { messageText } from '../../src/protocol/message-text.ts';
import { settle } from '../../src/testing/manual-clock.ts';
import type { Script } from '../../src/testing/script.ts';
import { chatBench, finishedPair, memoryStorage, textsOf } from './chat-bench.ts';

beforeAll(() => import('../../src/chat/tools/client-tools.ts'));

const call = (toolName: string, toolCallId = 'call-1', input: unknown = {}): ChatEvent => ({
  type: 'tool-input-available',
  toolCallId,
  toolName,
  input,
});
const asks: ChatEvent = {
  type: 'tool-approval-request',
  toolCallId: 'call-1',
  approvalId: 'approval-1',
};
const callsIn = ({ parts }: ChatMessage) => parts.filter((part) => 'toolCallId' in part);
const statesIn = (messages: readonly ChatMessage[] = []) =>
  messages.flatMap(callsIn).map(({ state }) => state);

/** The first answer by the script, the others say their number. */
function bench(first: Script, options: Parameters<typeof chatBench>[1] = {}) {
  return chatBench((_, index) => (index === 0 ? first : [`answer ${index}`]), options);
}
const never: ClientTools = { wait: { execute: () => new Promise(() => undefined) } };

describe('A call reaches an end', () => {
  it.each([
    ['stopped', [call('find'), { wait: Infinity }], 'aborted'],
    [
      'stopped while its input arrives',
      [
        { type: 'tool-input-start', toolCallId: 'c', toolName: 'find' },
        { type: 'tool-input-delta', toolCallId: 'c', inputTextDelta: '{"q"' },
        { wait: Infinity },
      ],
      'aborted',
    ],
    ['stopped while an approval waits', [call('find'), asks, { wait: Infinity }], 'aborted'],
  ] as const)(
    'when its answer is %s, and the next question carries it so',
    async (_, script, end) => {
      const { chat, pass, transport, answer } = bench(script);
      void chat.send('Find it');
      await pass();
      await chat.abort();
      expect(answer()?.end).toBe(end);
      const [state] = statesIn(chat.getState().messages);
      expect(state).toBe(_.endsWith('approval waits') ? 'output-denied' : 'output-error');
      expect(await chat.send('And now?')).toMatchObject({ accepted: true });
      await pass();
      expect(transport.requests[1]?.messages.some(({ parts }) => parts.some(isOpenCall))).toBe(
        false,
      );
      expect(textsOf(chat).at(-1)).toBe('answer 1');
    },
  );

  it('when it is typed past: a call without a tool fails, an approval is denied', async () => {
    for (const [script, state] of [
      [[call('find')], 'output-error'],
      [[call('find'), asks], 'output-denied'],
    ] as const) {
      const { chat, pass, transport } = bench(script);
      void chat.send('Find it');
      await pass();
      expect(chat.getState().status).toBe('ready');
      expect(await chat.send('Never mind')).toMatchObject({ accepted: true });
      await pass();
      expect(statesIn(transport.requests[1]?.messages)).toEqual([state]);
      expect(statesIn(chat.getState().messages)).toEqual([state]);
    }
  });

  it('after a reload that cut the page’s tool short; one that waits for its user waits on', async () => {
    for (const [script, state] of [
      [[call('wait')], 'output-error'],
      [[call('wait'), asks], 'approval-requested'],
      [[call('app')], 'input-available'],
    ] as const) {
      const memory = memoryStorage();
      const { chat, pass, reload } = bench(script, { storage: memory.storage, tools: never });
      void chat.send('Do it');
      await pass();
      const page = reload({ storage: memory.copy().storage, tools: never });
      void page.resume();
      await settle();
      expect(statesIn(page.getState().messages)).toEqual([state]);
      expect(page.getState().status).toBe('ready');
      expect(await page.send('And now?')).toMatchObject({ accepted: true });
    }
  });

  it('in a history that comes from elsewhere', () => {
    const open: ToolPart = {
      type: 'tool-find',
      toolCallId: 'c',
      state: 'input-available',
      input: {},
    };
    const answer = (id: string): ChatMessage => ({ id, role: 'assistant', parts: [open] });
    const { chat } = bench([], {
      initialMessages: [answer('a1'), ...finishedPair(1), answer('a2')],
    });
    expect(statesIn(chat.getState().messages)).toEqual(['output-error', 'input-available']);
  });
});

describe('A result at the wrong moment', () => {
  const longAnswer: Script = [call('app'), 'Let me see. ', { wait: 100 }, 'There.'];

  it('waits for the end of its answer, which keeps its text and then goes on once', async () => {
    const { chat, pass, transport, answer } = bench(longAnswer);
    void chat.send('Hi');
    await pass();
    chat.settleTool('call-1', { output: 1 });
    chat.settleTool('call-1', { output: 2 });
    await settle();
    expect(chat.getState().status).toBe('streaming');
    expect(transport.requests).toHaveLength(1);
    await pass(100);
    await settle();
    expect(transport.requests).toHaveLength(2);
    expect(transport.requests[1]?.messages.at(-1)?.parts).toContainEqual(
      expect.objectContaining({ state: 'output-available', output: 1 }),
    );
    await pass();
    expect(answer() && messageText(answer() as ChatMessage)).toBe('Let me see. There.answer 1');
    expect(transport.requests).toHaveLength(2);
  });

  it('so does a yes, and then its tool runs', async () => {
    const execute = vi.fn<() => string>(() => 'done');
    const script: Script = [call('remove'), asks, 'Hm. ', { wait: 100 }, 'Yes?'];
    const { chat, pass, transport } = bench(script, { tools: { remove: { execute } } });
    void chat.send('Hi');
    await pass();
    chat.approveTool('call-1', true);
    chat.approveTool('call-1', false);
    await settle();
    expect(execute).not.toHaveBeenCalled();
    await pass(100);
    await settle();
    expect(execute).toHaveBeenCalledTimes(1);
    expect(transport.requests).toHaveLength(2);
  });

  it('changes nothing: of an older answer, after a stop, of no call, or for the second time', async () => {
    const { chat, pass, transport } = bench([call('app')]);
    void chat.send('Hi');
    await pass();
    void chat.send('Something else');
    await pass();
    const { messages } = chat.getState();
    for (const id of ['call-1', 'nothing']) chat.settleTool(id, { output: 1 });
    chat.approveTool('call-1', true);
    await settle();
    expect(chat.getState().messages).toEqual(messages);
    expect(transport.requests).toHaveLength(2);

    const stopped = bench([call('app'), 'Hm', { wait: Infinity }]);
    void stopped.chat.send('Hi');
    await stopped.pass();
    stopped.chat.settleTool('call-1', { output: 1 });
    await stopped.chat.abort();
    stopped.chat.settleTool('call-1', { output: 2 });
    await settle();
    expect(statesIn(stopped.chat.getState().messages)).toEqual(['output-error']);
    expect(stopped.transport.requests).toHaveLength(1);
  });

  it('runs a tool once, however often it is allowed', async () => {
    const execute = vi.fn<() => unknown>(() => new Promise(() => undefined));
    const tools = { remove: { execute, needsApproval: true } };
    const { chat, pass } = bench([call('remove')], { tools });
    void chat.send('Hi');
    await pass();
    chat.approveTool('call-1', true);
    chat.approveTool('call-1', true);
    await settle();
    expect(execute).toHaveBeenCalledTimes(1);
    expect(statesIn(chat.getState().messages)).toEqual(['approval-responded']);
    expect(chat.getState().status).toBe('streaming');
  });

  it('goes to no other chat: after a reset nothing of it is left', async () => {
    let finish: ((output: string) => void) | undefined;
    const execute = () => new Promise((resolve) => (finish = resolve));
    const { chat, pass, transport } = bench([call('slow')], { tools: { slow: { execute } } });
    void chat.send('Hi');
    await pass();
    await settle();
    chat.reset();
    void chat.send('New');
    await pass();
    finish?.('late');
    await settle();
    expect(textsOf(chat)).toEqual(['New', 'answer 1']);
    expect(transport.requests).toHaveLength(2);
  });
});

describe('The status', () => {
  it('is streaming while a tool of the page runs, and a stop stops it', async () => {
    const { chat, pass, transport } = bench([call('wait')], { tools: never });
    const seen: string[] = [];
    chat.subscribe(() => seen.push(chat.getState().status));
    void chat.send('Hi');
    await pass();
    await settle();
    expect(chat.getState().status).toBe('streaming');
    expect(seen).not.toContain('ready');
    expect(await chat.send('No')).toMatchObject({ accepted: false });
    await chat.abort();
    expect(chat.getState().status).toBe('ready');
    expect(statesIn(chat.getState().messages)).toEqual(['output-error']);
    expect(await chat.send('Yes')).toMatchObject({ accepted: true });
    expect(transport.requests).toHaveLength(2);
  });

  it('lets a send interrupt a tool of the page', async () => {
    const { chat, pass, transport } = bench([call('wait')], {
      tools: never,
      whileStreaming: 'interrupt',
    });
    void chat.send('Hi');
    await pass();
    await settle();
    expect(await chat.send('Go')).toMatchObject({ accepted: true });
    expect(statesIn(transport.requests[1]?.messages)).toEqual(['output-error']);
  });

  it('gives the queue back when the tool that it waits for is stopped', async () => {
    const { chat, pass } = bench([call('wait')], { tools: never, whileStreaming: 'queue' });
    void chat.send('Hi');
    await pass();
    await settle();
    const queued = chat.send('next');
    await chat.abort();
    expect(await queued).toMatchObject({ accepted: false });
    expect(chat.getState().queue).toEqual([]);
  });
});

const outputOf = (value: number): ChatEvent => ({
  type: 'tool-output-available',
  toolCallId: 'call-1',
  output: value,
});
const findTwice = (_: unknown, index: number): Script =>
  index < 2 ? [call('find', 'call-0', { q: index })] : ['Both.'];

describe('Ids that come again', () => {
  it('stand for two calls in two steps, each with its own result', async () => {
    const { chat, pass, answer } = bench([
      { type: 'start-step' },
      call('find', 'call-1', { q: 1 }),
      outputOf(1),
      { type: 'start-step' },
      call('find', 'call-1', { q: 2 }),
      outputOf(2),
    ]);
    void chat.send('Hi');
    await pass();
    const calls = callsIn(answer() as ChatMessage);
    expect(calls.map(({ input, output: result }) => [input, result])).toEqual([
      [{ q: 1 }, 1],
      [{ q: 2 }, 2],
    ]);
  });

  it('of a page tool run it each time, with each input, also where a server knows no steps', async () => {
    const execute = vi.fn<(input: unknown) => unknown>((input) => input);
    const { chat, pass, transport } = chatBench(findTwice, { tools: { find: { execute } } });
    void chat.send('Hi');
    for (let turn = 0; turn < 4; turn += 1) {
      await pass();
      await settle();
    }
    expect(execute.mock.calls.map(([input]) => input)).toEqual([{ q: 0 }, { q: 1 }]);
    const sent = transport.requests[2]?.messages.at(-1);
    expect(sent && callsIn(sent).map(({ output }) => output)).toEqual([{ q: 0 }, { q: 1 }]);
    expect(sent?.parts.map(({ type }) => type)).toEqual(['tool-find', 'step-start', 'tool-find']);
  });

  it('of messages get others on the way in, the same at each load', async () => {
    const history = [0, 1].flatMap(finishedPair).map((message) => ({ ...message, id: '' }));
    const { chat, pass, transport, reload } = bench(['new'], { initialMessages: history });
    const ids = chat.getState().messages.map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    expect(ids).not.toContain('');
    expect(
      reload()
        .getState()
        .messages.map(({ id }) => id),
    ).toEqual(ids);
    void chat.regenerate();
    await pass();
    expect(transport.requests[0]?.messages.map(messageText)).toEqual([
      'question 0',
      'answer 0',
      'question 1',
    ]);
    expect(textsOf(chat)).toEqual(['question 0', 'answer 0', 'question 1', 'new']);
  });

  it('of answers are given anew where the server names none, or one that is hidden', async () => {
    const script: Script = [{ type: 'start', messageId: '' }, 'one'];
    const { chat, pass, answer } = chatBench(script);
    void chat.send('Hi');
    await pass();
    expect(answer()?.id).toBeTruthy();
    const same = chatBench([{ type: 'start', messageId: 'same' }, 'one']);
    void same.chat.send('Hi');
    await same.pass();
    void same.chat.regenerate();
    await same.pass();
    expect(new Set(same.answer()?.siblings).size).toBe(2);
  });
});

describe('A page without a log', () => {
  it('ends a reloaded answer of a server that named no run as truncated, and asks nobody', async () => {
    const onError = vi.fn<(error: ChatError) => void>();
    const memory = memoryStorage();
    void memory.storage.save('chat', {
      messages: [
        ...finishedPair(0).slice(0, 1),
        { id: 'a', role: 'assistant', parts: [{ type: 'text', text: 'Half', state: 'streaming' }] },
      ],
      activeRunId: 'run',
      activeRun: 'unnamed',
    });
    const { chat, transport, answer } = bench([], { storage: memory.storage, onError });
    await chat.resume();
    expect(answer()).toMatchObject({ end: 'truncated' });
    expect(onError.mock.calls[0]?.[0]).toMatchObject({ code: 'truncated' });
    expect(transport.resumes).toEqual([]);
    await chat.resume();
    expect(transport.resumes).toEqual([]);
  });
});
