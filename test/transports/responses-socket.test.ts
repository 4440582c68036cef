// @vitest-environment node
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createChat } from '../../src/chat/create-chat.ts';
import type { ChatRequest } from '../../src/protocol/chat-transport.ts';
import { messageText } from '../../src/protocol/message-text.ts';
import { createSocketTransport as webSocketTransport } from '../../src/transports/web-socket/web-socket-transport.ts';
import { eventually } from '../eventually.ts';

interface Create {
  readonly type: 'response.create';
  readonly input: string;
  readonly previous_response_id?: string;
}

let server: WebSocketServer;

afterEach(() => {
  for (const socket of server.clients) socket.terminate();
  server.close();
});

/** OpenAI's WebSocket mode: it goes on from response to response, by the name of the one before, and hangs up after `cutAfter` frames. */
async function serveResponses(cutAfter: readonly number[] = []) {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  const asked: Create[] = [];
  const known = new Set<string>();
  server.on('connection', (socket) => {
    socket.on('message', (data: Buffer) => {
      const create = JSON.parse(data.toString()) as Create;
      const id = `resp_${asked.push(create)}`;
      const previous = create.previous_response_id;
      const isLost = previous !== undefined && !known.has(previous);
      const frames = isLost ? [notFound(previous)] : framesOf(id, `You said ${create.input}.`);
      const count = cutAfter[asked.length - 1] ?? frames.length;
      for (const frame of frames.slice(0, count)) socket.send(JSON.stringify(frame));
      if (count < frames.length) socket.terminate();
      else known.add(id);
    });
  });
  await new Promise((resolve) => server.once('listening', resolve));
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const notFound = (id: string) => ({
  type: 'error',
  status: 400,
  error: { code: 'previous_response_not_found', message: `No response ${id} is kept.` },
});

function framesOf(id: string, text: string): object[] {
  const response = { id, object: 'response', status: 'in_progress', output: [] };
  const words = text.split(/(?<= )/);
  return [
    { type: 'response.created', response },
    ...words.map((delta) => ({ type: 'response.output_text.delta', item_id: 'm', delta })),
    { type: 'response.completed', response: { ...response, status: 'completed' } },
  ];
}

const words = {
  format: 'openai-responses',
  send: ({ messages }: ChatRequest) => {
    const before = messages.findLast(({ role, end }) => role === 'assistant' && end === 'complete');
    return {
      type: 'response.create',
      input: messageText(messages.at(-1) ?? { id: '', role: 'user', parts: [] }),
      ...(before && { previous_response_id: before.id }),
    };
  },
} as const;

const open = (url: string) =>
  createChat({ transport: webSocketTransport({ url, words, WebSocket, retry: { baseMs: 1 } }) });

/** Asks, and waits for the end of the answer. */
async function ask(chat: ReturnType<typeof open>, text: string): Promise<void> {
  await chat.send(text);
  await eventually(() => expect(chat.getState().status).toMatch(/^(?:ready|error)$/));
}

it('speaks with OpenAI’s WebSocket mode, from response to response on one socket', async () => {
  const { url, asked } = await serveResponses();
  const chat = open(url);
  await ask(chat, 'one');
  await ask(chat, 'two');
  const { messages } = chat.getState();
  expect(messages.map(messageText)).toEqual(['one', 'You said one.', 'two', 'You said two.']);
  expect(messages.map(({ end }) => end)).toEqual([undefined, 'complete', undefined, 'complete']);
  expect(asked.map(({ previous_response_id: id }) => id)).toEqual([undefined, 'resp_1']);
  expect(server.clients.size).toBe(1);
});

it.each([
  [0, ''],
  [1, ''],
  [2, 'You '],
  [3, 'You said '],
  [4, 'You said two.'],
])(
  'keeps what came when it is cut after %i frames, and goes on from the last whole response',
  async (frames, kept) => {
    const { url, asked } = await serveResponses([5, frames]);
    const chat = open(url);
    await ask(chat, 'one');
    await ask(chat, 'two');
    const [, , , cut] = chat.getState().messages;
    expect(cut?.end).toBe(frames > 0 ? 'truncated' : undefined);
    expect(cut ? messageText(cut) : '').toBe(kept);
    await ask(chat, 'three');
    const newest = chat.getState().messages.slice(-1).map(messageText);
    expect(newest).toEqual(['You said three.']);
    expect(asked.at(-1)?.previous_response_id).toBe('resp_1');
    expect(asked.filter(({ input }) => input === 'two')).toHaveLength(1);
  },
);

it('tells in its words that it no longer has the response to go on from', async () => {
  const { url } = await serveResponses();
  const chat = createChat({
    transport: webSocketTransport({ url, words, WebSocket }),
    initialMessages: [
      { id: 'u', role: 'user', parts: [{ type: 'text', text: 'zero' }] },
      { id: 'resp_0', role: 'assistant', parts: [{ type: 'text', text: 'Hi' }], end: 'complete' },
    ],
  });
  await ask(chat, 'one');
  expect(chat.getState().error?.message).toBe('No response resp_0 is kept.');
});
