import { expect, it, vi } from 'vitest';
import { ChatError } from '../../src/protocol/chat-error.ts';
import { settle } from '../../src/testing/manual-clock.ts';
import { burst, chatBench, finishedPair, textsOf } from './chat-bench.ts';

it('shows the question at once, and the answer with the next frame', async () => {
  const { chat, clock, frames, text } = chatBench(['Hello', ' world']);
  void chat.send('Hi');
  expect(textsOf(chat)).toEqual(['Hi']);
  expect(chat.getState().status).toBe('submitted');
  await clock.advance(0);
  frames.tick();
  expect(text()).toBe('Hello world');
  expect(chat.getState().status).toBe('ready');
});

it('resolves a send when the server accepts, before the answer has ended', async () => {
  const { chat, clock } = chatBench([{ accept: 10 }, 'a', { wait: 1000 }, 'b']);
  const resolved = vi.fn<(result: unknown) => void>();
  void chat.send('Hi').then(resolved);
  await clock.advance(9);
  expect(resolved).not.toHaveBeenCalled();
  await clock.advance(1);
  expect(resolved).toHaveBeenCalledWith({ accepted: true, messageId: 'id-1' });
  expect(chat.getState().messages[0]?.id).toBe('id-1');
});

it('tells its listeners once for 1,000 deltas in a frame', async () => {
  const { chat, clock, frames, text } = chatBench([...burst(1000), { wait: 1000 }]);
  void chat.send('Hi');
  const listener = vi.fn<() => void>();
  await settle();
  chat.subscribe(listener);
  await clock.advance(0);
  expect(listener).not.toHaveBeenCalled();
  expect(frames.requested).toBe(1);
  frames.tick();
  expect(listener).toHaveBeenCalledTimes(1);
  expect(text()).toHaveLength(burst(1000).join('').length);
});

it('asks for no frame while nothing arrives', async () => {
  const { chat, frames, pass } = chatBench(['a', { wait: 5000 }, 'b']);
  void chat.send('Hi');
  await pass();
  await pass(4000);
  expect(frames.pending).toBe(0);
  expect(frames.requested).toBe(1);
});

it('keeps the identity of every other message while one grows', async () => {
  const initialMessages = [1, 2, 3].flatMap(finishedPair);
  const { chat, pass } = chatBench(['a', { wait: 16 }, 'b', { wait: 16 }, 'c'], {
    initialMessages,
  });
  void chat.send('Hi');
  const question = chat.getState().messages.at(-1);
  for (let frame = 0; frame < 4; frame += 1) {
    await pass(16);
    expect(
      chat
        .getState()
        .messages.slice(0, 6)
        .every((m, i) => m === initialMessages[i]),
    ).toBe(true);
    expect(chat.getState().messages[6]).toBe(question);
  }
});

it('keeps the same state object until something changes', async () => {
  const { chat, pass } = chatBench(['a', { wait: 50 }, 'b']);
  void chat.send('Hi');
  await pass();
  const state = chat.getState();
  await pass(40);
  expect(chat.getState()).toBe(state);
});

