import { expect, it, vi } from 'vitest';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { manualClock } from '../../src/testing/manual-clock.ts';
import { chatBench, finishedPair, textsOf } from './chat-bench.ts';

const slow = ['a', { wait: 10 }, 'b', { wait: 10 }, 'c', { wait: 10 }, 'd'] as const;

it('stops growth at once, keeps what was received, and cancels the run on the server', async () => {
  const { chat, clock, frames, transport, pass, answer, text } = chatBench(slow);
  void chat.send('Hi');
  await pass();
  await clock.advance(10);
  expect(text()).toBe('a');
  void chat.abort();
  expect(text()).toBe('ab');
  expect(answer()).toMatchObject({ end: 'aborted', parts: [{ state: 'done' }] });
  expect(chat.getState().status).toBe('ready');
  expect(chat.getState().error).toBeUndefined();
  expect(transport.cancels).toEqual([{ runId: transport.requests[0]?.runId, reason: 'user' }]);
  await pass(1000);
  expect(text()).toBe('ab');
  expect(transport.readers).toBe(0);
  expect(frames.pending + clock.pending).toBe(0);
});

it('drops what a transport still says after the abort', async () => {
  const clock = manualClock();
  const onEvent = vi.fn<() => void>();
  const { chat, frames } = chatBench([], {
    onEvent,
    transport: {
      async *send({ runId }) {
        yield { type: 'open', runId };
        for (const delta of ['a', 'b', 'c']) {
          yield { type: 'event', event: { type: 'text-delta', id: '1', delta }, receivedAt: 0 };
          await new Promise<void>((resolve) => void clock.setTimeout(resolve, 10));
        }
        yield { type: 'end', end: 'complete' };
      },
      async *resume() {},
      cancel: () => Promise.resolve(),
    },
  });
  void chat.send('Hi');
  await clock.advance(5);
  void chat.abort();
  await clock.advance(100);
  expect(textsOf(chat)).toEqual(['Hi', 'a']);
  expect(chat.getState().messages[1]?.end).toBe('aborted');
  expect(onEvent).toHaveBeenCalledTimes(1);
  expect(frames.pending).toBe(0);
});

it('aborts before the server has accepted: the question stays and the send resolves', async () => {
  const { chat, transport, pass } = chatBench([{ accept: 1000 }, 'late']);
  const sending = chat.send('Hi');
  await pass();
  void chat.abort();
  expect(await sending).toEqual({ accepted: true, messageId: 'id-1' });
  expect(chat.getState()).toMatchObject({ status: 'ready', messages: [{ role: 'user' }] });
  expect(transport.cancels).toHaveLength(1);
  await pass(2000);
  expect(textsOf(chat)).toEqual(['Hi']);
});

it('brings the old answer back when a new one is aborted before it began', async () => {
  const { chat, pass } = chatBench([{ accept: 1000 }, 'new'], {
    initialMessages: finishedPair(1),
  });
  void chat.regenerate();
  expect(textsOf(chat)).toEqual(['question 1']);
  await pass();
  void chat.abort();
  expect(textsOf(chat)).toEqual(['question 1', 'answer 1']);
});

it('tells onDone of the aborted answer, and no error', async () => {
  const onDone = vi.fn<(message: ChatMessage) => void>();
  const onError = vi.fn<() => void>();
  const { chat, pass } = chatBench(slow, { onDone, onError });
  void chat.send('Hi');
  await pass();
  void chat.abort();
  await pass(100);
  expect(onDone.mock.calls.map(([{ end }]) => end)).toEqual(['aborted']);
  expect(onError).not.toHaveBeenCalled();
});

it('can be aborted from inside onToken', async () => {
  const bench = chatBench(['a', 'b', 'c'], {
    onToken: (delta) => {
      if (delta === 'b') void bench.chat.abort();
    },
  });
  void bench.chat.send('Hi');
  await bench.pass();
  expect(bench.text()).toBe('ab');
  expect(bench.answer()?.end).toBe('aborted');
});

it('tells nothing more of an event whose onEvent aborted', async () => {
  const onToken = vi.fn<(delta: string) => void>();
  const bench = chatBench(['a', 'b'], {
    onEvent: (event) => {
      if (event.type === 'text-delta') void bench.chat.abort();
    },
    onToken,
  });
  void bench.chat.send('Hi');
  await bench.pass();
  expect(onToken).not.toHaveBeenCalled();
});

it('ends as aborted when another tab cancels the run', async () => {
  const { chat, transport, clock, pass, answer } = chatBench(slow);
  void chat.send('Hi');
  await pass();
  await transport.cancel(transport.requests[0]?.runId ?? '');
  await clock.advance(0);
  expect(answer()?.end).toBe('aborted');
  expect(chat.getState().status).toBe('ready');
});

it('does nothing when nothing is on its way', async () => {
  const { chat, transport } = chatBench();
  const state = chat.getState();
  await chat.abort();
  expect(chat.getState()).toBe(state);
  expect(transport.cancels).toEqual([]);
});

it('cancels the run by the name that the server gave it', async () => {
  const cancel = vi.fn<(runId: string) => Promise<void>>(() => Promise.resolve());
  const { chat } = chatBench([], {
    transport: {
      async *send({ signal }) {
        yield { type: 'open', runId: 'servers-name' };
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
      async *resume() {},
      cancel,
    },
  });
  await chat.send('Hi');
  await chat.abort();
  expect(cancel).toHaveBeenCalledWith('servers-name', 'user');
});

it('tells onError when a transport throws from cancel, and does not reject', async () => {
  const onError = vi.fn<() => void>();
  const { chat } = chatBench([], {
    onError,
    transport: {
      async *send({ runId, signal }) {
        yield { type: 'open', runId };
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
      async *resume() {},
      cancel: () => Promise.reject(new Error('broken')),
    },
  });
  await chat.send('Hi');
  await expect(chat.abort()).resolves.toBeUndefined();
  expect(onError).toHaveBeenCalledTimes(1);
});
