// @vitest-environment node
import { expect, it, vi } from 'vitest';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { burst, chatBench, finishedPair } from './chat-bench.ts';

/** Counts how often anything looks at a finished message while frames pass. */
async function looksPerFrame(length: number): Promise<number> {
  let looks = 0;
  const watched = (message: ChatMessage) =>
    new Proxy(message, {
      get(target, key, receiver) {
        looks += 1;
        return Reflect.get(target, key, receiver) as unknown;
      },
    });
  const initialMessages = Array.from({ length: length / 2 }, (_, i) => finishedPair(i))
    .flat()
    .map(watched);
  const { chat, pass, answer } = chatBench(
    burst(100).flatMap((delta) => [delta, { wait: 1 }]),
    { initialMessages },
  );
  const told = vi.fn<() => void>();
  for (const { id } of initialMessages) chat.subscribe(told, id);
  void chat.send('Hi');
  await pass();
  const id = answer()?.id ?? '';
  chat.subscribe(() => chat.getMessage('u0'), id);
  chat.getMessage('u0');
  looks = 0;
  told.mockClear();
  for (let frame = 0; frame < 50; frame += 1) await pass(1);
  expect(told).not.toHaveBeenCalled();
  return looks / 50;
}

it('costs no more per frame with 10,000 messages than with ten', async () => {
  // The one look is at the id of the message that the test itself asks for in each frame.
  expect(await looksPerFrame(10)).toBe(1);
  expect(await looksPerFrame(10_000)).toBe(1);
});

it('finds a message wherever it stands, also after the list has changed', async () => {
  const initialMessages = Array.from({ length: 50 }, (_, index) => finishedPair(index)).flat();
  const { chat, pass } = chatBench(['new'], { initialMessages });
  expect(initialMessages.every((message) => chat.getMessage(message.id) === message)).toBe(true);
  void chat.regenerate('a10');
  await pass();
  expect(chat.getMessage('a9')).toBe(initialMessages[19]);
  expect(chat.getMessage('a30')).toBeUndefined();
  expect(chat.getMessage('answer-1')?.end).toBe('complete');
});

it('tells listeners of one message of its changes, and of changes of the whole list', async () => {
  const { chat, pass } = chatBench(['a', { wait: 10 }, 'b', { wait: 10 }], {
    initialMessages: finishedPair(1),
  });
  const old = vi.fn<() => void>();
  const grown = vi.fn<() => void>();
  const unsubscribe = chat.subscribe(old, 'a1');
  chat.subscribe(grown, 'answer-1');
  void chat.send('Hi');
  expect(old).toHaveBeenCalledTimes(1);
  old.mockClear();
  grown.mockClear();
  await pass();
  await pass(10);
  expect(old).not.toHaveBeenCalled();
  expect(grown).toHaveBeenCalledTimes(2);
  unsubscribe();
  chat.reset();
  expect(old).not.toHaveBeenCalled();
});