it('asks the server with the whole chat and a run id of its own', async () => {
  const { chat, transport, pass } = chatBench(['ok'], { id: 'chat-7' });
  void chat.send('one');
  await pass();
  void chat.send({
    text: 'two',
    files: [{ type: 'file', url: 'data:,x', mediaType: 'text/plain' }],
  });
  await pass();
  const [first, second] = transport.requests;
  expect(second).toMatchObject({ chatId: 'chat-7', trigger: 'submit-message' });
  expect(second?.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  expect(second?.messages.at(-1)?.parts.map(({ type }) => type)).toEqual(['file', 'text']);
  expect(second?.runId).not.toBe(first?.runId);
});

it('refuses a second send while an answer is on its way, without a trace', async () => {
  const { chat, transport, pass, text } = chatBench(['a', { wait: 100 }, 'b']);
  void chat.send('one');
  await pass();
  const state = chat.getState();
  const result = await chat.send('two');
  expect(result).toMatchObject({ accepted: false, error: { code: 'bad-request' } });
  expect(chat.getState()).toBe(state);
  await pass(100);
  expect(text()).toBe('ab');
  expect(transport.requests).toHaveLength(1);
});

it.each(['', { text: '' }, { files: [] }])('refuses to send nothing (%j)', async (input) => {
  const { chat, transport } = chatBench();
  expect(await chat.send(input)).toMatchObject({ accepted: false, error: { retryable: false } });
  expect(chat.getState().messages).toEqual([]);
  expect(transport.requests).toEqual([]);
});

it('reconnects and says so', async () => {
  const { chat, clock, pass, text } = chatBench(['a', { reconnect: 500 }, 'b', { wait: 100 }]);
  void chat.send('Hi');
  await clock.advance(0);
  expect(chat.getState().status).toBe('reconnecting');
  expect(text()).toBe('a');
  await clock.advance(500);
  expect(chat.getState().status).toBe('streaming');
  await pass();
  expect(text()).toBe('ab');
  expect(chat.getState().metrics.reconnects).toBe(1);
});

it('takes a snapshot in the place of the message, and goes on from it', async () => {
  const { chat, pass, answer } = chatBench([
    { type: 'start', messageId: 'm1' },
    'ab',
    { wait: 10 },
    {
      snapshot: {
        id: 'server-copy',
        role: 'assistant',
        parts: [{ type: 'text', id: 'text-1', text: 'abcdef', state: 'streaming' }],
      },
    },
    'g',
    { wait: 10 },
  ]);
  void chat.send('Hi');
  await pass();
  await pass(10);
  expect(chat.getState().messages).toHaveLength(2);
  expect(answer()).toMatchObject({ id: 'm1', parts: [{ text: 'abcdefg' }] });
  await pass(10);
  expect(answer()?.end).toBe('complete');
});

it('gives an answer its own id when the server names all its messages alike', async () => {
  const { chat, pass } = chatBench((_, index) => [
    { type: 'start', messageId: 'msg' },
    `answer ${index}`,
  ]);
  for (const question of ['one', 'two']) {
    void chat.send(question);
    await pass();
  }
  expect(textsOf(chat)).toEqual(['one', 'answer 0', 'two', 'answer 1']);
  expect(new Set(chat.getState().messages.map(({ id }) => id)).size).toBe(4);
});

it('ends a cut answer as truncated, keeps its text, and answers anew on request', async () => {
  const onError = vi.fn<(error: ChatError) => void>();
  const { chat, pass, answer } = chatBench(
    (_, index) => (index === 0 ? ['half an', { cut: true }] : ['whole']),
    { onError },
  );
  void chat.send('Hi');
  await pass();
  expect(answer()).toMatchObject({ end: 'truncated', error: { code: 'truncated' } });
  expect(chat.getState()).toMatchObject({ status: 'error', error: { code: 'truncated' } });
  expect(onError).toHaveBeenCalledTimes(1);
  void chat.regenerate();
  expect(chat.getState().error).toBeUndefined();
  await pass();
  expect(textsOf(chat)).toEqual(['Hi', 'whole']);
  expect(answer()?.end).toBe('complete');
});

it("shows the server's error in mid-answer as the message's end", async () => {
  const { chat, pass, answer, text } = chatBench(['a', { type: 'error', errorText: 'No memory.' }]);
  void chat.send('Hi');
  await pass();
  expect(text()).toBe('a');
  expect(answer()).toMatchObject({
    end: 'error',
    error: { code: 'server', message: 'No memory.' },
  });
  expect(chat.getState().status).toBe('error');
});

it('aborts and forgets everything on reset, and can be used again', async () => {
  const { chat, transport, pass } = chatBench(['a', { wait: 100 }, 'b']);
  void chat.send('Hi');
  await pass();
  chat.reset();
  expect(chat.getState()).toMatchObject({ messages: [], status: 'ready' });
  expect(transport.cancels).toHaveLength(1);
  await pass(200);
  expect(chat.getState().messages).toEqual([]);
  void chat.send('again');
  await pass(100);
  expect(textsOf(chat)).toEqual(['again', 'ab']);
});

it('tells events and tokens as they are received, and the end when the message has it', async () => {
  const heard: string[] = [];
  const { chat, clock } = chatBench(['a', { wait: 10 }, 'b'], {
    onEvent: (event) => heard.push(event.type),
    onToken: (delta) => heard.push(`token ${delta}`),
    onDone: ({ end, parts }) => heard.push(`done ${end} ${JSON.stringify(parts).length > 0}`),
    onError: () => heard.push('error'),
  });
  void chat.send('Hi');
  await clock.advance(0);
  expect(heard).toEqual(['start', 'text-start', 'text-delta', 'token a']);
  await clock.advance(10);
  expect(heard.slice(4)).toEqual([
    'text-delta',
    'token b',
    'text-end',
    'finish',
    'done complete true',
  ]);
});

it('sends from inside onDone', async () => {
  const sent: string[] = [];
  const bench = chatBench((_, index) => [`answer ${index}`], {
    onDone: () => {
      if (sent.length < 2) {
        sent.push('more');
        void bench.chat.send('more');
      }
    },
  });
  void bench.chat.send('Hi');
  await bench.pass();
  expect(textsOf(bench.chat)).toEqual(['Hi', 'answer 0', 'more', 'answer 1', 'more', 'answer 2']);
});

it('makes ids that differ, also without crypto.randomUUID', async () => {
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
  const { createId } = await import('../../src/chat/state/create-id.ts');
  const ids = Array.from({ length: 100 }, createId);
  vi.unstubAllGlobals();
  expect(new Set(ids).size).toBe(100);
  expect(ids.every((id) => /^[\da-f]{32}$/.test(id))).toBe(true);
});
