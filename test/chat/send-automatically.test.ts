// @vitest-environment node
import { beforeAll, expect, it, vi } from 'vitest';
import type { ChatOptions } from '../../src/chat/chat-options.ts';
import { hasAllToolResults } from '../../src/chat/tools/tool-results.ts';
import { settle } from '../../src/testing/manual-clock.ts';
import type { Script } from '../../src/testing/script.ts';
import { chatBench } from './chat-bench.ts';

beforeAll(() => import('../../src/chat/tools/client-tools.ts'));

const call: Script = [
  { type: 'tool-input-available', toolCallId: 'c', toolName: 'time', input: {} },
];
const tools = { time: { execute: () => 'noon' } };

async function ask(scripts: readonly Script[], options: Partial<ChatOptions>) {
  const bench = chatBench((_, index) => scripts[index] ?? ['Done.'], options);
  void bench.chat.send('Hi');
  for (let turn = 0; turn < 8; turn += 1) {
    await bench.pass(10);
    await settle();
  }
  return bench;
}

it.each([true, false])('goes on by itself as the app says: %s', async (goesOn) => {
  for (const answer of [goesOn, Promise.resolve(goesOn)]) {
    const { chat, transport } = await ask([call], {
      tools,
      sendAutomaticallyWhen: ({ messages }) => messages.at(-1)?.parts.length === 1 && answer,
    });
    expect(transport.requests).toHaveLength(goesOn ? 2 : 1);
    expect(chat.getState().status).toBe('ready');
  }
});

it('asks the app after answers without tools too, and no more often than may be', async () => {
  const sendAutomaticallyWhen = vi.fn(() => true);
  const { chat, transport } = await ask([], { sendAutomaticallyWhen, maxContinuations: 2 });
  expect(transport.requests).toHaveLength(3);
  expect(chat.getState().status).toBe('ready');
});

it.each([true, false])(
  'has a helper that says what the kit says by itself (%s)',
  async (isGiven) => {
    const { transport } = await ask([call], {
      tools,
      ...(isGiven && { sendAutomaticallyWhen: hasAllToolResults }),
    });
    expect(transport.requests).toHaveLength(2);
  },
);

it('tells of an app that throws, and takes it for no', async () => {
  const onError = vi.fn();
  const { chat, transport } = await ask([call], {
    tools,
    onError,
    sendAutomaticallyWhen: () => {
      throw new Error('broken');
    },
  });
  expect(transport.requests).toHaveLength(1);
  expect(onError).toHaveBeenCalledOnce();
  expect(chat.getState().status).toBe('ready');
});

it('hears nothing more from an app that was asked before a stop', async () => {
  const answers: ((goesOn: boolean) => void)[] = [];
  const sendAutomaticallyWhen = () => new Promise<boolean>((resolve) => answers.push(resolve));
  const { chat, transport } = await ask([call], { tools, sendAutomaticallyWhen });
  expect(chat.getState().status).toBe('streaming');
  await chat.abort();
  expect(chat.getState().status).toBe('ready');
  for (const answer of answers) answer(true);
  await settle();
  expect(transport.requests).toHaveLength(1);
});
