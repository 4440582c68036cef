import { beforeAll, expect, it, vi } from 'vitest';
import type { ClientTools } from '../../src/chat/options/client-tool.ts';
import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import type { ToolPart } from '../../src/protocol/chat-message.ts';
import { messageText } from '../../src/protocol/message-text.ts';
import { settle } from '../../src/testing/manual-clock.ts';
import type { Script } from '../../src/testing/script.ts';
import { chatBench, memoryStorage } from './chat-bench.ts';

// A chat loads it when it is given tools; here nobody wants to wait for that.
beforeAll(() => import('../../src/chat/tools/client-tools.ts'));

const callOf = (toolName: string, input: unknown, toolCallId = 'call-1'): ChatEvent => ({
  type: 'tool-input-available',
  toolCallId,
  toolName,
  input,
});

const loopingScript = (_: unknown, index: number): Script => [
  { type: 'start-step' },
  callOf('loop', {}, `call-${index}`),
];

/** A server that calls tools first and answers when it has their results. */
function toolBench(tools: ClientTools, ...calls: ChatEvent[]) {
  const script = (_: unknown, index: number): Script =>
    index === 0
      ? ['Let me see. ', ...calls]
      : [{ type: 'start-step' } as const, 'It is sunny.', { wait: 1000 }, ' And warm.'];
  return chatBench(script, { tools });
}

const partOf = (bench: ReturnType<typeof chatBench>, id = 'call-1') =>
  bench
    .answer()
    ?.parts.find((part): part is ToolPart => 'toolCallId' in part && part.toolCallId === id);

it('runs a call in the page and goes on with the same answer', async () => {
  const execute = vi.fn<(input: unknown) => unknown>(() => ({ sky: 'clear' }));
  const bench = toolBench({ weather: { execute } }, callOf('weather', { city: 'Oslo' }));
  void bench.chat.send('How is the weather?');
  await bench.pass();
  await settle();
  await bench.pass();
  expect(execute).toHaveBeenCalledWith({ city: 'Oslo' }, expect.anything());
  const [, continued] = bench.transport.requests;
  expect(continued).toMatchObject({ trigger: 'submit-message', messageId: bench.answer()?.id });
  expect(continued?.messages.at(-1)?.parts).toContainEqual(
    expect.objectContaining({ state: 'output-available', output: { sky: 'clear' } }),
  );
  await bench.pass(1000);
  expect(bench.chat.getState().messages).toHaveLength(2);
  expect(bench.text()).toBe('Let me see. It is sunny. And warm.');
  expect(bench.answer()?.end).toBe('complete');
});

it('tells the model what a tool threw', async () => {
  const failing: ClientTools = {
    weather: {
      execute() {
        throw new Error('No network.');
      },
    },
  };
  const bench = toolBench(failing, callOf('weather', {}));
  void bench.chat.send('Hi');
  await bench.pass();
  await settle();
  expect(partOf(bench)).toMatchObject({ state: 'output-error', errorText: 'No network.' });
  expect(bench.transport.requests).toHaveLength(2);
});

it('waits until every call has its result', async () => {
  const calls = [callOf('weather', {}), callOf('ask', {}, 'call-2')];
  const bench = toolBench({ weather: { execute: () => 'done' } }, ...calls);
  void bench.chat.send('Hi');
  await bench.pass();
  await settle();
  expect(partOf(bench)?.state).toBe('output-available');
  expect(bench.transport.requests).toHaveLength(1);
  bench.chat.settleTool('call-2', { output: 'blue' });
  await settle();
  expect(bench.transport.requests).toHaveLength(2);
});

it('asks first where a tool needs approval, and runs it after a yes', async () => {
  const execute = vi.fn<() => unknown>(() => 'deleted');
  const bench = toolBench({ remove: { execute, needsApproval: true } }, callOf('remove', {}));
  void bench.chat.send('Hi');
  await bench.pass();
  expect(partOf(bench)?.state).toBe('approval-requested');
  expect(execute).not.toHaveBeenCalled();
  bench.chat.approveTool('call-1', true);
  await settle();
  expect(execute).toHaveBeenCalledTimes(1);
  expect(partOf(bench)).toMatchObject({ state: 'output-available', output: 'deleted' });
});

