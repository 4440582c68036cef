import {
  convertToModelMessages,
  streamText,
  tool,
  validateUIMessages,
  type ToolSet,
  type UIMessage,
} from 'ai';
import { MockLanguageModelV3 } from 'ai/test';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { ChatStore } from '../../src/chat/chat-store.ts';
import type { ChatStorage } from '../../src/chat/storage/chat-storage.ts';
import type { StoredChat } from '../../src/chat/state/stored-chat.ts';
import type { ClientTools } from '../../src/chat/options/client-tool.ts';
import { createChat } from '../../src/chat/create-chat.ts';
import { isOpenCall } from '../../src/protocol/close-calls.ts';
import { messageText } from '../../src/protocol/message-text.ts';
import { httpTransport } from '../../src/transports/http/http-transport.ts';
import { serveWeb, type WebServer } from './web-server.ts';
import { eventually } from '../eventually.ts';

type Stream = Awaited<ReturnType<MockLanguageModelV3['doStream']>>['stream'];
type StreamPart = Stream extends ReadableStream<infer Part> ? Part : never;

const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: undefined },
  outputTokens: { total: 1, text: 1, reasoning: undefined },
};

/** A model that calls what the last question names, and says something to all else. */
const model = new MockLanguageModelV3({
  doStream({ prompt }) {
    const last = prompt.at(-1);
    const words =
      last?.role === 'user' ? last.content.map((part) => 'text' in part && part.text) : [];
    const [, toolName] = /^Use (\w+)/.exec(words.join('')) ?? [];
    const parts: StreamPart[] = toolName
      ? [
          { type: 'tool-call', toolCallId: 'call_0', toolName, input: '{"q":"x"}' },
          { type: 'finish', usage, finishReason: { unified: 'tool-calls', raw: undefined } },
        ]
      : [
          { type: 'text-start', id: '1' },
          { type: 'text-delta', id: '1', delta: 'Well then.' },
          { type: 'text-end', id: '1' },
          { type: 'finish', usage, finishReason: { unified: 'stop', raw: undefined } },
        ];
    const stream = new ReadableStream<StreamPart>({
      start(controller) {
        controller.enqueue({ type: 'stream-start', warnings: [] });
        for (const part of parts) controller.enqueue(part);
        controller.close();
      },
    });
    return Promise.resolve({ stream });
  },
});

const inputSchema = z.object({ q: z.string() });
// Its types do not know optional properties that are exact.
const tools = {
  server: tool({ inputSchema, execute: () => new Promise<string>(() => undefined) }),
  page: tool({ inputSchema }),
  guarded: tool({ inputSchema, needsApproval: true, execute: () => 'done' }),
} as unknown as ToolSet;

let server: WebServer;
/** What went wrong on the server. */
let failures: unknown[] = [];
beforeEach(async () => {
  failures = [];
  server = await serveWeb(async (request) => {
    const { messages } = (await request.json()) as { messages: UIMessage[] };
    // As strict as a server of the AI SDK can be.
    const valid = await validateUIMessages({ messages });
    return streamText({
      model,
      tools,
      messages: await convertToModelMessages(valid, { tools }),
      onError: ({ error }) => void failures.push(error),
    }).toUIMessageStreamResponse();
  });
});
afterEach(() => server.close());

function openChat(options: { tools?: ClientTools; storage?: ChatStorage } = {}): ChatStore {
  return createChat({ transport: httpTransport({ url: `${server.url}/api/chat` }), ...options });
}

const until = (isTrue: () => boolean) => eventually(() => expect(isTrue()).toBe(true));
const hasCall = ({ getState }: ChatStore) =>
  getState().messages.some(({ parts }) => parts.some(isOpenCall));
const statesIn = ({ getState }: ChatStore) =>
  getState().messages.flatMap(({ parts }) =>
    parts.flatMap((part) => ('toolCallId' in part ? part.state : [])),
  );

/** The next question, and the one after it, are answered. */
async function goesOn(chat: ChatStore): Promise<void> {
  for (const question of ['And now?', 'And then?']) {
    expect(await chat.send(question)).toMatchObject({ accepted: true });
    await until(() => chat.getState().status === 'ready');
    const answer = chat.getState().messages.at(-1);
    expect([answer?.end, answer && messageText(answer)]).toEqual(['complete', 'Well then.']);
  }
  expect(failures).toEqual([]);
}

it('goes on after a stop while a tool of the server runs', async () => {
  const chat = openChat();
  await chat.send('Use server');
  await until(() => hasCall(chat));
  await chat.abort();
  expect(statesIn(chat)).toEqual(['output-error']);
  await goesOn(chat);
  chat.dispose();
});

it('goes on after a stop while a tool of the page runs', async () => {
  const chat = openChat({ tools: { page: { execute: () => new Promise(() => undefined) } } });
  await chat.send('Use page');
  await until(() => hasCall(chat) && chat.getState().messages.at(-1)?.end === 'complete');
  expect(chat.getState().status).toBe('streaming');
  await chat.abort();
  expect(statesIn(chat)).toEqual(['output-error']);
  await goesOn(chat);
  chat.dispose();
});

it.each(['server', 'page'])('goes on after a reload while a tool of the %s runs', async (name) => {
  let stored = '';
  const storage: ChatStorage = {
    load: () => (stored ? (JSON.parse(stored) as StoredChat) : undefined),
    save: (_, chat) => void (stored = JSON.stringify(chat)),
    remove: () => undefined,
  };
  const pageTools = { page: { execute: () => new Promise(() => undefined) } };
  const page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  const before = openChat({ storage, tools: pageTools });
  await before.send(`Use ${name}`);
  const { getState } = before;
  await until(() => hasCall(before));
  if (name === 'page') await until(() => getState().messages.at(-1)?.end === 'complete');
  page.dispatchEvent(Object.assign(new Event('pagehide'), { persisted: false }));
  vi.unstubAllGlobals();
  await until(() => stored.includes('"input-available"'));
  const left = stored;
  before.dispose();
  stored = left;
  const chat = openChat({ storage, tools: pageTools });
  await chat.resume();
  expect(statesIn(chat)).toEqual(['output-error']);
  expect(chat.getState().messages.at(-1)?.end).toBe(name === 'server' ? 'truncated' : 'complete');
  await goesOn(chat);
  chat.dispose();
});

it.each([
  ['page', 'output-error'],
  ['guarded', 'output-denied'],
])('goes on when its user types past a call of %s', async (name, state) => {
  const chat = openChat();
  await chat.send(`Use ${name}`);
  await until(() => chat.getState().status === 'ready' && hasCall(chat));
  await goesOn(chat);
  expect(statesIn(chat)).toEqual([state]);
  chat.dispose();
});

it('lets the server do what its user has allowed, and tells it what was denied', async () => {
  for (const [isAllowed, state] of [
    [true, 'output-available'],
    [false, 'output-denied'],
  ] as const) {
    const chat = openChat();
    await chat.send('Use guarded');
    await until(() => statesIn(chat).includes('approval-requested'));
    await until(() => chat.getState().status === 'ready');
    chat.approveTool('call_0', isAllowed);
    await until(() => chat.getState().status === 'ready' && !hasCall(chat));
    expect(statesIn(chat)).toEqual([state]);
    await goesOn(chat);
    chat.dispose();
  }
});
