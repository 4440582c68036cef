import { expect, it, vi } from 'vitest';
import { ChatError } from '../../src/protocol/chat-error.ts';
import type { Script } from '../../src/testing/script.ts';
import { chatBench, finishedPair, textsOf } from './chat-bench.ts';

const full = new ChatError('overloaded', 'The queue is full.', { status: 503, retryAfterMs: 2000 });
const tooLarge = new ChatError('too-large', 'The message is too long.', { status: 413 });

it('leaves the question in the list when asking again may help, and regenerate retries', async () => {
  const onError = vi.fn<(error: ChatError) => void>();
  const { chat, pass } = chatBench((_, index) => (index === 0 ? [{ refuse: full }] : ['answer']), {
    onError,
  });
  expect(await chat.send('Hi')).toEqual({ accepted: false, error: full });
  expect(textsOf(chat)).toEqual(['Hi']);
  expect(chat.getState()).toMatchObject({ status: 'error', error: full });
  expect(onError).toHaveBeenCalledExactlyOnceWith(full);
  const retry = chat.regenerate();
  expect(chat.getState()).toMatchObject({ status: 'submitted' });
  await pass();
  expect(await retry).toEqual({ accepted: true, messageId: 'id-1' });
  expect(textsOf(chat)).toEqual(['Hi', 'answer']);
});

it('takes the question back out when the user must change it', async () => {
  const initialMessages = finishedPair(1);
  const { chat } = chatBench([{ refuse: tooLarge }], { initialMessages });
  expect(await chat.send('Hi')).toEqual({ accepted: false, error: tooLarge });
  expect(chat.getState()).toMatchObject({ status: 'error', error: tooLarge });
  expect(chat.getState().messages).toBe(initialMessages);
});

it.each([full, tooLarge])(
  'brings the old answer back when a new one is refused ($code)',
  async (error) => {
    const initialMessages = [1, 2].flatMap(finishedPair);
    const { chat, transport, pass } = chatBench([{ wait: 5 }, { refuse: error }], {
      initialMessages,
    });
    const asking = chat.regenerate('a1');
    expect(textsOf(chat)).toEqual(['question 1']);
    await pass(5);
    expect(await asking).toEqual({ accepted: false, error });
    expect(chat.getState().messages).toBe(initialMessages);
    expect(transport.requests[0]).toMatchObject({ trigger: 'regenerate-message', messageId: 'a1' });
  },
);

it('answers anew and drops what followed', async () => {
  const { chat, transport, pass } = chatBench(['new answer'], {
    initialMessages: [1, 2].flatMap(finishedPair),
  });
  const asking = chat.regenerate('a1');
  await pass();
  expect(await asking).toEqual({ accepted: true, messageId: 'u1' });
  expect(textsOf(chat)).toEqual(['question 1', 'new answer']);
  expect(transport.requests[0]?.messages.map(({ id }) => id)).toEqual(['u1']);
});

it('answers a question of the user anew, by its id', async () => {
  const { chat, transport, pass } = chatBench(['new answer'], {
    initialMessages: [1, 2].flatMap(finishedPair),
  });
  void chat.regenerate('u2');
  await pass();
  expect(textsOf(chat).slice(2)).toEqual(['question 2', 'new answer']);
  expect(transport.requests[0]?.messageId).toBeUndefined();
});

it.each([
  { name: 'an empty chat', messages: [], target: undefined },
  { name: 'an unknown message', messages: finishedPair(1), target: 'nobody' },
  { name: 'a greeting', messages: finishedPair(1).slice(1), target: 'a1' },
])('refuses to answer $name anew', async ({ messages, target }) => {
  const { chat, transport } = chatBench(['x'], { initialMessages: messages });
  expect(await chat.regenerate(target)).toMatchObject({ accepted: false });
  expect(chat.getState().messages).toBe(messages);
  expect(transport.requests).toEqual([]);
});

it('edits a question, drops what followed, and asks again', async () => {
  const { chat, pass } = chatBench(['new answer'], {
    initialMessages: [1, 2].flatMap(finishedPair),
  });
  void chat.edit('u1', 'better question');
  await pass();
  expect(textsOf(chat)).toEqual(['better question', 'new answer']);
});

it.each([
  { script: [{ refuse: full }], target: 'u1', input: 'better' },
  { script: [{ refuse: tooLarge }], target: 'u1', input: 'better' },
  { script: [], target: 'u1', input: '' },
  { script: [], target: 'a1', input: 'better' },
] satisfies { script: Script; target: string; input: string }[])(
  'leaves the chat as it was when an edit is refused ($target, "$input")',
  async ({ script, target, input }) => {
    const initialMessages = [1, 2].flatMap(finishedPair);
    const { chat } = chatBench(script, { initialMessages });
    expect(await chat.edit(target, input)).toMatchObject({ accepted: false });
    expect(chat.getState().messages).toBe(initialMessages);
  },
);

it('keeps the old answer when the new one fails before its first word', async () => {
  const error = new ChatError('network', 'Gone.');
  const { chat, pass } = chatBench([{ accept: 0 }, { fail: error }], {
    initialMessages: finishedPair(1),
  });
  void chat.regenerate();
  await pass();
  expect(textsOf(chat)).toEqual(['question 1', 'answer 1']);
  expect(chat.getState()).toMatchObject({ status: 'error', error });
});
