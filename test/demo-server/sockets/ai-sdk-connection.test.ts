// @vitest-environment node
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import {
  ScriptedEngine,
  type ScriptedOptions,
} from '../../../demo-server/engine/scripted-engine.ts';
import { ownerOf } from '../../../demo-server/http/owner.ts';
import { MemoryRunStore } from '../../../src/server/index.ts';
import type { ChatEvent } from '../../../src/protocol/index.ts';
import { KeyLock } from '../../../demo-server/server/key-lock.ts';
import { startSocketServer, type SocketServerOptions } from './socket-server.ts';

// A busy machine may take its time.
const patiently = { timeout: 30_000 };

// The frames of ai 7.0 (`WebSocketChatTransport`).
interface Answer {
  readonly type: 'start' | 'chunk' | 'end' | 'error' | 'no-active';
  readonly requestId: string;
  readonly sequence?: number;
  readonly chunk?: ChatEvent;
  readonly errorText?: string;
}

// Only whoever says who he is finds a run by its chat.
const asked = { id: 'chat-1', headers: { authorization: 'Bearer alice' }, body: {} };
const messages = [{ id: 'u', role: 'user', parts: [{ type: 'text', text: 'Hi' }] }];
const send = { type: 'send', requestId: 'r1', ...asked, trigger: 'submit-message', messages };
const resume = { type: 'resume', requestId: 'r2', ...asked };

/** An answer that is still under way when another socket asks for it, on a busy machine too. */
const longAnswer: ScriptedOptions = { pace: 20, reply: () => 'word '.repeat(500) };

async function open(script: ScriptedOptions = {}, more: Partial<SocketServerOptions> = {}) {
  const engine = new ScriptedEngine({ pace: 0, reply: () => 'one two three', ...script });
  const runs = new MemoryRunStore();
  const server = await startSocketServer({ engine, runs, ...more });
  onTestFinished(() => server.close());

  async function connect(path = '/ws/ai-sdk', options: ClientOptions = {}) {
    const socket = new WebSocket(`ws://${server.host}${path}`, options);
    const answers: Answer[] = [];
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    socket.on('message', (data: Buffer) => answers.push(JSON.parse(data.toString()) as Answer));
    onTestFinished(() => socket.terminate());
    await once(socket, 'open');
    return {
      answers,
      closed,
      socket,
      say: (frame: object) => socket.send(JSON.stringify(frame)),
      /** Waits for a frame of a request. */
      async until(requestId: string, ...types: Answer['type'][]): Promise<Answer> {
        for (;;) {
          const found = answers.find(
            (answer) => answer.requestId === requestId && types.includes(answer.type),
          );
          if (found) return found;
          await once(socket, 'message');
        }
      },
    };
  }
  return { ...server, engine, runs, connect };
}

function textOf(answers: readonly Answer[], requestId: string): string {
  return answers
    .map(({ requestId: of, chunk }) =>
      of === requestId && chunk?.type === 'text-delta' ? chunk.delta : '',
    )
    .join('');
}

