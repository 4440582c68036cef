// @vitest-environment node
import * as fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { offlineOutbox } from '../../src/chat/send/offline-outbox.ts';
import type { RequestOptions } from '../../src/chat/options/request-options.ts';
import type { ClientTools } from '../../src/chat/options/client-tool.ts';
import { messageText } from '../../src/protocol/message-text.ts';
import type { ChatRequest } from '../../src/protocol/chat-transport.ts';
import { settle } from '../../src/testing/manual-clock.ts';
import type { Script } from '../../src/testing/script.ts';
import { chatBench, memoryStorage, textsOf } from './chat-bench.ts';
import { manualLine, tabLocks } from './manual-line.ts';

const options: RequestOptions = { body: { model: 'large' }, headers: { 'x-trace': '1' } };

const optionsOf = ({ body, headers }: ChatRequest) => ({ body, headers });

it('sends with each question what was given with it, and again with all that comes of it', async () => {
  const tools: ClientTools = { time: { execute: () => 'noon' } };
  const call = {
    type: 'tool-input-available',
    toolCallId: 'c',
    toolName: 'time',
    input: {},
  } as const;
  const { chat, pass, transport } = chatBench(
    (_, index): Script => (index === 0 ? [call] : ['ok']),
    { tools },
  );
  await import('../../src/chat/tools/client-tools.ts');
  const rest = async () => {
    for (let turn = 0; turn < 4; turn += 1) await pass(10);
    await settle();
  };
  void chat.send('Hi', { ...options, metadata: { place: 'here' } });
  await rest();
  void chat.regenerate();
  await rest();
  void chat.edit(chat.getState().messages[0]?.id ?? '', 'Hello');
  await rest();
  void chat.continueAnswer();
  await rest();
  // Question, tool result, new answer, edited question, going on.
  expect(transport.requests).toHaveLength(5);
  for (const request of transport.requests) expect(optionsOf(request)).toEqual(options);
  expect(transport.requests[1]?.messages[0]?.metadata).toEqual({ place: 'here' });
  // Another question has its own, and what is given anew takes the place of what was remembered.
  void chat.send('And?');
  await rest();
  expect(optionsOf(transport.requests[5] as ChatRequest)).toEqual({});
  void chat.regenerate(undefined, { body: { model: 'small' } });
  await rest();
  void chat.regenerate();
  await rest();
  expect(transport.requests.slice(6).map(optionsOf)).toEqual([
    { body: { model: 'small' } },
    { body: { model: 'small' } },
  ]);
});

it('sends them from the queue and from the outbox, also after a reload, but stores no headers', async () => {
  const memory = memoryStorage();
  const line = manualLine();
  const outbox = offlineOutbox({ line, lock: tabLocks() });
  const bench = chatBench(['one ', { wait: 10 }, 'two'], {
    storage: memory.storage,
    outbox,
    whileStreaming: 'queue',
  });
  line.goOffline();
  const sent = await bench.chat.send('Offline', { ...options, metadata: { place: 'here' } });
  expect(sent).toMatchObject({ accepted: true, isInOutbox: true });
  expect(JSON.stringify(memory.read())).not.toContain('x-trace');
  expect(memory.read()?.outbox?.[0]?.options?.body).toEqual(options.body);
  const page = bench.reload({ storage: memory.copy().storage });
  line.goOnline();
  await settle();
  await bench.pass(100);
  await page.resume();
  await bench.pass(100);
  const [here, reloaded] = bench.transport.requests;
  expect(optionsOf(here as ChatRequest)).toEqual(options);
  expect(optionsOf(reloaded as ChatRequest)).toEqual({ body: options.body });
  expect(reloaded?.messages.at(-1)?.metadata).toEqual({ place: 'here' });
  void bench.chat.send('Next', options);
  void bench.chat.send('Queued', { body: { model: 'queued' } });
  for (let turn = 0; turn < 6; turn += 1) await bench.pass(50);
  expect(bench.transport.requests.slice(2).map(({ body }) => body)).toEqual([
    options.body,
    { model: 'queued' },
  ]);
});

