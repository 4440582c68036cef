import { expect, it, vi } from 'vitest';
import { settle } from '../../src/testing/manual-clock.ts';
import { chatBench, textsOf } from './chat-bench.ts';

const slow = (_: unknown, index: number) => [`answer ${index}`, { wait: 1000 }];

it('refuses a second message by default', async () => {
  const { chat, pass } = chatBench(slow);
  void chat.send('one');
  await pass();
  const result = await chat.send('two');
  expect(result.accepted).toBe(false);
  expect(textsOf(chat)).toEqual(['one', 'answer 0']);
});

it('queues: sends one message after the other, each when the answer before it is whole', async () => {
  const { chat, pass } = chatBench(slow, { whileStreaming: 'queue' });
  void chat.send('one');
  await pass();
  const second = vi.fn<(result: unknown) => void>();
  void chat.send('two').then(second);
  void chat.send('three');
  await settle();
  expect(chat.getState().queue.map(({ input }) => input)).toEqual(['two', 'three']);
  expect(textsOf(chat)).toEqual(['one', 'answer 0']);
  await pass(1000);
  await pass();
  expect(second).toHaveBeenCalledWith(expect.objectContaining({ accepted: true }));
  expect(chat.getState().queue.map(({ input }) => input)).toEqual(['three']);
  await pass(1000);
  await pass(1000);
  expect(textsOf(chat)).toEqual(['one', 'answer 0', 'two', 'answer 1', 'three', 'answer 2']);
  expect(chat.getState().queue).toEqual([]);
});

it('gives queued messages back when the answer before them is aborted', async () => {
  const { chat, pass, transport } = chatBench(slow, { whileStreaming: 'queue' });
  void chat.send('one');
  await pass();
  const second = chat.send('two');
  await settle();
  await chat.abort();
  expect((await second).accepted).toBe(false);
  expect(chat.getState().queue).toEqual([]);
  expect(transport.requests).toHaveLength(1);
});

it('gives one message back that its user takes out of the queue', async () => {
  const { chat, pass } = chatBench(slow, { whileStreaming: 'queue' });
  void chat.send('one');
  await pass();
  const second = chat.send('two');
  await settle();
  chat.unqueue(chat.getState().queue[0]?.id ?? '');
  expect((await second).accepted).toBe(false);
  await pass(1000);
  expect(textsOf(chat)).toEqual(['one', 'answer 0']);
});

it('refuses an empty message at once, queue or not', async () => {
  const { chat, pass } = chatBench(slow, { whileStreaming: 'queue' });
  void chat.send('one');
  await pass();
  const result = await chat.send('');
  expect(result).toMatchObject({ accepted: false, error: { code: 'bad-request' } });
  expect(chat.getState().queue).toEqual([]);
});

it('interrupts: stops the answer, keeps what came, and sends at once', async () => {
  const { chat, pass, transport } = chatBench(slow, { whileStreaming: 'interrupt' });
  void chat.send('one');
  await pass();
  void chat.send('two');
  await pass();
  expect(textsOf(chat)).toEqual(['one', 'answer 0', 'two', 'answer 1']);
  expect(chat.getState().messages[1]?.end).toBe('aborted');
  expect(transport.cancels).toHaveLength(1);
});