describe('the socket of the AI SDK', () => {
  it.each(['/ws/ai-sdk', '/api/ws/ai-sdk'])(
    'tells the chunks of an answer in their sequence, at %s',
    async (path) => {
      const { connect } = await open();
      const client = await connect(path);
      client.say(send);
      await client.until('r1', 'end');
      const chunks = client.answers.filter(({ type }) => type === 'chunk');
      expect(chunks.map(({ sequence }) => sequence)).toEqual(chunks.map((_, index) => index));
      expect(chunks[0]?.chunk).toMatchObject({ type: 'start' });
      expect(chunks.at(-1)?.chunk).toMatchObject({ type: 'finish', finishReason: 'stop' });
      expect(textOf(client.answers, 'r1')).toBe('one two three');
      expect(client.answers.at(-1)).toEqual({ type: 'end', requestId: 'r1' });
    },
  );

  it('carries several requests at once, each by its name', async () => {
    const { connect } = await open({ pace: 100 });
    const client = await connect();
    client.say(send);
    client.say({ ...send, requestId: 'r2', id: 'chat-2' });
    await client.until('r1', 'end');
    await client.until('r2', 'end');
    expect([textOf(client.answers, 'r1'), textOf(client.answers, 'r2')]).toEqual([
      'one two three',
      'one two three',
    ]);
  });

  it('replays the active answer of a chat from its beginning, or says that there is none', async () => {
    // Long enough to be under way when the second socket asks, short enough to wait for its end.
    const reply = Array.from({ length: 200 }, (_, index) => `word-${index}`).join(' ');
    const { connect } = await open({ pace: 60, reply: () => reply });
    const first = await connect();
    first.say(send);
    await first.until('r1', 'chunk');
    first.socket.terminate();
    const second = await connect();
    second.say(resume);
    expect(await second.until('r2', 'start')).toEqual({ type: 'start', requestId: 'r2' });
    await second.until('r2', 'end');
    expect(second.answers.find(({ type }) => type === 'chunk')).toMatchObject({ sequence: 0 });
    expect(textOf(second.answers, 'r2')).toBe(reply);
    second.say({ ...resume, requestId: 'r3' });
    expect(await second.until('r3', 'no-active')).toEqual({ type: 'no-active', requestId: 'r3' });
  });

  it('goes on behind the sequence that a client names', async () => {
    const { connect } = await open(longAnswer);
    const client = await connect();
    client.say(send);
    await client.until('r1', 'chunk');
    client.say({ ...resume, lastSequence: 0 });
    expect(await client.until('r2', 'chunk')).toMatchObject({ sequence: 1 });
  });

  it('stops the model when a request is aborted, not when its socket is lost', async () => {
    const { connect, engine } = await open(longAnswer);
    const client = await connect();
    client.say(send);
    await client.until('r1', 'chunk');
    client.socket.terminate();
    await client.closed;
    expect(engine.load().active).toBe(1);
    const other = await connect();
    other.say(resume);
    await other.until('r2', 'chunk');
    other.say({ type: 'abort', requestId: 'r2' });
    await expect.poll(() => engine.load().active, patiently).toBe(0);
    expect(other.answers.filter(({ type }) => type === 'end')).toEqual([]);
  });

  it('tells why a question is refused', async () => {
    const { connect } = await open();
    const client = await connect();
    client.say({ ...send, messages: [] });
    expect((await client.until('r1', 'error')).errorText).toMatch(/messages.*Mend/);
  });

  it.each([
    'no JSON',
    '{}',
    '{"type":"send","requestId":"r1"}',
    '{"type":"subscribe","requestId":"r1"}',
    JSON.stringify({ ...resume, lastSequence: -1 }),
  ])('closes with 1008 for a frame that is none: %s', async (text) => {
    const { connect } = await open();
    const client = await connect();
    client.socket.send(text);
    expect(await client.closed).toBe(1008);
  });

  it('asks for the key in the frame or the upgrade, and tells runs apart by it', async () => {
    const { host, connect } = await open(longAnswer, { key: 'secret' });
    const client = await connect();
    client.say({ ...send, headers: {} });
    expect((await client.until('r1', 'error')).errorText).toMatch(/key/);
    const bearer = { authorization: 'Bearer secret' };
    client.say({ ...send, requestId: 'r2', headers: bearer });
    await client.until('r2', 'chunk');
    const page = await fetch(`http://${host}/?key=secret`, { redirect: 'manual' });
    const session = page.headers.get('set-cookie')?.split(';')[0] ?? '';
    const cookie = await connect('/ws/ai-sdk', { headers: { cookie: session } });
    cookie.say({ ...resume, headers: {} });
    await cookie.until('r2', 'no-active');
    cookie.say({ ...resume, requestId: 'r3', headers: bearer });
    expect(await cookie.until('r3', 'start', 'no-active')).toMatchObject({ type: 'start' });
  });

  it('looks at ten wrong keys in its frames, then not even at the right one', async () => {
    const { connect } = await open({}, { lock: new KeyLock('secret') });
    const client = await connect();
    for (let count = 0; count < 10; count++) {
      const headers = { authorization: `Bearer wrong-${count}` };
      client.say({ ...send, requestId: `wrong-${count}`, headers });
      expect((await client.until(`wrong-${count}`, 'error')).errorText).toMatch(/key is missing/);
    }
    client.say({ ...send, headers: { authorization: 'Bearer secret' } });
    expect((await client.until('r1', 'error')).errorText).toMatch(/Too many wrong keys/);
  });

  it('takes up the answer of whoever shows no identity at the address that asked, and at no other', async () => {
    const { connect } = await open(longAnswer);
    const nobody = { headers: {} };
    const client = await connect();
    client.say({ ...send, ...nobody });
    await client.until('r1', 'chunk');
    const stranger = await connect('/ws/ai-sdk', { localAddress: '127.0.0.2' });
    stranger.say({ ...resume, ...nobody });
    expect((await stranger.until('r2', 'start', 'no-active')).type).toBe('no-active');
    const again = await connect();
    again.say({ ...resume, ...nobody });
    expect((await again.until('r2', 'start', 'no-active')).type).toBe('start');
  });

  it('closes with 4403 for a page of another site', async () => {
    const { connect } = await open();
    const client = await connect('/ws/ai-sdk', { headers: { origin: 'http://evil.example' } });
    expect(await client.closed).toBe(4403);
  });

  it('says that the beginning of an answer is no longer kept', async () => {
    const { connect, runs } = await open(longAnswer);
    const client = await connect();
    client.say(send);
    await client.until('r1', 'chunk');
    const run = await runs.activeIn('chat-1', ownerOf(asked.headers));
    Object.defineProperty(run?.log, 'isEvicted', { value: (after: number) => after < 0 });
    client.say(resume);
    expect((await client.until('r2', 'error')).errorText).toMatch(/no longer kept/);
  });
});
