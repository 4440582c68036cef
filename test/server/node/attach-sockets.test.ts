// @vitest-environment node
import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocketServer, type ClientOptions } from 'ws';
import { ChatError, messageText, type ClientFrame } from '../../../src/protocol/index.ts';
import {
  createChatServer,
  type AnswerEnd,
  type ChatQuestion,
  type ChatServerOptions,
} from '../../../src/server/index.ts';
import { attachSockets, type AttachSocketsOptions } from '../../../src/server/node/index.ts';
import { RawClient } from '../../demo-server/sockets/raw-client.ts';
import { startSocketServer } from '../sockets/socket-server.ts';

const patience = { timeout: 30_000 };

async function* untilStopped({ signal }: ChatQuestion): AsyncGenerator<string> {
  yield 'One ';
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
}

async function open(options: Partial<ChatServerOptions> = {}, sockets?: AttachSocketsOptions) {
  const ends: AnswerEnd[] = [];
  const onEnd = (end: AnswerEnd) => void ends.push(end);
  const server = await startSocketServer({ answer: untilStopped, onEnd, ...options }, sockets);
  onTestFinished(() => server.close());
  const raw = (asked: ClientOptions = {}, protocols = ['chat.v1']) => {
    const client = new RawClient(server.url, asked, protocols);
    onTestFinished(() => client.close());
    return client;
  };
  const connect = async (
    hello: Partial<Extract<ClientFrame, { type: 'hello' }>> = {},
    asked?: ClientOptions,
  ) => {
    const client = raw(asked);
    await once(client.socket, 'open');
    client.say({ type: 'hello', v: 1, ...hello });
    return client;
  };
  const call = (path: string, init: RequestInit = {}) =>
    fetch(`http://${server.host}/api${path}`, init);
  return { ...server, ends, raw, connect, call };
}

const run = 'run-00001';
const ask = (changes: Partial<Extract<ClientFrame, { type: 'send' }>> = {}): ClientFrame => ({
  type: 'send',
  run,
  chat: 'chat-1',
  input: 'Hi',
  ...changes,
});
const bearer = (request: Request) => request.headers.get('authorization') ?? '';

function aliceAlone(request: Request): string {
  if (bearer(request) === 'Bearer alice') return 'alice';
  throw new ChatError('unauthorized', 'Sign in first.', { status: 401 });
}

