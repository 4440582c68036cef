import { expect, it } from 'vitest';
import { ChatError } from '../../src/protocol/chat-error.ts';
import { chatBench, memoryStorage, textsOf } from './chat-bench.ts';

const siblingsOf = (chat: ReturnType<typeof chatBench>['chat']) =>
  chat.getState().messages.map(({ siblings }) => siblings?.length ?? 1);

it('keeps the old answer beside a new one, and switches between them', async () => {
  const { chat, pass, transport } = chatBench((_, index) => [`answer ${index}`]);
  void chat.send('Hi');
  await pass();
  const [, first] = chat.getState().messages;
  void chat.regenerate();
  await pass();
  expect(textsOf(chat)).toEqual(['Hi', 'answer 1']);
  expect(siblingsOf(chat)).toEqual([1, 2]);
  chat.switchTo(first?.id ?? '');
  expect(textsOf(chat)).toEqual(['Hi', 'answer 0']);
  expect(siblingsOf(chat)).toEqual([1, 2]);
  expect(transport.requests).toHaveLength(2);
});

it('keeps what followed an edited message', async () => {
  const { chat, pass, transport } = chatBench((_, index) => [`answer ${index}`]);
  for (const text of ['one', 'two']) {
    void chat.send(text);
    await pass();
  }
  const [first] = chat.getState().messages;
  void chat.edit(first?.id ?? '', 'changed');
  await pass();
  expect(textsOf(chat)).toEqual(['changed', 'answer 2']);
  expect(transport.requests.at(-1)?.messages.every((message) => !('siblings' in message))).toBe(
    true,
  );
  chat.switchTo(first?.id ?? '');
  expect(textsOf(chat)).toEqual(['one', 'answer 0', 'two', 'answer 1']);
});

it('has no versions when no new answer begins', async () => {
  const error = new ChatError('server', 'Broken.');
  const { chat, pass } = chatBench((_, index) => (index === 0 ? ['answer'] : [{ refuse: error }]));
  void chat.send('Hi');
  await pass();
  void chat.regenerate();
  await pass();
  expect(textsOf(chat)).toEqual(['Hi', 'answer']);
  expect(siblingsOf(chat)).toEqual([1, 1]);
});

it('refuses to switch while an answer is on its way', async () => {
  const { chat, pass } = chatBench((_, index) =>
    index === 0 ? ['old'] : ['new', { wait: 1000 }, ' end'],
  );
  void chat.send('Hi');
  await pass();
  const old = chat.getState().messages[1]?.id ?? '';
  void chat.regenerate();
  await pass();
  chat.switchTo(old);
  expect(textsOf(chat)).toEqual(['Hi', 'new']);
});

it('finds the versions again after a reload', async () => {
  const memory = memoryStorage();
  const { chat, pass, reload } = chatBench((_, index) => [`answer ${index}`], {
    storage: memory.storage,
  });
  void chat.send('Hi');
  await pass();
  const old = chat.getState().messages[1]?.id ?? '';
  void chat.regenerate();
  await pass();
  const page = reload({ storage: memory.copy().storage });
  await page.resume();
  expect(page.getState().messages).toEqual(chat.getState().messages);
  page.switchTo(old);
  expect(textsOf(page)).toEqual(['Hi', 'answer 0']);
});

it('shows the version after a reload that was switched to before', async () => {
  const memory = memoryStorage();
  const { chat, pass, reload } = chatBench((_, index) => [`answer ${index}`], {
    storage: memory.storage,
  });
  void chat.send('Hi');
  await pass();
  const old = chat.getState().messages[1]?.id ?? '';
  void chat.regenerate();
  await pass();
  chat.switchTo(old);
  await pass();
  const page = reload({ storage: memory.copy().storage });
  await page.resume();
  expect(textsOf(page)).toEqual(['Hi', 'answer 0']);
});
