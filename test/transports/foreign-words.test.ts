// @vitest-environment node
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { applyEvent, endMessage } from '../../src/protocol/apply-event.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import type { TransportEvent } from '../../src/protocol/chat-transport.ts';
import { collect } from '../../src/testing/collect.ts';
import { createSocketTransport as webSocketTransport } from '../../src/transports/web-socket/web-socket-transport.ts';
import type {
  WebSocketTransport,
  WebSocketTransportOptions,
} from '../../src/transports/web-socket/web-socket-options.ts';
import type { WebSocketWords } from '../../src/transports/web-socket/web-socket-words.ts';
import { request } from './describe-transport.ts';

/** What the guides send and stop with. */
const words: WebSocketWords = {
  send: ({ messages }) => ({ type: 'chat', message: messages.at(-1)?.parts }),
  cancel: () => ({ type: 'cancel' }),
};

const failing = (): never => {
  throw new TypeError('no messages');
};

const servers: WebSocketServer[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    for (const socket of server.clients) socket.terminate();
    server.close();
  }
});

interface Served {
  readonly server: WebSocketServer;
  /** What came in, in order, with the number of its socket. */
  readonly heard: (readonly [socket: number, text: string])[];
  readonly open: (options?: Partial<WebSocketTransportOptions>) => WebSocketTransport;
}