it('stops an answer with the headers of its question', async () => {
  const cancel = vi.fn(() => Promise.resolve());
  const { chat, pass, transport } = chatBench([{ wait: Infinity }]);
  const { chat: own } = chatBench([], { transport: { ...transport, cancel } });
  void own.send('Hi', options);
  await pass();
  await own.abort();
  expect(cancel).toHaveBeenCalledWith(expect.any(String), 'user', options.headers);
  chat.dispose();
});

it('reads files into data URLs with their types and names, in the order of sending', async () => {
  const file = fc.record({
    bytes: fc.uint8Array({ maxLength: 100_000 }),
    name: fc.string({ minLength: 1 }),
    type: fc.constantFrom('', 'image/png', 'text/plain'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 3 }), async (files) => {
      const { chat, pass, transport } = chatBench(['ok'], { whileStreaming: 'queue' });
      const given = files.map(({ bytes, name, type }) => new File([bytes], name, { type }));
      const part = { type: 'file', mediaType: 'text/plain', url: 'data:,x' } as const;
      // As a browser's FileList: it has a length and an index, and is no array.
      const list: ArrayLike<File> = {
        ...Object.fromEntries(given.entries()),
        length: given.length,
      };
      void chat.send({ text: 'Look', files: list });
      void chat.send({ text: 'Mixed', files: [part, ...given] });
      void chat.send('After');
      for (let turn = 0; turn < 20; turn += 1) {
        await new Promise(setImmediate);
        await pass(1);
      }
      const questions = transport.requests.map(({ messages }) => messages.at(-1));
      expect(questions.map((message) => message && messageText(message))).toEqual([
        'Look',
        'Mixed',
        'After',
      ]);
      const parts = questions[0]?.parts.slice(0, -1) ?? [];
      expect(parts).toMatchObject(
        files.map(({ name, type }) => ({
          type: 'file',
          filename: name,
          mediaType: type || 'application/octet-stream',
        })),
      );
      for (const [index, { bytes }] of files.entries()) {
        const { url } = parts[index] as { url: string };
        expect(new Uint8Array(Buffer.from(url.split(',')[1] ?? '', 'base64'))).toEqual(bytes);
      }
      expect(questions[1]?.parts.slice(0, -1)).toEqual([part, ...parts]);
      chat.dispose();
    }),
    { numRuns: 15 },
  );
});

it('refuses files that are too large or cannot be read, and leaves the chat as it is', async () => {
  const { chat, transport } = chatBench(['ok'], { maxFileBytes: 1_000_000 });
  const large = new File([new Uint8Array(600_000)], 'a.bin');
  expect(await chat.send({ text: 'Look', files: [large, large] })).toMatchObject({
    accepted: false,
    isUntold: true,
    error: { code: 'too-large', message: expect.stringContaining('1.2 MB') },
  });
  const gone = new File(['x'], 'gone.txt');
  gone.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
  expect(await chat.send({ text: 'Look', files: [gone] })).toMatchObject({
    accepted: false,
    isUntold: true,
    error: { code: 'bad-request', retryable: false, message: expect.stringContaining('gone.txt') },
  });
  expect(chat.getState()).toMatchObject({ status: 'ready', messages: [] });
  expect(transport.requests).toHaveLength(0);
  expect(await chat.send('Words alone')).toMatchObject({ accepted: true });
  expect(textsOf(chat)[0]).toBe('Words alone');
});

it('gives a message back that was stopped while its files were read', async () => {
  const { chat, transport } = chatBench(['ok']);
  const sent = chat.send({ text: 'Look', files: [new File(['x'], 'x.txt')] });
  void chat.abort();
  expect(await sent).toMatchObject({ accepted: false, isUntold: true });
  expect(transport.requests).toHaveLength(0);
});