describe('the sockets of a chat server', () => {
  it('answer what its function answers, to a question that is the POST it stands for', async () => {
    const asked: ChatQuestion[] = [];
    const { connect, ends } = await open({
      owner: bearer,
      answer: (question) => {
        asked.push(question);
        return 'Hello.';
      },
    });
    const client = await connect({ token: 'alice' });
    client.say(ask({ input: { text: 'Hi', model: 'large' } }));
    client.say(ask({ run: 'run-00002', input: { messages: [], model: 'large' } }));
    expect(await client.next('err')).toMatchObject({ run: 'run-00002', code: 'bad_request' });
    expect((await client.next('end')).reason).toBe('done');
    expect(asked).toMatchObject([{ runId: run, chatId: 'chat-1', owner: 'Bearer alice' }]);
    expect(messageText(asked[0]!.messages[0]!)).toBe('Hi');
    expect(asked[0]?.request.headers.get('authorization')).toBe('Bearer alice');
    await expect.poll(() => ends.length, patience).toBe(1);
    expect(messageText(ends[0]!.message)).toBe('Hello.');
  });

  it('share runs with HTTP: asked once more there, read and stopped from there', async () => {
    const { connect, call, ends } = await open({ owner: bearer });
    const headers = { authorization: 'Bearer alice' };
    const client = await connect({ token: 'alice' });
    client.say(ask());
    await client.next('ev');
    const active = await call('/chats/chat-1/active', { headers });
    expect(await active.json()).toMatchObject({ runId: run });
    expect((await call(`/runs/${run}`)).status).toBe(404);
    const stop = await call(`/runs/${run}/cancel`, { method: 'POST', headers });
    expect(await stop.json()).toMatchObject({ status: 'aborted' });
    expect((await client.next('end')).reason).toBe('cancelled');
    expect(ends).toMatchObject([{ end: 'aborted' }]);
  });

  it('know a browser by the cookie that the upgrade gives it', async () => {
    const { connect, call, raw } = await open();
    const first = raw();
    const [response] = (await once(first.socket, 'upgrade')) as [
      { headers: Record<string, string[]> },
    ];
    const [given = ''] = response.headers['set-cookie'] ?? [];
    expect(given).toMatch(/^rivulet_visitor=.*HttpOnly; SameSite=Strict$/);
    first.say({ type: 'hello', v: 1 });
    first.say(ask());
    await first.next('ev');
    const headers = { cookie: given.split(';')[0]! };
    const active = await call('/chats/chat-1/active', { headers });
    expect(await active.json()).toMatchObject({ runId: run });
    const again = await connect({}, { headers });
    again.say({ type: 'attach', chat: 'chat-1' });
    expect((await again.next('begin')).run).toBe(run);
    const stranger = await connect();
    stranger.say({ type: 'attach', chat: 'chat-1' });
    expect((await stranger.next('err')).code).toBe('not_found');
  });

  it('refuse whom the owner refuses, with 4401, and pages of other origins, with 4403', async () => {
    const refusals: (string | undefined)[] = [];
    const { connect, raw } = await open(
      { owner: aliceAlone, origins: ['https://app.example'] },
      { onRefusal: ({ reason }) => refusals.push(reason) },
    );
    expect(await (await connect({ token: 'mallory' })).closed).toBe(4401);
    expect(await (await connect({ token: '\u{1F600}' })).closed).toBe(4401);
    expect(await raw({ headers: { origin: 'https://evil.example' } }).closed).toBe(4403);
    expect(refusals).toEqual(['unauthorized', 'unauthorized', 'unauthorized']);
    const page = { headers: { origin: 'https://app.example' } };
    expect(await (await connect({ token: 'alice' }, page)).next('welcome')).toBeDefined();
  });

  it('count among the streams of their owner, as those over HTTP do', async () => {
    const { connect, call } = await open({ owner: () => 'alice', maxStreamsPerOwner: 1 });
    const client = await connect();
    await client.next('welcome');
    expect(await (await connect()).closed).toBe(4429);
    const body = { id: 'c', messages: [{ id: 'u', role: 'user', parts: [] }] };
    expect((await call('/chat', { method: 'POST', body: JSON.stringify(body) })).status).toBe(429);
    client.say(ask());
    expect(await client.next('ev')).toBeDefined();
  });

  it('let their clients go when the chat server closes', async () => {
    const { connect, chat, sockets } = await open();
    const client = await connect();
    client.say(ask());
    await client.next('ev');
    await chat.close();
    expect(await client.next('goaway')).toEqual({ type: 'goaway', reconnectAfterMs: 1000 });
    expect(await client.closed).toBe(1001);
    await expect.poll(() => sockets.size, patience).toBe(0);
  });

  it('leave other upgrades to who listens for them, and refuse them where nobody does', async () => {
    const { server, host } = await open();
    const url = `ws://${host}/other`;
    expect(await new RawClient(url).closed).toBe(1006);
    const others = new WebSocketServer({ server, path: '/other' });
    onTestFinished(() => others.close());
    const client = new RawClient(url, {}, []);
    await once(client.socket, 'open');
    client.close();
  });

  it('are not served for a store that cannot be opened', async () => {
    const server = createServer();
    onTestFinished(() => void server.close());
    const runs = Promise.reject(new ChatError('config', 'The store is not there.'));
    const chat = createChatServer({ answer: () => '', runs });
    await expect(attachSockets(server, chat)).rejects.toThrow('The store is not there.');
  });
});
