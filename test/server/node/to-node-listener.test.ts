// @vitest-environment node
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createChat } from '../../../src/chat/index.ts';
import { messageText } from '../../../src/protocol/index.ts';
import { createChatServer, type ChatServerOptions } from '../../../src/server/index.ts';
import { toNodeListener, type NodeListenerOptions } from '../../../src/server/node/index.ts';
import { httpTransport } from '../../../src/transports/index.ts';
import { eventually } from '../../eventually.ts';
import { question, readEvents, slowWords } from '../chat-client.ts';

async function listen(options: ChatServerOptions, more?: NodeListenerOptions) {
  const chat = createChatServer(options);
  const server = createServer(toNodeListener(chat, more));
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(async () => {
    await chat.close();
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { chat, server, port, url: `http://127.0.0.1:${port}` };
}

const asked = (key: string) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', 'idempotency-key': key },
  body: JSON.stringify(question()),
});

describe('a chat server over Node’s HTTP', () => {
  it('loses nothing of an answer whose connection is reset again and again', async () => {
    const words = Array.from({ length: 60 }, (_, word) => `word${word} `);
    const { server, url } = await listen({
      answer: async function* answer() {
        for (const [index, word] of words.entries()) {
          yield word;
          await new Promise((resolve) => setTimeout(resolve, 10));
          if (index % 15 === 10) server.closeAllConnections();
        }
      },
    });
    // A browser keeps its cookie by itself.
    let cookie = '';
    const fetchIt: typeof fetch = async (input, init) => {
      const headers = { ...Object.fromEntries(new Headers(init?.headers)), cookie };
      const response = await fetch(input, { ...init, headers });
      cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
      return response;
    };
    const transport = httpTransport({
      url: `${url}/api/chat`,
      fetch: fetchIt,
      idempotencyHeader: true,
    });
    const store = createChat({
      transport,
      frames: {
        request: (callback) => {
          const timer = setTimeout(callback, 1);
          return () => clearTimeout(timer);
        },
        afterPaint: (callback) => {
          const timer = setTimeout(callback, 1);
          return () => clearTimeout(timer);
        },
      },
    });
    const sent = store.send('Hi');
    await sent;
    await eventually(() => expect(store.getState().messages.at(-1)?.end).toBe('complete'));
    const last = store.getState().messages.at(-1);
    expect(last && messageText(last)).toBe(words.join(''));
    expect(store.getState().metrics.reconnects).toBeGreaterThan(0);
  });

  it('lets go of a reader who has gone, and writes on', async () => {
    const { url } = await listen({ answer: slowWords(), maxStreams: 1 });
    await readEvents(await fetch(`${url}/api/chat`, asked('run-00001')), 2);
    const again = await eventually(async () => {
      const response = await fetch(`${url}/api/chat`, asked('run-00002'));
      expect(response.status).toBe(200);
      return response;
    });
    await again.body?.cancel();
  });

  it('cuts a client that reads nothing, and holds no more than a little for it', async () => {
    let given = 0;
    const { chat, port } = await listen(
      {
        answer: async function* flood() {
          for (; given < 400; given++) {
            yield 'x'.repeat(50_000);
            await new Promise((resolve) => setImmediate(resolve));
          }
        },
      },
      { stallMs: 50 },
    );
    const body = JSON.stringify(question());
    const socket = connect(port, '127.0.0.1');
    socket.pause();
    const head = 'POST /api/chat HTTP/1.1\r\nhost: a\r\nidempotency-key: run-00001\r\n';
    socket.write(`${head}content-length: ${body.length}\r\n\r\n${body}`);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
    await eventually(() => expect(given).toBe(400));
    socket.resume();
    await closed;
    await chat.close();
  });

  it('speaks to a client that hears nothing for long', async () => {
    const { url } = await listen({
      heartbeatMs: 5,
      async *answer({ signal }) {
        yield 'Wait.';
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
    });
    const response = await fetch(`${url}/api/chat`, asked('run-00001'));
    let text = '';
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    while (!text.includes(': keep-alive')) text += (await reader.read()).value ?? '';
    await reader.cancel();
    expect(text).toContain('Wait.');
  });

  it('gives a client all of an answer that the host reads a copy of', async () => {
    const chat = createChatServer({
      async *answer() {
        for (let word = 0; word < 20; word++) {
          yield `word${word} `;
          await new Promise((resolve) => setImmediate(resolve));
        }
      },
    });
    const copies: Promise<string>[] = [];
    const noting = async (request: Request) => {
      const response = await chat.fetch(request);
      copies.push(response.clone().text());
      return response;
    };
    const server = createServer(toNodeListener({ fetch: noting }));
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const told = await fetch(`http://127.0.0.1:${port}/api/chat`, asked('run-00001'));
    const text = await told.text();
    expect(text).toContain('[DONE]');
    expect(await copies[0]).toBe(text);
  });

  it('says that an address is none', async () => {
    const { port } = await listen({ answer: () => 'ok' });
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nhost: [\r\nconnection: close\r\n\r\n');
    let text = '';
    socket.on('data', (piece: Buffer) => (text += piece.toString()));
    await new Promise((resolve) => socket.once('close', resolve));
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(text).toContain('"code":"bad-request"');
  });

  it('keeps the path that Express takes off', async () => {
    const chat = createChatServer({ answer: () => 'ok' });
    const listener = toNodeListener(chat);
    const server = createServer((request, response) => {
      Object.assign(request, { originalUrl: request.url });
      request.url = '/chat';
      listener(request, response);
    });
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/api/chat`, asked('run-00001'));
    expect((await readEvents(response)).isWhole).toBe(true);
  });
});