it('never runs what was denied, and tells the model', async () => {
  const execute = vi.fn<() => unknown>();
  const bench = toolBench({ remove: { execute, needsApproval: () => true } }, callOf('remove', {}));
  void bench.chat.send('Hi');
  await bench.pass();
  bench.chat.approveTool('call-1', false);
  await settle();
  expect(execute).not.toHaveBeenCalled();
  expect(partOf(bench)?.state).toBe('output-denied');
  expect(bench.transport.requests).toHaveLength(2);
});

it('hands the answer to an approval that the server asked for to the server', async () => {
  const asked: ChatEvent = {
    type: 'tool-approval-request',
    toolCallId: 'call-1',
    approvalId: 'approval-1',
  };
  const bench = toolBench({}, callOf('remove', {}), asked);
  void bench.chat.send('Hi');
  await bench.pass();
  bench.chat.approveTool('call-1', true, 'fine');
  await settle();
  expect(bench.transport.requests[1]?.messages.at(-1)?.parts).toContainEqual(
    expect.objectContaining({
      state: 'approval-responded',
      approval: { id: 'approval-1', approved: true, reason: 'fine' },
    }),
  );
});

it('stops a tool with the abort of the user, and does not go on', async () => {
  let aborted: AbortSignal | undefined;
  const execute = (_: unknown, { signal }: { signal: AbortSignal }) => {
    aborted = signal;
    return new Promise(() => undefined);
  };
  const bench = toolBench({ weather: { execute } }, callOf('weather', {}));
  void bench.chat.send('Hi');
  await bench.pass();
  await settle();
  expect(await bench.chat.send('Another')).toMatchObject({ accepted: false });
  await bench.chat.abort();
  await settle();
  expect(aborted?.aborted).toBe(true);
  expect(partOf(bench)?.state).toBe('output-error');
  expect(bench.chat.getState().status).toBe('ready');
  expect(bench.transport.requests).toHaveLength(1);
});

it('goes on by itself only so often', async () => {
  const bench = chatBench(loopingScript, {
    tools: { loop: { execute: () => 'again' } },
    maxContinuations: 3,
  });
  void bench.chat.send('Hi');
  for (let turn = 0; turn < 8; turn += 1) {
    await bench.pass();
    await settle();
  }
  expect(bench.transport.requests).toHaveLength(4);
  expect(bench.chat.getState().status).toBe('ready');
});

it('goes on where an answer stopped at its length', async () => {
  const bench = chatBench((_, index) => (index === 0 ? ['One, two,'] : [' three.']));
  void bench.chat.send('Count');
  await bench.pass();
  void bench.chat.continueAnswer();
  await bench.pass();
  expect(bench.text()).toBe('One, two, three.');
  expect(bench.chat.getState().messages).toHaveLength(2);
});

it('keeps what came before when a continued answer is resumed after a reload', async () => {
  const memory = memoryStorage();
  const bench = chatBench(
    (_, index) => (index === 0 ? ['One, two,'] : [' three,', { wait: 1000 }, ' four.']),
    { storage: memory.storage },
  );
  void bench.chat.send('Count');
  await bench.pass();
  void bench.chat.continueAnswer();
  await bench.pass();
  const page = bench.reload({ storage: memory.copy().storage });
  bench.chat.dispose();
  void page.resume();
  await bench.pass();
  await bench.pass(1000);
  expect(page.getState().messages.map(messageText)).toEqual(['Count', 'One, two, three, four.']);
  expect(page.getState().messages.at(-1)?.end).toBe('complete');
});

it('runs a call also where the runner has not loaded yet, and the queue waits for it', async () => {
  vi.resetModules();
  const { createChat: freshChat } = await import('../../src/chat/create-chat.ts');
  const execute = vi.fn<() => string>(() => 'done');
  const { transport, clock, frames } = chatBench((_, index) =>
    index === 0 ? [callOf('loop', {})] : [`answer ${index}`],
  );
  const chat = freshChat({
    transport,
    frames,
    tools: { loop: { execute } },
    whileStreaming: 'queue',
  });
  void chat.send('Hi');
  void chat.send('next');
  await clock.advance(0);
  frames.tick();
  await vi.dynamicImportSettled();
  for (let frame = 0; frame < 4; frame += 1) {
    await clock.advance(0);
    frames.tick();
  }
  expect(execute).toHaveBeenCalledTimes(1);
  expect(chat.getState().messages.map(messageText)).toEqual(['Hi', 'answer 1', 'next', 'answer 2']);
  chat.dispose();
});