/** A server of the package `ws` that answers each frame. */
async function serve(
  answer: (socket: WebSocket, text: string) => void,
  greet: (socket: WebSocket) => void = () => undefined,
): Promise<Served> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  servers.push(server);
  const heard: (readonly [number, string])[] = [];
  let count = 0;
  server.on('connection', (socket) => {
    const number = ++count;
    greet(socket);
    socket.on('message', (data: Buffer) => {
      heard.push([number, data.toString()]);
      answer(socket, data.toString());
    });
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ws`;
  const open = (options: Partial<WebSocketTransportOptions> = {}) =>
    webSocketTransport({
      url,
      words,
      WebSocket,
      ...options,
    });
  return { server, heard, open };
}

const says =
  (...frames: readonly (object | string)[]) =>
  (socket: WebSocket): void => {
    for (const frame of frames)
      socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  };

/** What a chat makes of what it is told. */
function messageOf(told: readonly TransportEvent[]): ChatMessage {
  let message: ChatMessage = { id: 'm', role: 'assistant', parts: [] };
  for (const item of told) {
    if (item.type === 'event') message = applyEvent(message, item.event);
    if (item.type === 'end') message = endMessage(message, item.end, item.error);
  }
  return message;
}

const textOf = (message: ChatMessage): string =>
  message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');

async function ask(
  transport: WebSocketTransport,
  given: Parameters<typeof request>[0] = {},
): Promise<ChatMessage> {
  return messageOf(await collect(transport.send(request(given))));
}

const guide = says(
  { type: 'text', content: 'Hel' },
  { type: 'text', content: 'lo' },
  { type: 'done' },
);

describe('a socket with words of its own', () => {
  it('asks most tutorials’ servers by one word, and stops them', async () => {
    const { open, heard } = await serve((socket, text) => {
      if (text.includes('cancel')) says({ type: 'cancelled' })(socket);
      else if (text.includes('forever')) says({ type: 'text', content: 'On ' })(socket);
      else guide(socket);
    });
    const transport = open({ words: 'json' });
    const message = await ask(transport);
    expect([textOf(message), message.end]).toEqual(['Hello', 'complete']);
    const [[, asked] = []] = heard;
    expect(JSON.parse(asked ?? '')).toEqual({
      type: 'chat',
      message: 'Hello?',
      messages: [{ role: 'user', content: 'Hello?' }],
    });
    const parts = [{ type: 'text' as const, text: 'forever' }];
    const going = transport.send(request({ messages: [{ id: 'q', role: 'user', parts }] }));
    const told: TransportEvent[] = [];
    for await (const item of going) {
      told.push(item);
      if (item.type === 'event' && item.event.type === 'text-delta') void transport.cancel('run-1');
    }
    expect(textOf(messageOf(told))).toBe('On ');
    expect(heard.at(-1)?.[1]).toBe('{"type":"cancel"}');
  });

  it('is asked in these words, and reads the guides’', async () => {
    const { open, heard } = await serve(guide);
    const told = await collect(open().send(request()));
    expect(told[0]).toEqual({ type: 'open', runId: 'run-1', isNamed: false });
    expect(textOf(messageOf(told))).toBe('Hello');
    expect(told.at(-1)).toEqual({ type: 'end', end: 'complete' });
    expect(heard.map(([, text]) => JSON.parse(text) as unknown)).toEqual([
      { type: 'chat', message: [{ type: 'text', text: 'Hello?' }] },
    ]);
  });

  it.each([
    ['text', 'Hello?', ['Hello?']],
    ['several frames', ['{"a":1}', { b: 2 }], ['{"a":1}', '{"b":2}']],
  ])('sends %s', async (_name, frames, sent) => {
    let left = sent.length;
    const { open, heard } = await serve((socket) => {
      if (--left === 0) guide(socket);
    });
    expect((await ask(open({ words: { send: () => Promise.resolve(frames) } }))).end).toBe(
      'complete',
    );
    expect(heard.map(([, text]) => text)).toEqual(sent);
  });

  it.each([
    [
      'OpenAI’s',
      [
        { choices: [{ index: 0, delta: { content: 'Hello' } }] },
        { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
      ],
    ],
    [
      'AG-UI’s',
      [
        { type: 'RUN_STARTED', threadId: 't', runId: 'r' },
        { type: 'TEXT_MESSAGE_CHUNK', messageId: 'm', role: 'assistant', delta: 'Hello' },
        { type: 'RUN_FINISHED', threadId: 't', runId: 'r' },
      ],
    ],
    [
      'the AI SDK’s',
      [
        { type: 'text-start', id: '1' },
        { type: 'text-delta', id: '1', delta: 'Hello' },
        { type: 'finish' },
      ],
    ],
    ['words as text', ['Hel', 'lo', '[DONE]']],
    [
      'server-sent events that a proxy passed on',
      ['data: {"token":"Hello"}\n\n', 'data: [DONE]\n\n'],
    ],
    ['several lines in one frame', ['{"token":"Hel"}\n{"token":"lo"}\n{"done":true}']],
  ])('reads %s', async (_name, frames) => {
    const { open } = await serve(says(...frames));
    const message = await ask(open());
    expect([textOf(message), message.end]).toEqual(['Hello', 'complete']);
  });

  it('reads text until the server hangs up, where the format says so', async () => {
    const { open } = await serve((socket) => {
      says('Hel', 'lo')(socket);
      socket.close(1000);
    });
    const message = await ask(open({ words: { ...words, format: 'text' } }));
    expect([textOf(message), message.end]).toEqual(['Hello', 'complete']);
  });

  it.each([
    [{ type: 'welcome', message: 'How can I help?' }],
    [{ type: 'connected', session_id: 's' }],
    [{ event: 'session_created' }],
    ['Connected'],
    ['Welcome to our chat! Ask me anything.'],
  ])('takes the greeting %o for no answer', async (greeting) => {
    const { open } = await serve(guide, says(greeting));
    const message = await ask(open());
    expect([textOf(message), message.end]).toEqual(['Hello', 'complete']);
  });

  it('carries the next question of a chat, and other chats over others', async () => {
    const { open, heard } = await serve(guide);
    const transport = open();
    await ask(transport);
    await ask(transport, { runId: 'run-2' });
    await ask(transport, { runId: 'run-3', chatId: 'chat-2' });
    expect(heard.map(([socket]) => socket)).toEqual([1, 1, 2]);
  });
});

describe('an answer over a socket with words of its own', () => {
  it('is stopped by the words for it, and the socket serves the next question', async () => {
    const { open, heard } = await serve((socket, text) => {
      if (text.includes('cancel')) says({ type: 'cancelled' })(socket);
      else if (heard.length === 1) says({ type: 'text', content: 'Hel' })(socket);
      else guide(socket);
    });
    const transport = open();
    const stop = new AbortController();
    const told: TransportEvent[] = [];
    for await (const item of transport.send(request({ signal: stop.signal }))) {
      told.push(item);
      if (item.type === 'event' && item.event.type === 'text-delta') stop.abort();
    }
    expect(told.at(-1)).toEqual({ type: 'end', end: 'aborted' });
    await expect.poll(() => heard.map(([, text]) => text)).toContain('{"type":"cancel"}');
    // Stopped or not yet, what is left of the first answer is no part of the second.
    expect(textOf(await ask(transport, { runId: 'run-2' }))).toBe('Hello');
  });

  it('is stopped once, whoever says so', async () => {
    const { open, heard } = await serve((socket, text) => {
      says(text.includes('cancel') ? { type: 'cancelled' } : { type: 'text', content: 'x' })(
        socket,
      );
    });
    const transport = open();
    const told: TransportEvent[] = [];
    for await (const item of transport.send(request())) {
      told.push(item);
      if (item.type === 'event' && item.event.type === 'text-delta') {
        await transport.cancel('run-1');
        await transport.cancel('run-1');
      }
    }
    expect(told.at(-1)).toEqual({ type: 'end', end: 'aborted' });
    expect(heard).toHaveLength(2);
  });

  it('is stopped by closing the socket where there are no words for it', async () => {
    const { open, server } = await serve(says({ type: 'text', content: 'x' }));
    const closed = new Promise((resolve) =>
      server.once('connection', (socket) => socket.once('close', resolve)),
    );
    const stop = new AbortController();
    for await (const item of open({ words: { send: words.send } }).send(
      request({ signal: stop.signal }),
    )) {
      if (item.type === 'event' && item.event.type === 'text-delta') stop.abort();
    }
    await expect(closed).resolves.toBe(1000);
  });

  it.each([1006, 1000, 1011])('that is cut (%i) keeps what came and is truncated', async (code) => {
    const { open, heard } = await serve((socket) => {
      says({ type: 'text', content: 'Hel' })(socket);
      if (code === 1006) setImmediate(() => socket.terminate());
      else socket.close(code);
    });
    const message = await ask(open());
    expect([textOf(message), message.end]).toEqual(['Hel', 'truncated']);
    expect(heard).toHaveLength(1);
  });

  it('that is refused ends in the server’s words', async () => {
    const { open } = await serve(says({ type: 'error', error: 'No quota.' }));
    expect(await ask(open())).toMatchObject({ end: 'error', error: { message: 'No quota.' } });
  });

  it('that never comes is an error', async () => {
    const { open } = await serve((socket) => socket.close(1000));
    expect(await ask(open())).toMatchObject({
      end: 'error',
      error: { code: 'protocol', message: expect.stringContaining('words.send') as string },
    });
  });

  it('in binary frames is refused by name', async () => {
    const { open } = await serve((socket) => socket.send(Buffer.from([1, 2, 3])));
    expect(await ask(open())).toMatchObject({
      end: 'error',
      error: { code: 'protocol', message: expect.stringContaining('binary frame') as string },
    });
  });

  it('whose question cannot be made is the app’s own error, and asks nobody', async () => {
    const { open, heard } = await serve(guide);
    expect(await ask(open({ words: { send: failing } }))).toMatchObject({
      error: { code: 'config', message: expect.stringContaining('words.send') as string },
    });
    expect(heard).toEqual([]);
  });

  it('whose server is away is told so after its tries', async () => {
    const { server, open } = await serve(guide);
    await new Promise((resolve) => server.close(resolve));
    const transport = open({ retry: { sendAttempts: 2, baseMs: 1 } });
    expect(await ask(transport)).toMatchObject({ end: 'error', error: { code: 'network' } });
  });

  it('cannot be resumed', async () => {
    const { open } = await serve(guide);
    const signal = new AbortController().signal;
    expect(await collect(open().resume({ chatId: 'chat-1', signal }))).toEqual([]);
    expect(open().mayRepeat?.()).toBe(false);
  });
});
